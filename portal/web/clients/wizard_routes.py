"""The wizard that starts a collaboration, the way that fits how the company stands: steps, review, activate."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web.clients.engagement_form import posted_members, posted_terms
from portal.web.clients.fields import posted_contact
from portal.web.clients.routes import CHANGED, blueprint, firm_here
from portal.web.clients.wizard import Answers, answers_given
from portal.web.clients.wizard_page import wizard_page
from portal.web.telling import tell
from tenants.clients.contacts import Contact, change_contact
from tenants.clients.looking_up import TooManyLookUps, look_client_up
from tenants.collaborations.actions import CollaborationThere, StandingChanged, ask_company
from tenants.collaborations.client_page import ClientPage, get_client_page
from tenants.engagements.actions import add_engagement
from tenants.firms.queries import FirmFacts, staff_rows
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import ClientId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem

PLACE = "/f/<uuid:firm_id>/clients/<uuid:client_id>/collaboration"
Answer = str | Response | tuple[str, int]


@blueprint.get(PLACE)
@in_firm(FirmPermission.INVITE_CLIENTS)
def collaboration(firm_id: UUID, client_id: UUID) -> Answer:
    """Show a step of the wizard; where a collaboration runs or waits, the client's page."""
    firm = firm_here(firm_id)
    known = get_client_page(firm.id, ClientId(client_id), now=clock.now())
    return _to_client(known, firm) if known.is_under_way else _show(known, firm)


@blueprint.post(PLACE)
@in_firm(FirmPermission.INVITE_CLIENTS)
def activate(firm_id: UUID, client_id: UUID) -> Answer:
    """Propose the collaboration to the client; a second click finds it done."""
    firm = firm_here(firm_id)
    known, answers = _known(firm, client_id)
    if known.is_under_way:
        return _to_client(known, firm)
    if known.standing is None or answers.lacks(known.standing.badge) != "review":
        return _show(known, firm), CHANGED
    proposal = answers.proposal(known.standing.badge)
    try:
        with transaction(firm=firm_id) as now:
            ask_company(current_actor(), firm.id, answers.engagement_id, proposal, now=now)
    except CollaborationThere:
        return _to_client(known, firm)
    except StandingChanged as refusal:
        tell(refusal.message, "warn")
        return _look_again(firm, ClientId(client_id), answers)
    if proposal.badge == "new":
        tell(msg("The invitation is on its way to %(email)s.", email=known.client.contact_email))
    else:
        tell(msg("The company's admin is asked by e-mail."))
    return _to_client(known, firm)


@blueprint.post(f"{PLACE}/look-up")
@in_firm(FirmPermission.EDIT_CLIENTS)
def look_up(firm_id: UUID, client_id: UUID) -> Answer:
    """Look the company up anew, and go on with the wizard."""
    firm = firm_here(firm_id)
    _, answers = _known(firm, client_id)
    return _look_again(firm, ClientId(client_id), answers)


@blueprint.post(f"{PLACE}/engagement")
@in_firm(FirmPermission.EDIT_CLIENTS)
def collaboration_engagement(firm_id: UUID, client_id: UUID) -> Answer:
    """Write an engagement in the middle of the wizard, and go on with it."""
    firm = firm_here(firm_id)
    name, terms = request.form.get("engagement_name", ""), posted_terms()
    try:
        with transaction(firm=firm_id) as now:
            members, client = posted_members(), ClientId(client_id)
            made = add_engagement(current_actor(), firm.id, client, name, members, terms=terms, now=now)
    except InvalidFields as refusal:
        known, _ = _known(firm, client_id)
        return _show(known, firm, refusal.problems), CHANGED
    answers = answers_given(frozenset({str(made)}))
    known, _ = _known(firm, client_id)
    step = "payer" if known.standing is not None and known.standing.badge == "subscribed" else "plan"
    return redirect(answers.chosen(str(made)).url(firm.id, ClientId(client_id), step), 303)


@blueprint.post(f"{PLACE}/contact")
@in_firm(FirmPermission.EDIT_CLIENTS)
def collaboration_contact(firm_id: UUID, client_id: UUID) -> Answer:
    """Keep whom to invite, and go on to the review."""
    firm = firm_here(firm_id)
    known, answers = _known(firm, client_id)
    contact = posted_contact()
    try:
        with transaction(firm=firm_id) as now:
            change_contact(current_actor(), firm.id, ClientId(client_id), contact, now=now)
    except InvalidFields as refusal:
        return _show(known, firm, refusal.problems, contact), CHANGED
    return redirect(answers.url(firm.id, ClientId(client_id), "review"), 303)


def _look_again(firm: FirmFacts, client_id: ClientId, answers: Answers) -> Response:
    try:
        with transaction(firm=firm.id) as now:
            look_client_up(current_actor(), firm.id, client_id, now=now)
    except TooManyLookUps as refusal:
        tell(refusal.message, "warn")
    return redirect(answers.url(firm.id, client_id, request.form.get("step", "engagement")), 303)


def _known(firm: FirmFacts, client_id: UUID) -> tuple[ClientPage, Answers]:
    known = get_client_page(firm.id, ClientId(client_id), now=clock.now())
    return known, answers_given(frozenset(str(row.id) for row in known.engagements))


def _to_client(known: ClientPage, firm: FirmFacts) -> Response:
    return redirect(url_for("clients.client", firm_id=firm.id, client_id=known.client.id), 303)


def _show(
    known: ClientPage, firm: FirmFacts, problems: tuple[Problem, ...] = (), contact: Contact | None = None
) -> str:
    mine = str(current_actor().user_id)
    page = wizard_page(known, firm, staff_rows(firm.id), mine=mine, contact=contact, problems=problems)
    return render_template("clients/wizard.html", firm=firm, page=page)
