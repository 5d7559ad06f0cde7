"""The pages of a client's customers."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.articles.queries import price_list_rows
from billing.customers.queries import get_customer
from billing.customers.rules.card import card_problems
from billing.customers.rules.typed import Typed
from billing.requests.actions import add_customer_and_check, change_customer_and_check, merge_customers
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web.customers.card import as_typed, empty_card, read, sections
from portal.web.customers.listing import customers_page
from portal.web.customers.merging import merge_page
from portal.web.customers.page import card_page, new_page, requests_url
from portal.web.customers.saved import saved
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import CustomerId, WorkspaceId
from tenants.kernel.refusals import Conflict, InvalidFields, Problem
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("customers", __name__, template_folder="templates")
Answer = str | Response | tuple[str, int]


@blueprint.get("/w/<uuid:workspace_id>/customers")
@in_workspace(Permission.SEE_INVOICES)
def customers(workspace_id: UUID) -> str:
    """Show the list of customers."""
    page = customers_page(current_actor(), WorkspaceId(workspace_id), request.args)
    return render_template("customers/customers.html", page=page)


@blueprint.get("/w/<uuid:workspace_id>/customers/new")
@in_workspace(Permission.EDIT_CUSTOMERS)
def new(workspace_id: UUID) -> str:
    """Show an empty card; a request without a customer brings the number and the name along."""
    country = get_workspace(workspace_id).country
    number, name = (request.args.get(key, "").strip()[:200] for key in ("number", "name"))
    return _show_new(WorkspaceId(workspace_id), empty_card(country, number=number, name=name), ())


@blueprint.post("/w/<uuid:workspace_id>/customers/new")
@in_workspace(Permission.EDIT_CUSTOMERS)
def add(workspace_id: UUID) -> Answer:
    """Keep a new card, and see whether requests waited for it."""
    typed, where = read(request.form), WorkspaceId(workspace_id)
    try:
        typed.must_be_readable()
        with transaction(acting=workspace_id) as now:
            customer_id, checked = add_customer_and_check(current_actor(), where, typed.card, now=now)
    except InvalidFields as refusal:
        return _show_new(where, typed, refusal.problems), 422
    tell(saved(checked), "good")
    return _after_saving(where, customer_id)


@blueprint.get("/w/<uuid:workspace_id>/customers/<uuid:customer_id>")
@in_workspace(Permission.SEE_INVOICES)
def card(workspace_id: UUID, customer_id: UUID) -> str:
    """Show a card, with what it lacks at each field."""
    where = WorkspaceId(workspace_id)
    customer = get_customer(where, CustomerId(customer_id))
    shown = sections(as_typed(customer), card_problems(customer), is_new=False, lists=_lists(where))
    at_field = "field" in request.args
    page = card_page(current_actor(), where, customer, shown, back=_back(), is_at_field=at_field)
    return render_template("customers/card.html", page=page)


@blueprint.post("/w/<uuid:workspace_id>/customers/<uuid:customer_id>")
@in_workspace(Permission.EDIT_CUSTOMERS)
def change(workspace_id: UUID, customer_id: UUID) -> Answer:
    """Keep a changed card, and check the customer's requests again."""
    typed, where, who = read(request.form), WorkspaceId(workspace_id), CustomerId(customer_id)
    try:
        typed.must_be_readable()
        with transaction(acting=workspace_id) as now:
            checked = change_customer_and_check(current_actor(), where, who, typed.card, now=now)
    except InvalidFields as refusal:
        customer = get_customer(where, who)
        shown = sections(typed.of(customer.number), refusal.problems, is_new=False, lists=_lists(where))
        page = card_page(current_actor(), where, customer, shown, back=_back()).refused(refusal.problems)
        return render_template("customers/card.html", page=page), 422
    tell(saved(checked), "good")
    return _after_saving(where, who)


@blueprint.get("/w/<uuid:workspace_id>/customers/<uuid:customer_id>/merge/<uuid:other_id>")
@in_workspace(Permission.EDIT_CUSTOMERS)
def merge(workspace_id: UUID, customer_id: UUID, other_id: UUID) -> str:
    """Compare two cards, and show what merging them would do, whichever stays."""
    page = merge_page(WorkspaceId(workspace_id), CustomerId(customer_id), CustomerId(other_id))
    return render_template("customers/merge.html", page=page)


@blueprint.post("/w/<uuid:workspace_id>/customers/<uuid:customer_id>/merge/<uuid:other_id>")
@in_workspace(Permission.EDIT_CUSTOMERS)
def merge_into(workspace_id: UUID, customer_id: UUID, other_id: UUID) -> Answer:
    """Merge two cards into the one that was chosen to stay."""
    where, both = WorkspaceId(workspace_id), (CustomerId(customer_id), CustomerId(other_id))
    stays, rests = reversed(both) if request.form.get("stays") == str(other_id) else both
    try:
        with transaction(acting=workspace_id) as now:
            checked = merge_customers(current_actor(), where, stays, rests, now=now)
    except Conflict:
        return render_template("customers/merge.html", page=merge_page(where, *both)), 409
    tell(saved(checked), "good")
    return redirect(url_for("customers.card", workspace_id=where, customer_id=stays), 303)


def _show_new(workspace_id: WorkspaceId, typed: Typed, problems: Sequence[Problem]) -> str:
    page = new_page(workspace_id, sections(typed, problems, is_new=True, lists=_lists(workspace_id)), _back())
    return render_template("customers/card.html", page=page.refused(problems))


def _after_saving(workspace_id: WorkspaceId, customer_id: CustomerId) -> Response:
    """Go back to the requests where the reader came from there, else to the card."""
    back = _back()
    if back is not None:
        return redirect(requests_url(workspace_id, back), 303)
    return redirect(url_for("customers.card", workspace_id=workspace_id, customer_id=customer_id), 303)


def _lists(workspace_id: WorkspaceId) -> tuple[str, ...]:
    return tuple(each.name for each in price_list_rows(workspace_id))


def _back() -> str | None:
    """Return the query of the list of requests that the reader came from, written anew; None where there is none."""
    given = request.values.get("back")
    return None if given is None else urlencode(parse_qsl(given[:2000]))
