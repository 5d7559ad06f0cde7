"""Mails about a collaboration: the invitation to the client's contact, and the news of what the client answered."""

from dataclasses import dataclass
from datetime import datetime

from portal.edge.settings import settings
from portal.jobs.work import Work
from tenants.collaborations.queries import get_collaboration
from tenants.firms.queries import get_firm
from tenants.invitations import actions
from tenants.invitations.actions import InvitationOver, record_mail, renew_link
from tenants.invitations.letter import Invitation, Letter, accepted_letter, declined_letter, invitation_letter
from tenants.invitations.queries import get_invitation
from tenants.kernel.country import local_day
from tenants.kernel.faults import reached
from tenants.kernel.ids import FirmId, InvitationId, WorkspaceId
from tenants.kernel.refusals import Refusal
from tenants.outside.mail import Mail, build_mail
from tenants.outside.outcome import Done, NotDone, Outcome, Unknown
from tenants.outside.smtp import Smtp
from tenants.users.queries import get_person
from tenants.workspaces.queries import get_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A letter with its addresses."""

    letter: Letter
    recipient: str
    name: str
    firm: str = ""
    reply_to: str = ""


def send_invitation(work: Work) -> None:
    """Send an invitation under a new link; the link of any mail before it is void from then on."""
    firm_id, invitation_id = FirmId(work.claim.scope_id), InvitationId(work.id("invitation_id"))
    try:
        with work.step() as now:
            envelope = _invitation(work, firm_id, invitation_id, now)
    except InvitationOver:
        return  # used or withdrawn in the meantime: there is nothing left to send
    reached("invitation_link_renewed")
    outcome = hand_over(work, envelope, f"invitation-{work.claim.task_id}-{work.claim.fence}", now)
    reached("invitation_handed_over")
    if isinstance(outcome, NotDone) and not outcome.final and not work.claim.last:
        work.give_back(outcome.reason)
        return
    with work.last_step() as now:
        record_mail(work.actor(), firm_id, invitation_id, told_of(outcome, envelope.recipient), now=now)
    reached("invitation_recorded")


def tell_accepted(work: Work) -> None:
    """Tell the firm's inviting person that the client has accepted."""
    with work.step() as now:
        running = get_collaboration(work.workspace_id, work.id("collaboration_id"))
        person = get_person(running.invited_by_id)
        company = get_workspace(work.workspace_id).name
    link = f"{settings().base_url}/w/{work.workspace_id}"
    envelope = Envelope(
        letter=accepted_letter(company, link, person.language), recipient=person.email, name=person.name
    )
    outcome = hand_over(work, envelope, f"accepted-{running.id}", now)
    if isinstance(outcome, NotDone) and not outcome.final:
        work.give_back(outcome.reason)


def tell_declined(work: Work) -> None:
    """Tell the firm's inviting person that the client has said no, and why."""
    with work.step() as now:
        asked = get_collaboration(work.workspace_id, work.id("collaboration_id"))
        person = get_person(asked.invited_by_id)
        company = get_workspace(work.workspace_id).name
    link = f"{settings().base_url}/f/{asked.firm_id}/clients/requests"
    letter = declined_letter(company, asked.reason, link, person.language)
    envelope = Envelope(letter=letter, recipient=person.email, name=person.name)
    outcome = hand_over(work, envelope, f"declined-{asked.id}", now)
    if isinstance(outcome, NotDone) and not outcome.final:
        work.give_back(outcome.reason)


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


def hand_over(work: Work, envelope: Envelope, message_id: str, now: datetime) -> Outcome:
    """Give a mail to the server; no transaction is open meanwhile."""
    config = settings()
    mail = Mail(
        message_id=f"{message_id}@{config.mail_from.rpartition('@')[2]}",
        sent_at=now,
        sender=config.mail_from,
        sender_name=envelope.firm or work.actor().name,
        recipient=envelope.recipient,
        recipient_name=envelope.name,
        reply_to=envelope.reply_to,
        subject=envelope.letter.subject,
        text=envelope.letter.text,
    )
    try:
        message = build_mail(mail)
    except Refusal as refusal:
        return NotDone(str(refusal), final=True)
    with Smtp(config.smtp_url) as smtp:
        return smtp.send(config.mail_from, envelope.recipient, message)


def told_of(outcome: Outcome, email: str) -> actions.Outcome:
    """Return what came of a mail as an invitation keeps it."""
    if isinstance(outcome, Done):
        return actions.Outcome("sent", email)
    if isinstance(outcome, Unknown):
        return actions.Outcome("unknown", email, outcome.reason)
    return actions.Outcome("failed", email, outcome.reason)
