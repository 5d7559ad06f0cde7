"""Mails about a collaboration: the invitation to the client's contact, and the news of what the client answered."""

from datetime import datetime

from portal.edge.settings import settings
from portal.jobs.mailing import Envelope, send_link, tell
from portal.jobs.work import Work
from tenants.collaborations.queries import get_collaboration
from tenants.firms.queries import get_firm
from tenants.invitations.actions import Outcome, record_mail, renew_link
from tenants.invitations.letter import Invitation, accepted_letter, declined_letter, invitation_letter
from tenants.invitations.queries import get_invitation
from tenants.kernel.country import local_day
from tenants.kernel.ids import FirmId, InvitationId, WorkspaceId
from tenants.users.queries import get_person
from tenants.workspaces.queries import get_workspace


def send_invitation(work: Work) -> None:
    """Send an invitation to the client's contact."""
    firm_id, invitation_id = FirmId(work.claim.scope_id), InvitationId(work.id("invitation_id"))

    def record(outcome: Outcome, now: datetime) -> None:
        record_mail(work.actor(), firm_id, invitation_id, outcome, now=now)

    send_link(work, "invitation", lambda now: _invitation(work, firm_id, invitation_id, now), record)


def tell_accepted(work: Work) -> None:
    """Tell the firm's inviting person that the client has accepted."""
    with work.step() as now:
        running = get_collaboration(work.workspace_id, work.id("collaboration_id"))
        person = get_person(running.invited_by_id)
        company = get_workspace(work.workspace_id).name
    letter = accepted_letter(company, f"{settings().base_url}/w/{work.workspace_id}", person.language)
    tell(work, Envelope(letter=letter, recipient=person.email, name=person.name), f"accepted-{running.id}", now)


def tell_declined(work: Work) -> None:
    """Tell the firm's inviting person that the client has said no, and why."""
    with work.step() as now:
        asked = get_collaboration(work.workspace_id, work.id("collaboration_id"))
        person = get_person(asked.invited_by_id)
        company = get_workspace(work.workspace_id).name
    link = f"{settings().base_url}/f/{asked.firm_id}/clients/requests"
    letter = declined_letter(company, asked.reason, link, person.language)
    tell(work, Envelope(letter=letter, recipient=person.email, name=person.name), f"declined-{asked.id}", now)


def _invitation(work: Work, firm_id: FirmId, invitation_id: InvitationId, now: datetime) -> Envelope:
    workspace_id = WorkspaceId(work.id("workspace_id"))
    invitation = get_invitation(workspace_id, invitation_id, now=now)
    firm, workspace = get_firm(firm_id), get_workspace(workspace_id)
    told = Invitation(
        firm=firm.name,
        inviter=get_collaboration(workspace_id, invitation.collaboration_id).invited_by,
        company=workspace.name,
        name=invitation.name,
        link=f"{settings().base_url}/invitation/{renew_link(workspace_id, invitation_id)}",
        until=local_day(invitation.expires_at, workspace.country),
    )
    letter = invitation_letter(told, invitation.language)
    return Envelope(
        letter=letter, recipient=invitation.email, name=invitation.name, firm=firm.name, reply_to=firm.email
    )
