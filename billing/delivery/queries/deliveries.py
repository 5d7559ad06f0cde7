"""Reading the deliveries of an invoice with their tries, and how a run's deliveries stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, select, text, tuple_
from sqlalchemy.orm import aliased

from billing.delivery.models import Delivery, DeliveryTry
from billing.delivery.rules.routes import Channel, Route
from billing.invoices.queries.confining import of_own_invoice
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, RunId, WorkspaceId
from tenants.kernel.language import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class TryRow:
    """One technical try: what came of it, how far it came, and the other side's words; None while it is under way."""

    place: int
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    stage: str | None
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One deliberate sending: by which way and why that way, its state with the reason, and its tries."""

    id: DeliveryId
    invoice_id: InvoiceId
    channel: Channel
    address: str
    route: Route
    state: str
    reason: Message | None
    receipt: str | None
    created_at: datetime
    handed_over_at: datetime | None
    settled_at: datetime | None
    tries: tuple[TryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDeliveries:
    """How the invoices of a run stand: with a document, not sent yet, never to be, and by channel and newest state."""

    issued: int
    rendered: int
    unsent: int
    by_state: Mapping[tuple[Channel, str], int]
    withheld: int = 0


def deliveries_of(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> tuple[DeliveryRow, ...]:
    """Return every sending of an invoice, oldest first."""
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.invoice_id == invoice_id)
    query = query.where(of_own_invoice(Delivery.workspace_id, Delivery.invoice_id))
    found = db.session.scalars(query.order_by(Delivery.created_at, Delivery.id)).all()
    tries = _tries(workspace_id, [each.id for each in found])
    return tuple(_row(each, tries[each.id]) for each in found)


def _tries(workspace_id: WorkspaceId, delivery_ids: Sequence[UUID]) -> Mapping[UUID, list[TryRow]]:
    query = select(DeliveryTry).where(
        DeliveryTry.workspace_id == workspace_id, DeliveryTry.delivery_id.in_(delivery_ids)
    )
    found: defaultdict[UUID, list[TryRow]] = defaultdict(list)
    for each in db.session.scalars(query.order_by(DeliveryTry.place)):
        row = TryRow(
            place=each.place,
            started_at=each.started_at,
            ended_at=each.ended_at,
            outcome=each.outcome,
            stage=each.stage,
            detail=each.detail,
        )
        found[each.delivery_id].append(row)
    return found


def _row(delivery: Delivery, tries: Sequence[TryRow]) -> DeliveryRow:
    return DeliveryRow(
        id=DeliveryId(delivery.id),
        invoice_id=InvoiceId(delivery.invoice_id),
        channel=cast("Channel", delivery.channel),
        address=delivery.address,
        route=Route.from_json(delivery.channel, delivery.address, delivery.route),
        state=delivery.state,
        reason=Message.from_json(delivery.reason) if delivery.reason else None,
        receipt=delivery.receipt,
        created_at=delivery.created_at,
        handed_over_at=delivery.handed_over_at,
        settled_at=delivery.settled_at,
        tries=tuple(tries),
    )


def is_newest() -> ColumnElement[bool]:
    """Return whether a delivery is the newest of its invoice; what was sent again before it is history."""
    newer = aliased(Delivery)
    later = tuple_(newer.created_at, newer.id) > tuple_(Delivery.created_at, Delivery.id)
    same = (newer.workspace_id == Delivery.workspace_id) & (newer.invoice_id == Delivery.invoice_id)
    return ~select(newer.id).where(same, later).exists()


# The run's invoices are found once, and what belongs to them by their ids: joined row by row it takes three times as
# long. The newest sending of each invoice counts.
_OF_RUN = text("""
    with ours as materialized (select id from invoice where workspace_id = :workspace and run_id = :run),
    newest as (
        select distinct on (invoice_id) channel, state from delivery
            where workspace_id = :workspace and invoice_id = any(array(select id from ours))
            order by invoice_id, created_at desc, id desc)
    select '', 'issued', count(*) from ours
    union all
    select '', 'rendered', count(*) from document
        where workspace_id = :workspace and invoice_id = any(array(select id from ours)) and kind = 'invoice'
    union all
    select '', 'withheld', count(*) from not_sent_invoice
        where workspace_id = :workspace and invoice_id = any(array(select id from ours))
          and invoice_id not in (select invoice_id from delivery where workspace_id = :workspace
            and invoice_id = any(array(select id from ours)))
    union all
    select channel, state, count(*) from newest group by channel, state
""")


def run_delivery_counts(workspace_id: WorkspaceId, run_id: RunId) -> RunDeliveries:
    """Return how the invoices of a run stand, in one query."""
    rows = db.session.execute(_OF_RUN, {"workspace": workspace_id, "run": run_id})
    counts = {(channel, state): count for channel, state, count in rows}
    issued, rendered, withheld = (counts.pop(("", name)) for name in ("issued", "rendered", "withheld"))
    unsent = issued - withheld - sum(counts.values())
    return RunDeliveries(issued=issued, rendered=rendered, unsent=unsent, withheld=withheld, by_state=counts)
