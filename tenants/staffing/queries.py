"""Reading invitations to a firm's staff."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from sqlalchemy import Select, select

from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound
from tenants.staffing.models import StaffInvitation
from tenants.users.models import User

State = Literal["open", "used", "withdrawn", "expired"]
Mail = Literal["queued", "sent", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class StaffInvitationFacts:
    """An invitation as its mail, its page and the list of a firm's people tell it."""

    id: UUID
    firm_id: FirmId
    email: str
    name: str
    language: Language
    role: str
    inviter: str
    inviter_id: UserId
    expires_at: datetime
    state: State
    mail: Mail


def get_staff_invitation(firm_id: UUID, invitation_id: UUID, *, now: datetime) -> StaffInvitationFacts:
    """Return an invitation of a firm in scope.

    Raises:
        NotFound: there is none.
    """
    query = _facts().where(StaffInvitation.firm_id == firm_id, StaffInvitation.id == invitation_id)
    row = db.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound(invitation_id)
    return _read(row[0], row[1], now)


def waiting_invitations(firm_id: FirmId, *, now: datetime) -> list[StaffInvitationFacts]:
    """Return the invitations of a firm that nobody used or withdrew, those that ran out included, the newest first."""
    mine = (
        StaffInvitation.firm_id == firm_id,
        StaffInvitation.used_at.is_(None),
        StaffInvitation.withdrawn_at.is_(None),
    )
    rows = db.session.execute(_facts().where(*mine).order_by(StaffInvitation.created_at.desc()))
    return [_read(row, inviter, now) for row, inviter in rows]


def _facts() -> Select[StaffInvitation, str]:
    return select(StaffInvitation, User.name).join(User, User.id == StaffInvitation.invited_by)


def _read(row: StaffInvitation, inviter: str, now: datetime) -> StaffInvitationFacts:
    return StaffInvitationFacts(
        id=row.id,
        firm_id=FirmId(row.firm_id),
        email=row.email,
        name=row.name,
        language=cast("Language", row.language),
        role=row.role,
        inviter=inviter,
        inviter_id=UserId(row.invited_by),
        expires_at=row.expires_at,
        state=_state(row, now),
        mail=cast("Mail", row.mail),
    )


def _state(row: StaffInvitation, now: datetime) -> State:
    if row.used_at is not None:
        return "used"
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "open" if row.expires_at > now else "expired"
