"""The list of customers: what it can be asked, and its rows."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.customers.queries import CustomerQuery, customer_count, customer_rows
from billing.customers.rules.card import card_problems
from billing.customers.rules.facts import CustomerFacts
from portal.web._design import Action, Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.words import Words
from portal.web.addresses import country_name
from portal.web.channels import CHANNELS
from portal.web.customers.words import KINDS
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import COUNTRIES
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.registries.business_ids import format_business_id

CUSTOMERS = TableSpec(
    name="customers",
    columns=(
        Column(key="number", label=msg("Number")),
        Column(key="name", label=msg("Name"), phone="title"),
        Column(key="business_id", label=msg("Business id"), sortable=False),
        Column(key="city", label=msg("Town")),
        Column(key="kind", label=msg("Kind of customer"), phone="hidden"),
        Column(key="delivery", label=msg("Way of delivery")),
        Column(key="card", label=msg("Card"), kind="state", sortable=False),
    ),
    filters=(
        Filter(
            key="kind",
            label=msg("Kind of customer"),
            choices=tuple(Choice(value, label) for value, label in KINDS.items()),
        ),
        Filter(
            key="delivery",
            label=msg("Way of delivery"),
            choices=tuple(Choice(value, label) for value, label in CHANNELS.items()),
        ),
        Filter(
            key="standing",
            label=msg("Card"),
            choices=(Choice("duplicate", msg("Possible duplicates")), Choice("resting", msg("Resting"))),
        ),
    ),
    sort="name",
    search_label=msg("Name, number or business ID"),
)

MOST_ROWS = 100_000  # of an export


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """A customer in the list; `problem` is the first thing that its card lacks."""

    id: str
    name: str
    url: str
    number: str
    business_id: str
    town: str
    kind: Message
    delivery: Message
    problem: Words
    tone: str
    rests: bool


@dataclass(frozen=True, slots=True)
class CustomersPage:
    """The list as a reader sees it, and the ways to new cards and out to a spreadsheet."""

    view: TableView
    rows: tuple[CustomerRow, ...]
    add: Action
    bring: Action
    export_url: str


def customers_page(actor: Actor, workspace_id: WorkspaceId, args: MultiDict[str, str]) -> CustomersPage:
    """Return the page of the list that an address asks for."""
    query, wanted = TableQuery.parse(CUSTOMERS, args), wanted_customers(args)
    page = Page.of(query, customer_count(workspace_id, wanted))
    wanted = replace(wanted, offset=page.offset, limit=page.size)
    path = url_for("customers.customers", workspace_id=workspace_id)
    view = TableView(spec=CUSTOMERS, query=query, page=page, path=path)
    rows = tuple(_row(workspace_id, customer) for customer in customer_rows(workspace_id, wanted))
    return CustomersPage(
        view,
        rows,
        add_action(actor, workspace_id),
        _import_action(actor, workspace_id),
        f"{url_for('customers.export', workspace_id=workspace_id)}?{urlencode(args.to_dict())}",
    )


def wanted_customers(args: MultiDict[str, str]) -> CustomerQuery:
    """Return which customers an address asks for, all pages together."""
    query = TableQuery.parse(CUSTOMERS, args)
    return CustomerQuery(
        search=query.search,
        kind=query.answer("kind"),
        delivery=query.answer("delivery"),
        standing=query.answer("standing"),
        sort=query.sort,
        descending=query.descending,
        limit=MOST_ROWS,
    )


def _import_action(actor: Actor, workspace_id: WorkspaceId) -> Action:
    url = url_for("customers.import_form", workspace_id=workspace_id)
    action = Action(label=msg("Import customers"), url=url, method="get", icon="upload")
    return permitted(action, actor, Permission.EDIT_CUSTOMERS, workspace_id)


def add_action(actor: Actor, workspace_id: WorkspaceId) -> Action:
    """Return the way to a new card, or why there is none."""
    url = url_for("customers.new", workspace_id=workspace_id)
    action = Action(label=msg("New customer"), url=url, method="get", weight="primary", icon="plus")
    return permitted(action, actor, Permission.EDIT_CUSTOMERS, workspace_id)


def shown_business_id(customer: CustomerFacts) -> str:
    """Return a business id as its country writes it; one that isn't right stays as it is kept."""
    country = next((code for code in COUNTRIES if code == customer.country), None)
    if not customer.business_id or country is None:
        return customer.business_id or ""
    is_wrong = any(problem.field == "business_id" for problem in card_problems(customer))
    return customer.business_id if is_wrong else format_business_id(country, customer.business_id)


def _row(workspace_id: WorkspaceId, customer: CustomerFacts) -> CustomerRow:
    problem = next(iter(card_problems(customer)), None)
    abroad = "" if customer.country in COUNTRIES else f", {country_name(customer.country)}"
    return CustomerRow(
        id=str(customer.id),
        name=customer.name or customer.number,
        url=url_for("customers.card", workspace_id=workspace_id, customer_id=customer.id),
        number=customer.number,
        business_id=shown_business_id(customer),
        town=f"{customer.city}{abroad}",
        kind=KINDS[customer.kind],
        delivery=CHANNELS[customer.delivery],
        problem=problem.message if problem else "",
        tone="bad" if problem else "",
        rests=customer.merged_into_id is not None,
    )
