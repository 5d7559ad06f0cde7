"""What waits to be done, counted by client: a constant number of queries however many clients there are."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from billing.customers.models import Customer
from billing.delivery.models import Delivery
from billing.invoices.models import Invoice
from billing.requests.models import BillingRequest
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId

Kind = Literal["ready", "invalid", "cancelled", "unsent", "attention"]
OF_REQUESTS: tuple[Kind, ...] = ("ready", "invalid", "cancelled")
BAD_DELIVERIES = ("bounced", "rejected", "failed", "unknown")
NEWER = aliased(Delivery)
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things of one kind wait in one workspace, since when.

    `part` is the channel of what is unsent, the state of a delivery that needs attention, else empty.
    """

    workspace_id: WorkspaceId
    kind: Kind
    part: str
    count: int
    oldest: datetime


def waiting_in(workspace_ids: Collection[UUID]) -> tuple[Waiting, ...]:
    """Return what waits in some workspaces, in three queries."""
    if not workspace_ids:
        return ()
    return (*_requests(workspace_ids), *_unsent(workspace_ids), *_attention(workspace_ids))


def _requests(workspace_ids: Collection[UUID]) -> Iterator[Waiting]:
    one = BillingRequest
    rows = db.session.execute(
        select(one.workspace_id, one.state, func.count(), func.min(one.created_at))
        .where(one.workspace_id.in_(workspace_ids), one.state.in_(OF_REQUESTS))
        .group_by(one.workspace_id, one.state)
    )
    kinds: Mapping[str, Kind] = {kind: kind for kind in OF_REQUESTS}
    return (Waiting(WorkspaceId(at), kinds[state], "", count, oldest) for at, state, count, oldest in rows)


def _unsent(workspace_ids: Collection[UUID]) -> Iterator[Waiting]:
    counted = select(Invoice.workspace_id, Customer.delivery, func.count(), func.min(Invoice.issued_at))
    grouped = with_customer(counted).group_by(Invoice.workspace_id, Customer.delivery)
    rows = db.session.execute(grouped.where(Invoice.workspace_id.in_(workspace_ids), is_unsent()))
    return (Waiting(WorkspaceId(at), "unsent", channel, count, oldest) for at, channel, count, oldest in rows)


def _attention(workspace_ids: Collection[UUID]) -> Iterator[Waiting]:
    rows = db.session.execute(
        select(Delivery.workspace_id, Delivery.state, func.count(), func.min(Delivery.created_at))
        .where(Delivery.workspace_id.in_(workspace_ids), needs_attention())
        .group_by(Delivery.workspace_id, Delivery.state)
    )
    return (Waiting(WorkspaceId(at), "attention", state, count, oldest) for at, state, count, oldest in rows)


def with_customer(statement: Select[*Columns]) -> Select[*Columns]:
    """Return a selection of invoices joined with their customers."""
    same = (Customer.workspace_id == Invoice.workspace_id) & (Customer.id == Invoice.customer_id)
    return statement.select_from(Invoice).join(Customer, same)


def is_unsent() -> ColumnElement[bool]:
    """Return the condition of an invoice that nobody has sent by any channel yet."""
    sent = select(Delivery.id).where(Delivery.workspace_id == Invoice.workspace_id, Delivery.invoice_id == Invoice.id)
    return ~sent.exists()


def needs_attention() -> ColumnElement[bool]:
    """Return the condition of a delivery that went wrong, or whose outcome nobody knows, and that wasn't sent again."""
    newer = select(NEWER.id).where(
        NEWER.workspace_id == Delivery.workspace_id,
        NEWER.invoice_id == Delivery.invoice_id,
        NEWER.created_at > Delivery.created_at,
    )
    return Delivery.state.in_(BAD_DELIVERIES) & ~newer.exists()
