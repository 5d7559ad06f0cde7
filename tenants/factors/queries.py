"""Reading a person's passkeys and recovery codes; the transaction's scope must name that person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from tenants.factors.models import Passkey, RecoveryCode
from tenants.kernel.db import db
from tenants.kernel.ids import UserId


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey as its owner knows it."""

    id: UUID
    name: str
    backed_up: bool
    created_at: datetime
    used_at: datetime | None


def passkey_rows(user_id: UserId) -> list[PasskeyRow]:
    """Return a person's passkeys, the oldest first."""
    rows = db.session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.created_at))
    return [PasskeyRow(row.id, row.name, row.backed_up, row.created_at, row.used_at) for row in rows]


def codes_left(user_id: UserId) -> int:
    """Return how many recovery codes a person hasn't used."""
    unused = (RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0
