"""The mail that invites a person to a firm's staff."""

from datetime import datetime

from portal.edge.settings import settings
from portal.jobs.inviting import Envelope, hand_over, told_of
from portal.jobs.work import Work
from tenants.firms.queries import get_firm
from tenants.invitations.actions import InvitationOver
from tenants.kernel.country import local_day
from tenants.kernel.faults import reached
from tenants.kernel.ids import FirmId
from tenants.outside.outcome import NotDone
from tenants.staffing.actions import record_mail, renew_link
from tenants.staffing.letter import StaffCall, staff_letter
from tenants.staffing.queries import get_staff_invitation


def send_staff_invitation(work: Work) -> None:
    """Send an invitation under a new link; the link of any mail before it is void from then on."""
    firm_id = FirmId(work.claim.scope_id)
    try:
        with work.step() as now:
            envelope = _envelope(work, firm_id, now)
    except InvitationOver:
        return  # used or withdrawn in the meantime: there is nothing left to send
    reached("staff_link_renewed")
    outcome = hand_over(work, envelope, f"staff-{work.claim.task_id}-{work.claim.fence}", now)
    reached("staff_handed_over")
    if isinstance(outcome, NotDone) and not outcome.final and not work.claim.last:
        work.give_back(outcome.reason)
        return
    with work.last_step() as now:
        told = told_of(outcome, envelope.recipient)
        record_mail(work.actor(), firm_id, work.id("invitation_id"), told, now=now)


def _envelope(work: Work, firm_id: FirmId, now: datetime) -> Envelope:
    config = settings()
    invitation, firm = get_staff_invitation(firm_id, work.id("invitation_id"), now=now), get_firm(firm_id)
    told = StaffCall(
        firm=firm.name,
        inviter=invitation.inviter,
        name=invitation.name,
        link=f"{config.base_url}/staff/{renew_link(firm_id, invitation.id)}",
        until=local_day(invitation.expires_at, firm.country),
    )
    letter = staff_letter(told, invitation.language)
    return Envelope(
        letter=letter, recipient=invitation.email, name=invitation.name, firm=firm.name, reply_to=firm.email
    )
