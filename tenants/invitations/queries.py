"""Reading invitations."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from tenants.invitations.models import Invitation
from tenants.kernel.db import db
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """An invitation as its mail and its page tell it."""

    collaboration_id: UUID
    email: str
    name: str
    language: Language
    expires_at: datetime
    is_open: bool


def get_invitation(workspace_id: UUID, invitation_id: UUID, *, now: datetime) -> InvitationFacts:
    """Return an invitation that is in scope.

    Raises:
        NotFound: there is none.
    """
    row = db.session.get(Invitation, (workspace_id, invitation_id))
    if row is None:
        raise NotFound(invitation_id)
    is_open = row.used_at is None and row.withdrawn_at is None and row.expires_at > now
    return InvitationFacts(
        row.collaboration_id, row.email, row.name, cast("Language", row.language), row.expires_at, is_open
    )
