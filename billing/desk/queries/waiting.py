"""What waits at the desk, of one workspace or of many: who promised what by when, and the way it would go out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from billing.customers.models import Customer
from billing.customers.queries import facts_of
from billing.delivery.rules.routes import Route, Written, choose_route, receiver_of
from billing.desk.models import DeskBatchItem, WrittenRequest
from billing.desk.queries.settings import USUAL, terms_by_workspace
from billing.desk.rules.promise import DeskTerms, Urgency, urgency
from billing.desk.rules.states import WAITING, WrittenState
from tenants.companies.models import Company
from tenants.kernel.country import Country
from tenants.kernel.db import confined, db, of_workspaces, spelled_out
from tenants.kernel.ids import CustomerId, UserId, WorkspaceId, WrittenId
from tenants.kernel.money import from_minor
from tenants.users.models import User
from tenants.workspaces.models import Workspace

W = WrittenRequest
ORDER: dict[Urgency, int] = {"late": 0, "last_check": 1, "today": 2, "later": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """An invoice at the desk: whose, for whom, by which way, due out when, and who has it in hand.

    `is_going` says that it was asked for with others and is sent on in a moment.
    """

    id: WrittenId
    workspace_id: WorkspaceId
    company: str
    country: Country
    terms: DeskTerms
    state: WrittenState
    writer: str
    customer_id: CustomerId
    customer_name: str
    subject: str
    currency: str
    total: Decimal | None
    submitted_at: datetime
    due_out_at: datetime
    urgency: Urgency
    claimed_by: UserId | None
    claimer: str
    is_going: bool
    route: Route


@dataclass(frozen=True, slots=True)
class DeskCount:
    """How many invoices at the desk of a workspace are as urgent as each other, and since when the oldest waits."""

    workspace_id: WorkspaceId
    urgency: Urgency
    count: int
    oldest_at: datetime


def find_waiting(workspace_id: WorkspaceId, written_id: WrittenId, *, now: datetime) -> WaitingRow | None:
    """Return one invoice as it waits at the desk of its workspace, or None where it doesn't wait there."""
    return next(iter(_read((workspace_id,), now, W.id == written_id)), None)


def waiting_rows(workspace_ids: Collection[WorkspaceId], *, now: datetime) -> tuple[WaitingRow, ...]:
    """Return what waits at the desks of some workspaces: late first, then what is near its cut-off.

    Within that, in the order of their first promises: what came back corrected keeps its place.
    """
    rows = _read(workspace_ids, now) if workspace_ids else ()
    return tuple(sorted(rows, key=lambda row: ORDER[row.urgency]))


def _read(workspace_ids: Collection[WorkspaceId], now: datetime, *more: ColumnElement[bool]) -> Iterator[WaitingRow]:
    terms = terms_by_workspace(workspace_ids)
    writer, claimer = aliased(User), aliased(User)
    places = of_workspaces(DeskBatchItem.workspace_id, workspace_ids)
    mine = (DeskBatchItem.workspace_id == W.workspace_id) & (DeskBatchItem.written_id == W.id)
    going = select(DeskBatchItem.written_id).where(places, mine, DeskBatchItem.state == "waiting")
    query = (
        select(W, Customer, Company.name, Company.country, writer.name, claimer.name, going.exists())
        .join(Customer, (Customer.workspace_id == W.workspace_id) & (Customer.id == W.customer_id))
        .join(Workspace, Workspace.id == W.workspace_id)
        .join(Company, Company.id == Workspace.company_id)
        .join(writer, writer.id == W.written_by)
        .outerjoin(claimer, claimer.id == W.claimed_by)
        .where(of_workspaces(W.workspace_id, workspace_ids), W.state.in_(spelled_out(WAITING)))
        .where(confined(W.written_by), *more)
        .order_by(W.place_at, W.submitted_at, W.id)
    )
    found = db.session.execute(query)
    return (_row(row, terms.get(WorkspaceId(row[0].workspace_id), USUAL), now) for row in found)


def desk_counts(workspace_ids: Collection[WorkspaceId], *, now: datetime) -> tuple[DeskCount, ...]:
    """Return how many invoices wait at the desks of some workspaces, by how urgent they are, in two queries."""
    query = (
        select(W.workspace_id, Company.country, W.due_out_at, func.count(), func.min(W.submitted_at))
        .join(Workspace, Workspace.id == W.workspace_id)
        .join(Company, Company.id == Workspace.company_id)
        .where(of_workspaces(W.workspace_id, workspace_ids), W.state.in_(spelled_out(WAITING)))
        .where(confined(W.written_by))
        .group_by(W.workspace_id, Company.country, W.due_out_at)
    )
    found: Sequence[Any] = db.session.execute(query).all()
    terms = terms_by_workspace({WorkspaceId(row[0]) for row in found}) if found else {}
    counts: dict[tuple[WorkspaceId, Urgency], DeskCount] = {}
    for at, country, due_out_at, count, oldest in found:
        where = WorkspaceId(at)
        how = urgency(now, due_out_at, country, terms.get(where, USUAL))
        so_far = counts.get((where, how), DeskCount(where, how, 0, oldest))
        counts[where, how] = DeskCount(where, how, so_far.count + count, min(so_far.oldest_at, oldest))
    return tuple(counts.values())


def _row(found: Any, terms: DeskTerms, now: datetime) -> WaitingRow:
    row, customer, company, country, writer, claimer, is_going = found
    return WaitingRow(
        id=WrittenId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        company=company,
        country=country,
        terms=terms,
        state=cast("WrittenState", row.state),
        writer=writer,
        customer_id=CustomerId(customer.id),
        customer_name=customer.name,
        subject=row.subject,
        currency=row.currency,
        total=None if row.total_minor is None else from_minor(row.total_minor, row.currency),
        submitted_at=row.submitted_at,
        due_out_at=row.due_out_at,
        urgency=urgency(now, row.due_out_at, country, terms),
        claimed_by=UserId(row.claimed_by) if row.claimed_by else None,
        claimer=claimer or "",
        is_going=is_going,
        route=choose_route(receiver_of(facts_of(customer)), country, Written(finvoice=True, ubl=True)),
    )
