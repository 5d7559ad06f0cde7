"""The wizard that starts a collaboration: engagement, plan, contact, review, activate."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web.clients.collaboration_page import collaboration_page
from portal.web.clients.fields import posted_contact
from portal.web.clients.routes import CHANGED, blueprint, firm_here, posted_members
from portal.web.clients.wizard import Answers, answers_given
from portal.web.telling import tell
from tenants.clients.contacts import Contact, change_contact
from tenants.collaborations.actions import WorkspaceThere, invite_client
from tenants.collaborations.client_page import ClientPage, get_client_page
from tenants.engagements.actions import add_engagement
from tenants.firms.queries import FirmFacts, staff_rows
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import ClientId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem

__all__ = ["blueprint"]
PLACE = "/f/<uuid:firm_id>/clients/<uuid:client_id>/collaboration"
Answer = str | Response | tuple[str, int]


@blueprint.get(PLACE)
@in_firm(FirmPermission.INVITE_CLIENTS)
def collaboration(firm_id: UUID, client_id: UUID) -> Answer:
    """Show a step of the wizard; where a collaboration is under way, the client's page."""
    firm = firm_here(firm_id)
    known = get_client_page(firm.id, ClientId(client_id), now=clock.now())
    if known.collaboration is not None:
        return _to_client(known, firm)
    return _show(known, firm)


@blueprint.post(PLACE)
@in_firm(FirmPermission.INVITE_CLIENTS)
def activate(firm_id: UUID, client_id: UUID) -> Answer:
    """Propose the collaboration to the client; a second click finds it done."""
    firm = firm_here(firm_id)
    known, answers = _known(firm, client_id)
    if not (answers.engagement and answers.has_plan):
        return _show(known, firm), CHANGED
    try:
        with transaction(firm=firm_id) as now:
            invite_client(current_actor(), firm.id, answers.engagement_id, answers.offer, now=now)
    except WorkspaceThere:
        known, _ = _known(firm, client_id)
        if known.collaboration is None:
            raise
    else:
        sentence = msg("The invitation is on its way to %(email)s.", email=known.client.contact_email)
        tell(sentence)
    return _to_client(known, firm)


@blueprint.post(f"{PLACE}/engagement")
@in_firm(FirmPermission.EDIT_CLIENTS)
def collaboration_engagement(firm_id: UUID, client_id: UUID) -> Answer:
    """Write an engagement in the middle of the wizard, and go on with it."""
    firm = firm_here(firm_id)
    name = request.form.get("engagement_name", "")
    try:
        with transaction(firm=firm_id) as now:
            made = add_engagement(current_actor(), firm.id, ClientId(client_id), name, posted_members(), now=now)
    except InvalidFields as refusal:
        known, _ = _known(firm, client_id)
        return _show(known, firm, refusal.problems), CHANGED
    answers = answers_given(frozenset({str(made)}))
    chosen = Answers(str(made), answers.variant, answers.payer, answers.months)
    return redirect(chosen.url(firm.id, ClientId(client_id), "plan"), 303)


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


def _known(firm: FirmFacts, client_id: UUID) -> tuple[ClientPage, Answers]:
    known = get_client_page(firm.id, ClientId(client_id), now=clock.now())
    return known, answers_given(frozenset(str(row.id) for row in known.engagements))


def _to_client(known: ClientPage, firm: FirmFacts) -> Response:
    return redirect(url_for("clients.client", firm_id=firm.id, client_id=known.client.id), 303)


def _show(
    known: ClientPage, firm: FirmFacts, problems: tuple[Problem, ...] = (), contact: Contact | None = None
) -> str:
    mine = str(current_actor().user_id)
    page = collaboration_page(known, firm, staff_rows(firm.id), mine=mine, contact=contact, problems=problems)
    return render_template("clients/collaboration.html", firm=firm, page=page)
