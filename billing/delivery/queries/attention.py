"""What a person has to look at: deliveries that ended badly or have no known end, and documents that weren't made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, null, or_, select, union_all
from sqlalchemy.dialects.postgresql import JSONB

from billing.customers.models import Customer
from billing.delivery.models import Delivery, Document
from billing.delivery.queries.deliveries import is_newest
from billing.invoices.models import Invoice
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.outbox.models import Task

BAD = ("bounced", "rejected", "failed", "unknown")
NOT_MADE = msg("The document couldn't be made. Have it made again; if that fails too, ask support.")
RENDERING = ("render_chunk", "render_invoice")


@dataclass(frozen=True, slots=True)
class AttentionCount:
    """How many invoices of a workspace need attention in a state, and since when the oldest does."""

    workspace_id: WorkspaceId
    state: str
    count: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionRow:
    """An invoice that needs attention, and why; without a delivery it is one whose document couldn't be made."""

    workspace_id: WorkspaceId
    invoice_id: InvoiceId
    number: str
    customer_id: CustomerId
    customer_name: str
    delivery_id: DeliveryId | None
    channel: str
    address: str
    state: str
    reason: Message | None
    since: datetime


def attention_counts(workspace_ids: Collection[WorkspaceId]) -> tuple[AttentionCount, ...]:
    """Return how many invoices need attention, by workspace and state, in one query."""
    found = _everything(workspace_ids).subquery()
    query = select(found.c.workspace_id, found.c.state, func.count(), func.min(found.c.since))
    rows = db.session.execute(query.group_by(found.c.workspace_id, found.c.state))
    return tuple(AttentionCount(WorkspaceId(where), state, count, oldest) for where, state, count, oldest in rows)


def attention_rows(
    workspace_ids: Collection[WorkspaceId], *, state: str | None = None, offset: int = 0, limit: int = 50
) -> tuple[AttentionRow, ...]:
    """Return a page of the invoices that need attention, the oldest first; in one state, or in all."""
    found = _everything(workspace_ids).subquery()
    query = select(found, Invoice.number, Customer.id.label("customer_id"), Customer.name.label("customer_name"))
    query = query.join(Invoice, and_(Invoice.workspace_id == found.c.workspace_id, Invoice.id == found.c.invoice_id))
    query = query.join(
        Customer, and_(Customer.workspace_id == Invoice.workspace_id, Customer.id == Invoice.customer_id)
    )
    if state is not None:
        query = query.where(found.c.state == state)
    page = query.order_by(found.c.since, Invoice.number).offset(offset).limit(limit)
    return tuple(_row(row) for row in db.session.execute(page))


def _everything(workspace_ids: Collection[WorkspaceId]) -> Any:
    return union_all(_ended_badly(workspace_ids), _not_made(workspace_ids))


def _ended_badly(workspace_ids: Collection[WorkspaceId]) -> Select[Any]:
    return select(
        Delivery.workspace_id,
        Delivery.invoice_id,
        Delivery.id.label("delivery_id"),
        Delivery.channel,
        Delivery.address,
        Delivery.state,
        Delivery.reason,
        Delivery.created_at.label("since"),
    ).where(Delivery.workspace_id.in_(workspace_ids), Delivery.state.in_(BAD), is_newest())


def _not_made(workspace_ids: Collection[WorkspaceId]) -> Select[Any]:
    """Return the invoices without a document for which nobody is at work any more."""
    made = select(Document.id).where(Document.workspace_id == Invoice.workspace_id, Document.invoice_id == Invoice.id)
    return select(
        Invoice.workspace_id,
        Invoice.id,
        null(),
        literal(""),
        literal(""),
        literal("failed"),
        cast(literal(NOT_MADE.to_json(), JSONB), JSONB),
        Invoice.issued_at,
    ).where(Invoice.workspace_id.in_(workspace_ids), ~made.exists(), ~_being_made())


def _being_made() -> ColumnElement[bool]:
    at_work = select(Task.id).where(
        Task.scope_id == Invoice.workspace_id,
        Task.kind.in_(RENDERING),
        Task.state.in_(["ready", "running"]),
        or_(
            Task.ids["run_id"].astext == cast(Invoice.run_id, String),
            Task.ids["invoice_id"].astext == cast(Invoice.id, String),
        ),
    )
    return at_work.exists()


def _row(row: Any) -> AttentionRow:
    return AttentionRow(
        workspace_id=WorkspaceId(row.workspace_id),
        invoice_id=InvoiceId(row.invoice_id),
        number=row.number,
        customer_id=CustomerId(row.customer_id),
        customer_name=row.customer_name,
        delivery_id=DeliveryId(row.delivery_id) if row.delivery_id else None,
        channel=row.channel,
        address=row.address,
        state=row.state,
        reason=Message.from_json(row.reason) if row.reason else None,
        since=row.since,
    )
