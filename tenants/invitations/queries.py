"""Reading invitations, and how their mails fared."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from tenants.invitations.models import Invitation
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, InvitationId
from tenants.kernel.journal.models import JournalEntry
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound

State = Literal["open", "used", "withdrawn", "expired"]
MailState = Literal["queued", "sent", "failed", "unknown"]
MAIL_ACTS: dict[str, MailState] = {
    "invitation_sent": "sent",
    "invitation_failed": "failed",
    "invitation_unknown": "unknown",
    "invitation_resent": "queued",
}


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """An invitation as its mail and its page tell it."""

    collaboration_id: UUID
    email: str
    name: str
    language: Language
    expires_at: datetime
    state: State

    @property
    def is_open(self) -> bool:
        """Return whether its link still counts."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class SentInvitation:
    """An invitation as the firm follows it: to whom, what became of the mail, and whether it was used."""

    id: InvitationId
    email: str
    expires_at: datetime
    used_at: datetime | None
    state: State
    mail: MailState


def get_invitation(workspace_id: UUID, invitation_id: UUID, *, now: datetime) -> InvitationFacts:
    """Return an invitation that is in scope.

    Raises:
        NotFound: there is none.
    """
    row = db.session.get(Invitation, (workspace_id, invitation_id), populate_existing=True)
    if row is None:
        raise NotFound(invitation_id)
    language = cast("Language", row.language)
    return InvitationFacts(row.collaboration_id, row.email, row.name, language, row.expires_at, _state(row, now))


def sent_invitations(
    firm_id: FirmId, collaboration_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, SentInvitation]:
    """Return the newest invitation to each of some collaborations of a firm, by collaboration."""
    newest = (
        select(Invitation)
        .where(Invitation.firm_id == firm_id, Invitation.collaboration_id.in_(collaboration_ids))
        .order_by(Invitation.collaboration_id, Invitation.created_at.desc())
        .ext(distinct_on(Invitation.collaboration_id))
    )
    rows = db.session.scalars(newest).all()
    mails = _mail_states(firm_id, [row.id for row in rows])
    return {
        row.collaboration_id: SentInvitation(
            InvitationId(row.id),
            row.email,
            row.expires_at,
            row.used_at,
            _state(row, now),
            mails.get(row.id, "queued"),
        )
        for row in rows
    }


def _mail_states(firm_id: FirmId, invitation_ids: Collection[UUID]) -> dict[UUID | None, MailState]:
    newest = (
        select(JournalEntry.about_id, JournalEntry.act)
        .where(
            JournalEntry.scope_id == firm_id,
            JournalEntry.about_id.in_(invitation_ids),
            JournalEntry.act.in_(MAIL_ACTS),
        )
        .order_by(JournalEntry.about_id, JournalEntry.at.desc())
        .ext(distinct_on(JournalEntry.about_id))
    )
    return {row.about_id: MAIL_ACTS[row.act] for row in db.session.execute(newest)}


def _state(row: Invitation, now: datetime) -> State:
    if row.used_at is not None:
        return "used"
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "open" if row.expires_at > now else "expired"
