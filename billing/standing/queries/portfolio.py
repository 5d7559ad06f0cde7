"""The things behind a number on Today, one by one, across clients."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select

from billing.customers.models import Customer
from billing.delivery.models import Delivery
from billing.invoices.models import Invoice
from billing.requests.models import BillingRequest
from billing.standing.queries.waiting import OF_REQUESTS, is_unsent, needs_attention, with_customer
from tenants.companies.models import Company
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message
from tenants.kernel.money import from_minor
from tenants.workspaces.models import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioQuery:
    """Which things are wanted: a kind of Today, one part of it, one client; and which stretch of the list.

    `sort` is since, client, customer or total.
    """

    kind: str
    part: str = ""
    client: UUID | None = None
    sort: str = "since"
    descending: bool = False
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRow:
    """One thing that waits: a request, or an invoice; `reasons` say in words what is wrong with it."""

    id: UUID
    workspace_id: WorkspaceId
    client: str
    customer_number: str
    customer: str
    what: str
    currency: str
    total: Decimal | None
    since: datetime
    state: str
    channel: str = ""
    reasons: tuple[Message, ...] = ()


def portfolio_rows(workspace_ids: Collection[UUID], query: PortfolioQuery) -> tuple[PortfolioRow, ...]:
    """Return a page of what waits in some workspaces, the longest waiting first unless asked otherwise."""
    page = _with_client(_selected(workspace_ids, query), query).offset(query.offset).limit(query.limit)
    return tuple(_row(row) for row in db.session.execute(page))


def portfolio_count(workspace_ids: Collection[UUID], query: PortfolioQuery) -> int:
    """Return how many things a query finds, all pages together."""
    return db.session.scalar(select(func.count()).select_from(_selected(workspace_ids, query).subquery())) or 0


def _selected(workspace_ids: Collection[UUID], query: PortfolioQuery) -> Select[Any]:
    places = [place for place in workspace_ids if query.client in {None, place}]
    if query.kind in OF_REQUESTS:
        return _requests(places, query)
    return _unsent(places, query) if query.kind == "unsent" else _attention(places, query)


def _requests(places: Collection[UUID], query: PortfolioQuery) -> Select[Any]:
    one = BillingRequest
    return select(
        *_columns(one, one.customer_number, one.customer_name, one.subject, one.created_at, one.state),
        one.problems.label("reasons"),
    ).where(one.workspace_id.in_(places), one.state == query.kind)


def _unsent(places: Collection[UUID], query: PortfolioQuery) -> Select[Any]:
    found = with_customer(
        select(
            *_columns(Invoice, Customer.number, Customer.name, Invoice.number, Invoice.issued_at, literal("unsent")),
            Customer.delivery.label("channel"),
        )
    ).where(Invoice.workspace_id.in_(places), is_unsent())
    return found.where(Customer.delivery == query.part) if query.part else found


def _attention(places: Collection[UUID], query: PortfolioQuery) -> Select[Any]:
    columns = _columns(Invoice, Customer.number, Customer.name, Invoice.number, Delivery.created_at, Delivery.state)
    same = (Delivery.workspace_id == Invoice.workspace_id) & (Delivery.invoice_id == Invoice.id)
    found = (
        with_customer(select(*columns, Delivery.channel.label("channel"), Delivery.reason.label("reasons")))
        .join(Delivery, same)
        .where(Delivery.workspace_id.in_(places), needs_attention())
    )
    return found.where(Delivery.state == query.part) if query.part else found


def _columns(one: type[Any], *given: Any) -> list[ColumnElement[Any]]:
    """Return the columns that every kind of thing has, under the names of a row."""
    names = ("customer_number", "customer", "what", "since", "state")
    named = [column.label(name) for name, column in zip(names, given, strict=True)]
    return [one.id, one.workspace_id, one.currency, one.total_minor, *named]


def _with_client(selected: Select[Any], query: PortfolioQuery) -> Select[Any]:
    found = selected.subquery("found")
    orders = {"client": Company.name, "customer": found.c.customer, "total": found.c.total_minor}
    order = orders.get(query.sort, found.c.since)
    return (
        select(found, Company.name.label("client"))
        .join(Workspace, Workspace.id == found.c.workspace_id)
        .join(Company, Company.id == Workspace.company_id)
        .order_by(order.desc().nulls_last() if query.descending else order.asc().nulls_last(), found.c.id)
    )


def _row(row: Any) -> PortfolioRow:
    values = row._mapping  # noqa: SLF001  SQLAlchemy's documented name for a row as a mapping
    return PortfolioRow(
        id=row.id,
        workspace_id=WorkspaceId(row.workspace_id),
        client=row.client,
        customer_number=row.customer_number,
        customer=row.customer,
        what=row.what,
        currency=row.currency,
        total=None if row.total_minor is None else from_minor(row.total_minor, row.currency),
        since=row.since,
        state=row.state,
        channel=values.get("channel", ""),
        reasons=reasons_of(values.get("reasons")),
    )


def reasons_of(stored: Any) -> tuple[Message, ...]:
    """Return stored sentences as sentences: one, a list of problems each with its `message`, or nothing."""
    if not stored:
        return ()
    if isinstance(stored, dict):
        return (Message.from_json(stored),)
    return tuple(Message.from_json(problem.get("message", problem)) for problem in stored)
