"""Inviting people to a firm's staff, sending their link again, and withdrawing it."""

from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge.transaction import transaction
from portal.web._design.words import reader_language
from portal.web.people.blueprint import blueprint
from portal.web.people.page import show_people
from portal.web.telling import tell
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields
from tenants.staffing.actions import Recruit, invite_to_staff, send_again, withdraw

PLACE = "/f/<uuid:firm_id>/people/invitations"


@blueprint.post(PLACE)
@in_firm(FirmPermission.MANAGE_PEOPLE)
def invite(firm_id: UUID) -> Response | tuple[str, int]:
    """Invite somebody by e-mail, in the language of whoever invites; they choose their own when they are here."""
    name, email, role = (request.form.get(field, "") for field in ("name", "email", "role"))
    try:
        with transaction(firm=firm_id) as now:
            recruit = Recruit(email, name, role, reader_language())
            invite_to_staff(current_actor(), FirmId(firm_id), recruit, now=now)
    except InvalidFields as refusal:
        return show_people(firm_id, invite=refusal.problems), 422
    tell(msg("The invitation is on its way."))
    return _back(firm_id)


@blueprint.post(f"{PLACE}/<uuid:invitation_id>/resend")
@in_firm(FirmPermission.MANAGE_PEOPLE)
def resend_invitation(firm_id: UUID, invitation_id: UUID) -> Response:
    """Send the link anew; the one before is void, and 14 days begin again."""
    with transaction(firm=firm_id) as now:
        send_again(current_actor(), FirmId(firm_id), invitation_id, now=now)
    tell(msg("The invitation is on its way."))
    return _back(firm_id)


@blueprint.post(f"{PLACE}/<uuid:invitation_id>/withdrawal")
@in_firm(FirmPermission.MANAGE_PEOPLE)
def withdraw_invitation(firm_id: UUID, invitation_id: UUID) -> Response:
    """Withdraw an invitation."""
    with transaction(firm=firm_id) as now:
        withdraw(current_actor(), FirmId(firm_id), invitation_id, now=now)
    tell(msg("The invitation is withdrawn."))
    return _back(firm_id)


def _back(firm_id: UUID) -> Response:
    return redirect(url_for("people.people", firm_id=firm_id), 303)
