"""The pages of a client's contracts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.contracts.actions.cards import add_contract, change_contract, judge_contract, kept_contract
from billing.contracts.actions.making import make_requests
from billing.contracts.queries.coming import ComingPeriod, coming_periods
from billing.contracts.queries.contracts import facts_of_values, get_contract
from billing.contracts.rules.card import ContractInput
from billing.contracts.rules.facts import ContractFacts
from billing.customers.queries import get_customer
from billing.seller.queries import SellerMissing, find_seller
from billing.streams.queries import stream_rows
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web.contracts.form import as_typed, contract_form, read
from portal.web.contracts.page import card_page, contracts_page
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.days import NotADay, read_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("contracts", __name__, template_folder="templates")
CONTRACTS = "/w/<uuid:workspace_id>/contracts"
Answer = str | Response | tuple[str, int]
WRONG = 422


@blueprint.get(CONTRACTS)
@in_workspace(Permission.SEE_INVOICES)
def contracts(workspace_id: UUID) -> str:
    """Show the list of contracts."""
    return _list(workspace_id)


@blueprint.post(f"{CONTRACTS}/make")
@in_workspace(Permission.IMPORT_REQUESTS)
def make(workspace_id: UUID) -> Answer:
    """Make requests of what falls due by the day that was typed, or by today."""
    where, text = WorkspaceId(workspace_id), request.form.get("until", "").strip()
    try:
        until = read_day(text) if text else local_day(moment(), get_workspace(where).country)
        with transaction(acting=workspace_id) as now:
            made = make_requests(current_actor(), where, until=until, now=now)
    except NotADay as unread:
        return _list(workspace_id, text, [Problem("until", unread.message)]), WRONG
    except InvalidFields as refusal:
        return _list(workspace_id, text, refusal.problems), WRONG
    except SellerMissing as refusal:
        tell(refusal.message, "warn")
        return redirect(url_for("contracts.contracts", workspace_id=workspace_id), 303)
    if made.resting:
        tell(msg("Contracts left out, their stream is switched off: %(count)s.", count=made.resting), "warn")
    tell(_made(made.requests, made.invalid, until), "warn" if made.invalid else "good" if made.requests else "info")
    if not made.requests:
        return redirect(url_for("contracts.contracts", workspace_id=workspace_id), 303)
    return redirect(url_for("requests.requests", workspace_id=workspace_id), 303)


@blueprint.get(f"{CONTRACTS}/new")
@in_workspace(Permission.EDIT_REQUESTS)
def new(workspace_id: UUID) -> str:
    """Show an empty contract."""
    typed = ContractInput(fields={"months": "1", "customer_number": request.args.get("customer", "")[:30]})
    return _show(WorkspaceId(workspace_id), typed, ())


@blueprint.post(f"{CONTRACTS}/new")
@in_workspace(Permission.EDIT_REQUESTS)
def add(workspace_id: UUID) -> Answer:
    """Show what a contract would bill, or keep it."""
    where, typed = WorkspaceId(workspace_id), read(request.form)
    if request.form.get("do") == "show":
        return _rehearsed(where, typed)
    try:
        with transaction(acting=workspace_id) as now:
            contract_id = add_contract(current_actor(), where, typed, now=now)
    except InvalidFields as refusal:
        return _show(where, typed, refusal.problems), WRONG
    tell(msg("Saved."))
    return redirect(url_for("contracts.card", workspace_id=workspace_id, contract_id=contract_id), 303)


@blueprint.get(f"{CONTRACTS}/<uuid:contract_id>")
@in_workspace(Permission.SEE_INVOICES)
def card(workspace_id: UUID, contract_id: UUID) -> str:
    """Show a contract with the periods that it will bill."""
    where = WorkspaceId(workspace_id)
    contract = get_contract(where, contract_id)
    return _show(where, _kept(where, contract), (), contract, _coming(where, contract))


@blueprint.post(f"{CONTRACTS}/<uuid:contract_id>")
@in_workspace(Permission.EDIT_REQUESTS)
def change(workspace_id: UUID, contract_id: UUID) -> Answer:
    """Show what a changed contract would bill, or keep it."""
    where = WorkspaceId(workspace_id)
    contract = get_contract(where, contract_id)
    typed = read(request.form, contract, get_customer(where, contract.customer_id).number)
    if request.form.get("do") == "show":
        return _rehearsed(where, typed, contract)
    try:
        with transaction(acting=workspace_id) as now:
            change_contract(current_actor(), where, contract_id, typed, now=now)
    except InvalidFields as refusal:
        return _show(where, typed, refusal.problems, contract), WRONG
    tell(msg("Saved."))
    return redirect(url_for("contracts.card", workspace_id=workspace_id, contract_id=contract_id), 303)


def _list(workspace_id: UUID, until: str = "", problems: Sequence[Problem] = ()) -> str:
    page = contracts_page(current_actor(), WorkspaceId(workspace_id), request.args, until, problems, now=moment())
    return render_template("contracts/contracts.html", page=page)


def _rehearsed(workspace_id: WorkspaceId, typed: ContractInput, contract: ContractFacts | None = None) -> Answer:
    """Show the periods that a contract would bill as it is typed; nothing is written."""
    row = kept_contract(workspace_id, contract.id) if contract else None
    judged = judge_contract(workspace_id, typed, row)
    if judged.problems:
        return _show(workspace_id, typed, judged.problems, contract), WRONG
    found = facts_of_values(judged.values, contract.id if contract else uuid4())
    return _show(workspace_id, typed, (), contract, _coming(workspace_id, found))


def _show(
    workspace_id: WorkspaceId,
    typed: ContractInput,
    problems: tuple[Problem, ...],
    contract: ContractFacts | None = None,
    coming: tuple[ComingPeriod, ...] = (),
) -> str:
    is_billed = contract is not None and contract.billed_until is not None
    form = contract_form(typed, problems, stream_rows(workspace_id), is_billed=is_billed)
    page = card_page(current_actor(), workspace_id, form, coming, contract)
    return render_template("contracts/card.html", page=page)


def _kept(workspace_id: WorkspaceId, contract: ContractFacts) -> ContractInput:
    return as_typed(contract, get_customer(workspace_id, contract.customer_id).number)


def _coming(workspace_id: WorkspaceId, contract: ContractFacts) -> tuple[ComingPeriod, ...]:
    if find_seller(workspace_id) is None:
        return ()
    return coming_periods(workspace_id, contract, now=moment())


def _made(requests: int, invalid: int, until: date) -> Message:
    if not requests:
        return msg("Nothing falls due by %(day)s that has no request yet.", day=until)
    return msg("Requests made: %(made)s, with errors: %(invalid)s.", made=requests, invalid=invalid)
