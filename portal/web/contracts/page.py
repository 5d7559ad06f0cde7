"""The list of contracts, the page of one, and the rows of a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.contracts.queries.coming import ComingPeriod, due_count
from billing.contracts.queries.contracts import ContractQuery, contract_count, contract_rows
from billing.contracts.rules.facts import ContractFacts
from billing.customers.queries import customers_by_id
from portal.web._design import Action, Choice, Column, Field, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.words import Words
from portal.web.contracts.form import ContractForm
from portal.web.contracts.words import STANDINGS, rhythm_words
from portal.web.reasons import equipped, permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem
from tenants.plans.capabilities import Capability
from tenants.workspaces.queries import get_workspace

SPEC = TableSpec(
    name="contracts",
    columns=(
        Column(key="number", label=msg("Number")),
        Column(key="name", label=msg("What it is about"), phone="title"),
        Column(key="customer", label=msg("Customer"), sortable=False),
        Column(key="months", label=msg("How often"), sortable=False),
        Column(key="starts_on", label=msg("First day"), kind="day"),
        Column(key="billed_until", label=msg("Billed until"), kind="day"),
        Column(key="state", label=msg("State"), kind="state", sortable=False),
    ),
    filters=(
        Filter(
            key="state",
            label=msg("State"),
            choices=tuple(Choice(name, label) for name, (_icon, label, _tone) in STANDINGS.items()),
        ),
    ),
    sort="number",
    search_label=msg("Number, name or customer"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRow:
    """A contract in the list."""

    id: str
    name: str
    number: str
    url: str
    customer: str
    customer_url: str
    rhythm: Words
    starts_on: date
    billed_until: date | None
    standing: tuple[str, Words, str]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ContractsPage:
    """The list as a reader sees it; `due` periods have fallen due and have no request yet."""

    view: TableView
    rows: tuple[ContractRow, ...]
    add: Action
    fetch: Action
    make: Action
    due: int
    until: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """A contract to fill in, with the periods that it will bill."""

    title: Words
    form: ContractForm
    coming: tuple[ComingPeriod, ...]
    save: Action
    show: Action
    list_url: str
    billed_until: date | None = None


def contracts_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    args: MultiDict[str, str],
    until: str = "",
    problems: Sequence[Problem] = (),
    *,
    now: datetime,
) -> ContractsPage:
    """Return the page of the list that an address asks for, with what is wrong with the day that was typed."""
    on = local_day(now, get_workspace(workspace_id).country)
    query = TableQuery.parse(SPEC, args)
    wanted = ContractQuery(
        on=on, search=query.search, standing=query.answer("state"), sort=query.sort, descending=query.descending
    )
    page = Page.of(query, contract_count(workspace_id, wanted))
    found = contract_rows(workspace_id, replace(wanted, offset=page.offset, limit=page.size))
    path = url_for("contracts.contracts", workspace_id=workspace_id)
    return ContractsPage(
        TableView(spec=SPEC, query=query, page=page, path=path),
        tuple(_rows(workspace_id, found, on)),
        _allowed(actor, workspace_id, msg("New contract"), "contracts.new", "primary"),
        _allowed(actor, workspace_id, msg("Fetch from a file"), "contracts.import_form"),
        make_action(actor, workspace_id),
        due_count(workspace_id, on),
        Field(
            name="until",
            label=msg("Make requests of what falls due by"),
            kind="date",
            value=until or on.isoformat(),
            errors=tuple(problem.message for problem in problems),
        ),
    )


def make_action(actor: Actor, workspace_id: WorkspaceId) -> Action:
    """Return the making of requests, or why it can't be done."""
    url = url_for("contracts.make", workspace_id=workspace_id)
    make = Action(label=msg("Make requests"), url=url, icon="download")
    allowed = permitted(make, actor, Permission.IMPORT_REQUESTS, workspace_id)
    return equipped(allowed, actor, Capability.CONTRACTS, workspace_id)


def card_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    form: ContractForm,
    coming: Sequence[ComingPeriod],
    contract: ContractFacts | None = None,
) -> CardPage:
    """Return the page of a contract, kept or new."""
    save = Action(label=msg("Save the contract"), weight="primary", name="do", value="save")
    allowed = permitted(save, actor, Permission.EDIT_REQUESTS, workspace_id)
    return CardPage(
        title=f"{contract.number} {contract.name}" if contract else msg("New contract"),
        form=form,
        coming=tuple(coming),
        save=equipped(allowed, actor, Capability.CONTRACTS, workspace_id),
        show=Action(label=msg("Show the coming periods"), name="do", value="show", icon="eye"),
        list_url=url_for("contracts.contracts", workspace_id=workspace_id),
        billed_until=contract.billed_until if contract else None,
    )


def _rows(workspace_id: WorkspaceId, found: Sequence[ContractFacts], on: date) -> list[ContractRow]:
    customers = customers_by_id(workspace_id, {each.customer_id for each in found}) if found else {}
    return [
        ContractRow(
            id=str(each.id),
            name=each.name,
            number=each.number,
            url=url_for("contracts.card", workspace_id=workspace_id, contract_id=each.id),
            customer=customers[each.customer_id].name,
            customer_url=url_for("customers.card", workspace_id=workspace_id, customer_id=each.customer_id),
            rhythm=rhythm_words(each.rhythm),
            starts_on=each.rhythm.starts_on,
            billed_until=each.billed_until,
            standing=STANDINGS[each.standing(on)],
        )
        for each in found
    ]


def _allowed(actor: Actor, workspace_id: WorkspaceId, label: Words, endpoint: str, weight: str = "plain") -> Action:
    url = url_for(endpoint, workspace_id=workspace_id)
    action = Action(label=label, url=url, method="get", weight="primary" if weight == "primary" else "plain")
    allowed = permitted(action, actor, Permission.EDIT_REQUESTS, workspace_id)
    return equipped(allowed, actor, Capability.CONTRACTS, workspace_id)
