"""The mail that invites a person to a firm's staff."""

from datetime import datetime

from portal.edge.settings import settings
from portal.jobs.mailing import Envelope, send_link
from portal.jobs.work import Work
from tenants.firms.queries import get_firm
from tenants.invitations.actions import Outcome
from tenants.kernel.country import local_day
from tenants.kernel.ids import FirmId
from tenants.staffing.actions import record_mail, renew_link
from tenants.staffing.letter import StaffCall, staff_letter
from tenants.staffing.queries import get_staff_invitation


def send_staff_invitation(work: Work) -> None:
    """Send an invitation to work at a firm."""
    firm_id = FirmId(work.claim.scope_id)

    def record(outcome: Outcome, now: datetime) -> None:
        record_mail(work.actor(), firm_id, work.id("invitation_id"), outcome, now=now)

    send_link(work, "staff", lambda now: _envelope(work, firm_id, now), record)


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
