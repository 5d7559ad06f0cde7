"""Recovery codes: made ten at a time, shown once, each good once."""

from datetime import datetime

from sqlalchemy import delete, update

from tenants.factors.models import RecoveryCode
from tenants.factors.queries import codes_left
from tenants.factors.rules import HOW_MANY, new_code, plain_code
from tenants.kernel.db import db
from tenants.kernel.ids import UserId
from tenants.kernel.refusals import Invalid
from tenants.secrets.sealing import Seal


class WrongRecoveryCode(Invalid):
    """This recovery code isn't right, or it was used already."""


def make_codes(user_id: UserId, *, seal: Seal, now: datetime) -> tuple[str, ...]:
    """Return ten new recovery codes, which are nowhere kept in clear; any made before are void."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    codes = tuple(new_code() for _ in range(HOW_MANY))
    for code in codes:
        db.session.add(RecoveryCode(user_id=user_id, hash=_kept(user_id, code, seal), created_at=now))
    db.session.flush()
    return codes


def use_code(user_id: UserId, typed: str, *, seal: Seal, now: datetime) -> int:
    """Use a recovery code up, and return how many are left; of a hundred tries at once one succeeds.

    Raises:
        WrongRecoveryCode: it isn't one of theirs, or was used.
    """
    its = (RecoveryCode.user_id == user_id, RecoveryCode.hash == _kept(user_id, typed, seal))
    unused = update(RecoveryCode).where(*its, RecoveryCode.used_at.is_(None))
    if db.session.execute(unused.values(used_at=now).returning(RecoveryCode.hash)).one_or_none() is None:
        raise WrongRecoveryCode
    return codes_left(user_id)


def _kept(user_id: UserId, code: str, seal: Seal) -> bytes:
    return seal.mark(plain_code(code).encode(), belongs_to=f"user:{user_id}:recovery")
