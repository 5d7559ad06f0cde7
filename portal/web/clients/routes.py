"""The register and one client: looked at, added, given engagements."""

from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web._design import Field
from portal.web.clients.client_page import client_page
from portal.web.clients.fields import (
    company_fields,
    contact_fields,
    contact_of,
    empty_client,
    posted_client,
    with_problems,
)
from portal.web.clients.plans import comparison
from portal.web.clients.register import register_page
from portal.web.telling import tell
from tenants.clients.actions import ClientKnown, NewClient, add_client
from tenants.clients.queries import find_client, get_client
from tenants.collaborations.client_page import get_client_page
from tenants.engagements.actions import add_engagement
from tenants.firms.queries import FirmFacts, get_firm, staff_rows
from tenants.invitations.actions import send_again
from tenants.kernel.actor import FirmPermission
from tenants.kernel.country import COUNTRIES
from tenants.kernel.ids import ClientId, FirmId, UserId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem, Refusal
from tenants.registries.business_ids import parse_business_id

blueprint = Blueprint("clients", __name__, template_folder="templates")
CHANGED = 422


@blueprint.get("/f/<uuid:firm_id>/clients")
@in_firm(FirmPermission.SEE_FIRM)
def clients(firm_id: UUID) -> str:
    """List the firm's clients."""
    firm = firm_here(firm_id)
    may_add = current_actor().may_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm.id)
    page = register_page(firm.id, now=clock.now())
    return render_template("clients/clients.html", page=page, may_add=may_add)


@blueprint.route("/f/<uuid:firm_id>/clients/new", methods=["GET", "POST"])
@in_firm(FirmPermission.EDIT_CLIENTS)
def new(firm_id: UUID) -> str | Response | tuple[str, int]:
    """Ask for a company, and put it on the register."""
    firm = firm_here(firm_id)
    if request.method == "GET":
        return _new(firm, empty_client(firm.country))
    posted = posted_client()
    try:
        with transaction(firm=firm_id) as now:
            client_id = add_client(current_actor(), firm.id, posted, now=now)
    except InvalidFields as refusal:
        return _new(firm, posted, refusal.problems), CHANGED
    except ClientKnown as refusal:
        return _new(firm, posted, [Problem("business_id", refusal.message)]), CHANGED
    return redirect(url_for("clients.client", firm_id=firm_id, client_id=client_id), 303)


@blueprint.get("/f/<uuid:firm_id>/clients/<uuid:client_id>")
@in_firm(FirmPermission.SEE_FIRM)
def client(firm_id: UUID, client_id: UUID) -> str:
    """Show one client."""
    return show_client(firm_here(firm_id), ClientId(client_id))


@blueprint.get("/f/<uuid:firm_id>/clients/<uuid:client_id>/variants")
@in_firm(FirmPermission.SEE_FIRM)
def variants(firm_id: UUID, client_id: UUID) -> str:
    """Show the plan variants side by side."""
    firm = firm_here(firm_id)
    facts = get_client(firm.id, client_id)
    may = current_actor().may_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm.id)
    place = {"firm_id": firm_id, "client_id": client_id}
    compared = comparison(facts.country, place, read=request.args.get("variant", ""))
    return render_template("clients/variants.html", firm=firm, client=facts, plans=compared, may=may)


@blueprint.post("/f/<uuid:firm_id>/clients/<uuid:client_id>/engagements")
@in_firm(FirmPermission.EDIT_CLIENTS)
def create_engagement(firm_id: UUID, client_id: UUID) -> Response | tuple[str, int]:
    """Write an engagement, and go back to the client."""
    firm = firm_here(firm_id)
    try:
        with transaction(firm=firm_id) as now:
            name = request.form.get("engagement_name", "")
            add_engagement(current_actor(), firm.id, ClientId(client_id), name, posted_members(), now=now)
    except InvalidFields as refusal:
        return show_client(firm, ClientId(client_id), refusal.problems), CHANGED
    tell(msg("The engagement is created."))
    return redirect(url_for("clients.client", firm_id=firm_id, client_id=client_id), 303)


@blueprint.post("/f/<uuid:firm_id>/clients/<uuid:client_id>/invitation/resend")
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
    return redirect(url_for("clients.client", firm_id=firm_id, client_id=client_id), 303)


def firm_here(firm_id: UUID) -> FirmFacts:
    """Return the firm of the address; from here on, moments are told in its zone."""
    firm = get_firm(firm_id)
    g.country = firm.country
    return firm


def posted_members() -> list[UserId]:
    """Return who was ticked; what isn't an id counts as a person who isn't there."""
    ticked = request.form.getlist("members")
    try:
        return [UserId(UUID(text)) for text in ticked]
    except ValueError:
        return []


def show_client(firm: FirmFacts, client_id: ClientId, problems: tuple[Problem, ...] = ()) -> str:
    """Return a client's page."""
    known = get_client_page(firm.id, client_id, now=clock.now())
    page = client_page(known, firm, staff_rows(firm.id), current_actor(), problems=problems)
    return render_template("clients/client.html", page=page)


def _new(firm: FirmFacts, given: NewClient, problems: list[Problem] | tuple[Problem, ...] = ()) -> str:
    fields: list[Field] = [*company_fields(given), *contact_fields(contact_of(given))]
    twin = _twin(firm.id, given) if problems else ""
    return render_template("clients/new.html", firm=firm, fields=with_problems(fields, problems), twin=twin)


def _twin(firm_id: FirmId, given: NewClient) -> str:
    """Return the way to the client that has the business id already, or an empty text."""
    country = next((code for code in COUNTRIES if code == given.country), None)
    if country is None:
        return ""
    try:
        business_id = parse_business_id(country, given.business_id)
    except Refusal:
        return ""
    known = find_client(firm_id, given.country, business_id)
    return url_for("clients.client", firm_id=firm_id, client_id=known.id) if known else ""
