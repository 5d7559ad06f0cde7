"""The register and one client: looked at, added, given engagements and somebody responsible."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web.clients.adding import new_page, registered
from portal.web.clients.client_page import client_page
from portal.web.clients.engagement_form import engagement_form, posted_members, posted_terms
from portal.web.clients.fields import empty_client, posted_client
from portal.web.clients.plans import comparison
from portal.web.clients.register import register_page
from portal.web.telling import tell
from tenants.clients.actions import ClientKnown, add_client, assign_responsible
from tenants.clients.queries import get_client
from tenants.collaborations.client_page import get_client_page
from tenants.collaborations.evidence import kept_records
from tenants.collaborations.queries import find_collaboration_with
from tenants.engagements.actions import add_engagement, change_engagement
from tenants.engagements.queries import engagement_rows
from tenants.firms.queries import FirmFacts, get_firm, staff_rows
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import ClientId, FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem

blueprint = Blueprint("clients", __name__, template_folder="templates")
CHANGED = 422


@blueprint.get("/f/<uuid:firm_id>/clients")
@in_firm(FirmPermission.SEE_FIRM)
def clients(firm_id: UUID) -> str:
    """List the firm's clients."""
    firm = firm_here(firm_id)
    page = register_page(firm.id, current_actor(), now=clock.now())
    return render_template("clients/clients.html", page=page)


@blueprint.route("/f/<uuid:firm_id>/clients/new", methods=["GET", "POST"])
@in_firm(FirmPermission.EDIT_CLIENTS)
def new(firm_id: UUID) -> str | Response | tuple[str, int]:
    """Ask for a company, look it up, and put it on the register."""
    firm = firm_here(firm_id)
    if request.method == "GET":
        return new_page(firm, empty_client(firm.country))
    posted = posted_client()
    if request.form.get("look_up"):
        return registered(firm, posted)
    try:
        with transaction(firm=firm_id) as now:
            client_id = add_client(current_actor(), firm.id, posted, now=now)
    except InvalidFields as refusal:
        return new_page(firm, posted, refusal.problems), CHANGED
    except ClientKnown as refusal:
        return new_page(firm, posted, [Problem("business_id", refusal.message)]), CHANGED
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
    running = find_collaboration_with(firm.id, client_id)
    read = request.args.get("variant", "")
    compared = comparison(facts, running, current_actor(), firm_id=firm.id, read=read)
    return render_template("clients/variants.html", firm=firm, client=facts, plans=compared)


@blueprint.post("/f/<uuid:firm_id>/clients/<uuid:client_id>/engagements")
@in_firm(FirmPermission.EDIT_CLIENTS)
def create_engagement(firm_id: UUID, client_id: UUID) -> Response | tuple[str, int]:
    """Write an engagement, and go back to the client."""
    firm, name = firm_here(firm_id), request.form.get("engagement_name", "")
    members, terms = posted_members(), posted_terms()
    try:
        with transaction(firm=firm_id) as now:
            add_engagement(current_actor(), firm.id, ClientId(client_id), name, members, terms=terms, now=now)
    except InvalidFields as refusal:
        return show_client(firm, ClientId(client_id), refusal.problems), CHANGED
    tell(msg("The engagement is created."))
    return to_client(firm_id, client_id)


@blueprint.route("/f/<uuid:firm_id>/clients/<uuid:client_id>/engagements/<uuid:engagement_id>", methods=["GET", "POST"])
@in_firm(FirmPermission.EDIT_CLIENTS)
def engagement(firm_id: UUID, client_id: UUID, engagement_id: UUID) -> str | Response | tuple[str, int]:
    """Show an engagement as a form, and change it."""
    firm, known = firm_here(firm_id), get_client(FirmId(firm_id), client_id)
    row = next((row for row in engagement_rows(firm.id, client_id) if row.id == engagement_id), None)
    if row is None:
        raise NotFound(engagement_id)
    problems: Sequence[Problem] = ()
    if request.method == "POST":
        name, members, terms = request.form.get("engagement_name", ""), posted_members(), posted_terms()
        try:
            with transaction(firm=firm_id) as now:
                change_engagement(current_actor(), firm.id, row.id, name, members, terms=terms, now=now)
            tell(msg("The engagement is changed."))
            return to_client(firm_id, client_id)
        except InvalidFields as refusal:
            problems = refusal.problems
    form = engagement_form(staff_rows(firm.id), mine="", problems=problems, of=row)
    page = render_template("clients/engagement_page.html", firm=firm, client=known, form=form, row=row)
    return (page, CHANGED) if problems else page


@blueprint.post("/f/<uuid:firm_id>/clients/<uuid:client_id>/responsible")
@in_firm(FirmPermission.EDIT_CLIENTS)
def assign(firm_id: UUID, client_id: UUID) -> Response:
    """Say who answers for a client."""
    chosen = request.form.get("responsible", "")
    with transaction(firm=firm_id) as now:
        firm = firm_here(firm_id)
        assign_responsible(current_actor(), firm.id, ClientId(client_id), id_of(chosen) if chosen else None, now=now)
    tell(msg("Saved."))
    return to_client(firm_id, client_id)


def firm_here(firm_id: UUID) -> FirmFacts:
    """Return the firm of the address; from here on, moments are told in its zone."""
    firm = get_firm(firm_id)
    g.country = firm.country
    return firm


def id_of(text: str) -> UUID:
    """Return an id from a form.

    Raises:
        NotFound: it isn't one.
    """
    try:
        return UUID(text)
    except ValueError as wrong:
        raise NotFound(text) from wrong


def to_client(firm_id: UUID, client_id: UUID) -> Response:
    """Go back to a client's page."""
    return redirect(url_for("clients.client", firm_id=firm_id, client_id=client_id), 303)


def show_client(firm: FirmFacts, client_id: ClientId, problems: Sequence[Problem] = ()) -> str:
    """Return a client's page."""
    known = get_client_page(firm.id, client_id, now=clock.now())
    actor = current_actor()
    records = kept_records(actor, firm.id, client_id)
    page = client_page(known, firm, staff_rows(firm.id), actor, records=records, problems=problems)
    return render_template("clients/client.html", page=page)
