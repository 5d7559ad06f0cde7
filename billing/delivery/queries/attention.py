"""What a person has to look at: deliveries that ended badly or have no known end, and documents that weren't made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, any_, cast, func, literal, null, select, union_all
from sqlalchemy.dialects.postgresql import JSONB

from billing.customers.models import Customer
from billing.delivery.models import Delivery, NotSentInvoice
from billing.delivery.queries.deliveries import is_newest
from billing.delivery.queries.undelivered import PLACES, UNMADE
from billing.invoices.models import Invoice
from billing.invoices.queries.confining import of_own_invoice
from tenants.kernel.db import confined, db, spelled_out
from tenants.kernel.ids import CustomerId, DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.language import Message, msg

BAD = ("bounced", "rejected", "failed", "unknown")
NOT_MADE = msg("The document couldn't be made. Have it made again; if that fails too, ask support.")


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


# Nobody has anything to do about a sending that failed once it is decided that the invoice isn't sent at all.
_IS_WITHHELD = (
    select(NotSentInvoice.invoice_id)
    .where(NotSentInvoice.workspace_id == Delivery.workspace_id, NotSentInvoice.invoice_id == Delivery.invoice_id)
    .exists()
)
_ENDED_BADLY = select(
    Delivery.workspace_id,
    Delivery.invoice_id,
    Delivery.id.label("delivery_id"),
    Delivery.channel,
    Delivery.address,
    Delivery.state,
    Delivery.reason,
    Delivery.created_at.label("since"),
).where(Delivery.workspace_id == any_(PLACES), Delivery.state.in_(spelled_out(BAD)), is_newest(), ~_IS_WITHHELD)
_NOT_MADE = select(
    UNMADE.c.workspace_id,
    UNMADE.c.invoice_id,
    null(),
    literal(""),
    literal(""),
    literal("failed"),
    cast(literal(NOT_MADE.to_json(), JSONB), JSONB),
    UNMADE.c.issued_at,
)
# Found once, whatever it is joined to: of tables filled a moment ago PostgreSQL thinks so little that it would look
# for it anew by each customer.
_FOUND = union_all(_ENDED_BADLY, _NOT_MADE).cte("found").prefix_with("MATERIALIZED")
_COUNTS = select(_FOUND.c.workspace_id, _FOUND.c.state, func.count(), func.min(_FOUND.c.since)).group_by(
    _FOUND.c.workspace_id, _FOUND.c.state
)
_ROWS = (
    select(_FOUND, Invoice.number, Customer.id.label("customer_id"), Customer.name.label("customer_name"))
    .join(Invoice, and_(Invoice.workspace_id == _FOUND.c.workspace_id, Invoice.id == _FOUND.c.invoice_id))
    .join(Customer, and_(Customer.workspace_id == Invoice.workspace_id, Customer.id == Invoice.customer_id))
    .order_by(_FOUND.c.since, Invoice.number)
)


def attention_counts(workspace_ids: Collection[WorkspaceId]) -> tuple[AttentionCount, ...]:
    """Return how many invoices need attention, by workspace and state, in one query."""
    theirs = _COUNTS.where(of_own_invoice(_FOUND.c.workspace_id, _FOUND.c.invoice_id))
    rows = db.session.execute(theirs, {"places": list(workspace_ids)})
    return tuple(AttentionCount(WorkspaceId(where), state, count, oldest) for where, state, count, oldest in rows)


def attention_rows(
    workspace_ids: Collection[WorkspaceId], *, state: str | None = None, offset: int = 0, limit: int = 50
) -> tuple[AttentionRow, ...]:
    """Return a page of the invoices that need attention, the oldest first; in one state, or in all."""
    query = _ROWS.where(confined(Invoice.author_id))
    query = query if state is None else query.where(_FOUND.c.state == state)
    page = query.offset(offset).limit(limit)
    return tuple(_row(row) for row in db.session.execute(page, {"places": list(workspace_ids)}))


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
