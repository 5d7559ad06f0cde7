"""The people at a client, and the request that waits for one of them."""

from collections.abc import Sequence
from uuid import UUID

from flask import render_template, request
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web._design.fields import unplaced
from portal.web.clients.fields import contact_fields, contact_of, posted_contact, with_problems
from portal.web.clients.routes import CHANGED, blueprint, firm_here, show_client, to_client
from portal.web.telling import tell
from tenants.clients.contacts import Contact, add_contact, change_contact, prefer_contact, remove_contact
from tenants.clients.queries import ClientFacts, get_client
from tenants.collaborations.actions import ask_again as ask_admin_again
from tenants.collaborations.actions import withdraw_request
from tenants.collaborations.client_page import get_client_page
from tenants.firms.queries import FirmFacts
from tenants.invitations.actions import send_again
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import ClientId, CollaborationId, FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem

PLACE = "/f/<uuid:firm_id>/clients/<uuid:client_id>"


@blueprint.route(f"{PLACE}/contacts", methods=["GET", "POST"])
@in_firm(FirmPermission.EDIT_CLIENTS)
def contacts(firm_id: UUID, client_id: UUID) -> str | Response | tuple[str, int]:
    """Ask for a further contact, and write it."""
    firm = firm_here(firm_id)
    known = get_client(firm.id, client_id)
    if request.method == "GET":
        return _contact_form(firm, known, Contact("", "", "", known.language))
    try:
        with transaction(firm=firm_id) as now:
            add_contact(current_actor(), firm.id, ClientId(client_id), posted_contact(), now=now)
    except InvalidFields as refusal:
        return _contact_form(firm, known, posted_contact(), refusal.problems), CHANGED
    tell(msg("The contact is added."))
    return to_client(firm_id, client_id)


@blueprint.route(f"{PLACE}/contact", methods=["GET", "POST"])
@in_firm(FirmPermission.EDIT_CLIENTS)
def main_contact(firm_id: UUID, client_id: UUID) -> str | Response | tuple[str, int]:
    """Show the main contact as a form, and change it."""
    firm = firm_here(firm_id)
    known = get_client(firm.id, client_id)
    if request.method == "GET":
        return _contact_form(firm, known, contact_of(known), is_main=True)
    try:
        with transaction(firm=firm_id) as now:
            change_contact(current_actor(), firm.id, ClientId(client_id), posted_contact(), now=now)
    except InvalidFields as refusal:
        return _contact_form(firm, known, posted_contact(), refusal.problems, is_main=True), CHANGED
    tell(msg("Saved."))
    return to_client(firm_id, client_id)


@blueprint.post(f"{PLACE}/contacts/<uuid:contact_id>")
@in_firm(FirmPermission.EDIT_CLIENTS)
def change_contacts(firm_id: UUID, client_id: UUID, contact_id: UUID) -> Response:
    """Make a further contact the main one, or take it off."""
    act = {"prefer": prefer_contact, "remove": remove_contact}.get(request.form.get("act", ""))
    if act is None:
        raise NotFound(contact_id)
    with transaction(firm=firm_id) as now:
        act(current_actor(), FirmId(firm_id), ClientId(client_id), contact_id, now=now)
    tell(msg("Saved."))
    return to_client(firm_id, client_id)


@blueprint.post(f"{PLACE}/invitation/resend")
@in_firm(FirmPermission.INVITE_CLIENTS)
def resend(firm_id: UUID, client_id: UUID) -> Response | tuple[str, int]:
    """Have the invitation sent again, perhaps to another address."""
    firm = firm_here(firm_id)
    known = get_client_page(firm.id, ClientId(client_id), now=clock.now())
    if known.invitation is None:
        raise NotFound(client_id)
    email = request.form.get("contact_email", "")
    try:
        with transaction(firm=firm_id) as now:
            send_again(current_actor(), firm.id, known.invitation.id, email, now=now)
    except InvalidFields as refusal:
        return show_client(firm, ClientId(client_id), refusal.problems), CHANGED
    tell(msg("The invitation is sent again. The link in the earlier mail no longer works."))
    return to_client(firm_id, client_id)


@blueprint.post(f"{PLACE}/request/remind")
@in_firm(FirmPermission.INVITE_CLIENTS)
def ask_again(firm_id: UUID, client_id: UUID) -> Response:
    """Have the company's admin told once more of the request."""
    collaboration_id = _request(firm_id, client_id)
    with transaction(firm=firm_id) as now:
        ask_admin_again(current_actor(), FirmId(firm_id), collaboration_id, now=now)
    tell(msg("The company's admin is reminded by e-mail."))
    return to_client(firm_id, client_id)


@blueprint.post(f"{PLACE}/request/withdraw")
@in_firm(FirmPermission.INVITE_CLIENTS)
def withdraw(firm_id: UUID, client_id: UUID) -> Response:
    """Take the request back."""
    collaboration_id = _request(firm_id, client_id)
    with transaction(firm=firm_id) as now:
        withdraw_request(current_actor(), FirmId(firm_id), collaboration_id, now=now)
    tell(msg("The request is withdrawn."))
    return to_client(firm_id, client_id)


def _contact_form(
    firm: FirmFacts, client: ClientFacts, contact: Contact, problems: Sequence[Problem] = (), *, is_main: bool = False
) -> str:
    fields = with_problems(contact_fields(contact, is_main=is_main), problems)
    others = unplaced(problems, fields)
    return render_template(
        "clients/contact.html", firm=firm, client=client, fields=fields, others=others, is_main=is_main
    )


def _request(firm_id: UUID, client_id: UUID) -> CollaborationId:
    known = get_client_page(firm_here(firm_id).id, ClientId(client_id), now=clock.now())
    if known.collaboration is None:
        raise NotFound(client_id)
    return known.collaboration.id
