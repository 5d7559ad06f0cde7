"""What waits at the desk, of one workspace or of many: who promised what by when, and the way it would go out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ARRAY, Uuid, any_, func, literal, select
from sqlalchemy.orm import aliased

from billing.customers.models import Customer
from billing.customers.queries import facts_of
from billing.delivery.rules.routes import Route, Written, choose_route, receiver_of
from billing.desk.models import WrittenRequest
from billing.desk.queries.settings import USUAL, terms_by_workspace
from billing.desk.rules.promise import DeskTerms, Urgency, urgency
from billing.desk.rules.states import WAITING, WrittenState
from tenants.companies.models import Company
from tenants.kernel.country import Country
from tenants.kernel.db import confined, db
from tenants.kernel.ids import CustomerId, UserId, WorkspaceId, WrittenId
from tenants.kernel.money import from_minor
from tenants.users.models import User
from tenants.workspaces.models import Workspace

W = WrittenRequest
AT_MOST = 500
ORDER: dict[Urgency, int] = {"late": 0, "last_check": 1, "today": 2, "later": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """An invoice at the desk: whose, for whom, by which way, due out when, and who has it in hand."""

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
    route: Route


@dataclass(frozen=True, slots=True)
class DeskCount:
    """How many invoices of a workspace are submitted or in review, and since when the oldest waits."""

    workspace_id: WorkspaceId
    state: str
    count: int
    oldest_at: datetime


def waiting_rows(workspace_ids: Collection[WorkspaceId], *, now: datetime) -> tuple[WaitingRow, ...]:
    """Return what waits at the desks of some workspaces: late first, then what is near its cut-off.

    Within that, in the order of their first promises: what came back corrected keeps its place.
    """
    if not workspace_ids:
        return ()
    terms = terms_by_workspace(workspace_ids)
    writer, claimer = aliased(User), aliased(User)
    query = (
        select(W, Customer, Company.name, Company.country, writer.name, claimer.name)
        .join(Customer, (Customer.workspace_id == W.workspace_id) & (Customer.id == W.customer_id))
        .join(Workspace, Workspace.id == W.workspace_id)
        .join(Company, Company.id == Workspace.company_id)
        .join(writer, writer.id == W.written_by)
        .outerjoin(claimer, claimer.id == W.claimed_by)
        .where(W.workspace_id == any_(literal(list(workspace_ids), ARRAY(Uuid))), W.state.in_(WAITING))
        .where(confined(W.written_by))
        .order_by(W.place_at, W.submitted_at, W.id)
        .limit(AT_MOST)
    )
    rows = (_row(row, terms.get(WorkspaceId(row[0].workspace_id), USUAL), now) for row in db.session.execute(query))
    return tuple(sorted(rows, key=lambda row: ORDER[row.urgency]))


def desk_counts(workspace_ids: Collection[WorkspaceId]) -> tuple[DeskCount, ...]:
    """Return how many invoices wait at the desks of some workspaces, by state, in one query."""
    query = select(W.workspace_id, W.state, func.count(), func.min(W.submitted_at)).where(
        W.workspace_id == any_(literal(list(workspace_ids), ARRAY(Uuid))), W.state.in_(WAITING), confined(W.written_by)
    )
    rows = db.session.execute(query.group_by(W.workspace_id, W.state))
    return tuple(DeskCount(WorkspaceId(at), state, count, oldest) for at, state, count, oldest in rows if oldest)


def _row(found: Any, terms: DeskTerms, now: datetime) -> WaitingRow:
    row, customer, company, country, writer, claimer = found
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
        route=choose_route(receiver_of(facts_of(customer)), country, Written(finvoice=True, ubl=True)),
    )
