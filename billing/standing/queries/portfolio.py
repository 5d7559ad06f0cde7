"""The things behind a number on Today, one by one, across clients, the longest waiting first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import load_only

from billing.delivery.queries import AttentionRow, UnsentRow, attention_rows, unsent_rows
from billing.delivery.rules.routes import Channel
from billing.desk.queries import WaitingRow, waiting_rows
from billing.requests.models import BillingRequest
from billing.requests.rules.problems import problems_from_json
from billing.standing.queries.waiting import OF_REQUESTS, waiting_in
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message
from tenants.kernel.money import from_minor
from tenants.workspaces.queries import workspace_rows

CHANNELS: tuple[Channel, ...] = ("einvoice", "email", "print")
Places = Collection[WorkspaceId]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioQuery:
    """Which things are wanted: a kind of Today, one part of it, one client; and which stretch of the list."""

    kind: str
    part: str = ""
    client: UUID | None = None
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRow:
    """One thing that waits: a request, an invoice by its number, or one at the desk, which has none yet.

    `problems` say what is wrong with it; `part` is what it counts in among its kind: at the desk, how urgent it is.
    """

    id: UUID
    workspace_id: WorkspaceId
    customer: str
    what: str
    since: datetime
    state: str
    channel: str = ""
    client: str = ""
    currency: str = "EUR"
    total: Decimal | None = None
    problems: tuple[Message, ...] = ()
    part: str = ""


def portfolio_rows(workspace_ids: Places, query: PortfolioQuery, *, now: datetime) -> tuple[PortfolioRow, ...]:
    """Return a page of what waits in some workspaces: the page first, then the clients' names."""
    found = tuple(_found(_places(workspace_ids, query), query, now))
    at = {row.workspace_id for row in found}
    names = {place.id: place.name for place in workspace_rows(at, at_most=len(at))} if at else {}
    return tuple(replace(row, client=names[row.workspace_id]) for row in found)


def portfolio_count(workspace_ids: Places, query: PortfolioQuery, *, now: datetime) -> int:
    """Return how many things a query finds, all pages together, as Today counts them."""
    waiting = waiting_in(_places(workspace_ids, query), now=now)
    return sum(one.count for one in waiting if one.kind == query.kind and query.part in {"", one.part})


def _places(workspace_ids: Places, query: PortfolioQuery) -> list[WorkspaceId]:
    return [place for place in workspace_ids if query.client in {None, place}]


def _found(places: Places, query: PortfolioQuery, now: datetime) -> Iterable[PortfolioRow]:
    if query.kind in OF_REQUESTS:
        return _requests(places, query)
    if query.kind == "desk":
        waiting = [row for row in waiting_rows(places, now=now) if query.part in {"", row.urgency}]
        return map(_of_desk, waiting[query.offset : query.offset + query.limit])
    stretch = {"offset": query.offset, "limit": query.limit}
    if query.kind == "unsent":
        channel = next((name for name in CHANNELS if name == query.part), None)
        return map(_of_unsent, unsent_rows(places, channel=channel, **stretch))
    return map(_of_attention, attention_rows(places, state=query.part or None, **stretch))


def _requests(places: Places, query: PortfolioQuery) -> Iterable[PortfolioRow]:
    one = BillingRequest
    columns = (
        one.customer_number, one.customer_name, one.subject, one.created_at, one.state, one.currency, one.total_minor,
        one.problems,
    )  # fmt: skip
    page = (
        select(one)
        .options(load_only(*columns))
        .where(one.workspace_id.in_(places), one.state == query.kind)
        .order_by(one.created_at, one.id)
    )
    return map(_of_request, db.session.scalars(page.offset(query.offset).limit(query.limit)))


def _of_request(row: BillingRequest) -> PortfolioRow:
    return PortfolioRow(
        id=row.id,
        workspace_id=WorkspaceId(row.workspace_id),
        customer=f"{row.customer_number} {row.customer_name}",
        what=row.subject,
        since=row.created_at,
        state=row.state,
        currency=row.currency,
        total=None if row.total_minor is None else from_minor(row.total_minor, row.currency),
        problems=tuple(problem.message for problem in problems_from_json(row.problems)),
    )


def _of_desk(row: WaitingRow) -> PortfolioRow:
    return PortfolioRow(
        id=row.id,
        workspace_id=row.workspace_id,
        customer=row.customer_name,
        what=row.subject,
        since=row.submitted_at,
        state=row.state,
        channel=row.route.channel,
        currency=row.currency,
        total=row.total,
        part=row.urgency,
    )


def _of_unsent(row: UnsentRow) -> PortfolioRow:
    return PortfolioRow(
        id=row.invoice_id,
        workspace_id=row.workspace_id,
        customer=f"{row.customer_number} {row.customer_name}",
        what=row.number,
        since=row.issued_at,
        state="unsent",
        channel=row.route.channel,
        currency=row.currency,
        total=row.total,
        problems=(row.route.problem,) if row.route.problem else (),
    )


def _of_attention(row: AttentionRow) -> PortfolioRow:
    return PortfolioRow(
        id=row.invoice_id,
        workspace_id=row.workspace_id,
        customer=row.customer_name,
        what=row.number,
        since=row.since,
        state=row.state,
        channel=row.channel,
        problems=(row.reason,) if row.reason else (),
    )
