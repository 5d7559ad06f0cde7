"""Reading a person's sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.kernel.db import db
from tenants.kernel.ids import UserId
from tenants.kernel.language import Message
from tenants.sessions.models import Session
from tenants.sessions.rules import IDLE, device_of, token_hash


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser that a person is signed in with."""

    id: UUID
    device: Message | str
    address: str
    started_at: datetime
    seen_at: datetime
    is_this: bool


def session_rows(user_id: UserId, token: str, *, now: datetime) -> list[SessionRow]:
    """Return the sessions of a person that still count: the one at hand, then the one seen last."""
    alive = (Session.revoked_at.is_(None), Session.expires_at > now, Session.seen_at > now - IDLE)
    rows = db.session.scalars(
        select(Session).where(Session.user_id == user_id, *alive).order_by(Session.seen_at.desc(), Session.id)
    )
    this = token_hash(token)
    found = [
        SessionRow(row.id, device_of(row.agent), row.address, row.created_at, row.seen_at, row.hash == this)
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.is_this)


def is_new_device(user_id: UserId, agent: str) -> bool:
    """Say whether somebody who has signed in before does so with a browser and system that they never used."""
    agents = db.session.scalars(select(Session.agent).where(Session.user_id == user_id).distinct()).all()
    return bool(agents) and str(device_of(agent[:200])) not in {str(device_of(known)) for known in agents}
