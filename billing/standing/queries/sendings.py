"""How the newest sending of each of some invoices stands, for a column of a list and for a filter of it."""

from collections.abc import Collection, Mapping

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import distinct_on

from billing.delivery.models import ByHandInvoice, Delivery, UnsentInvoice
from billing.delivery.queries.by_hand import chosen_among
from billing.delivery.queries.deliveries import is_newest
from billing.delivery.queries.withheld import IS_WITHHELD, withheld_among
from billing.delivery.rules.by_hand import SENT
from billing.invoices.models import Invoice
from billing.standing.rules import DeliveryState, delivery_state
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId

# What a reader may ask for, and the states of the newest sending that it means; nothing is what was never sent.
ASKED: Mapping[str, tuple[DeliveryState, ...]] = {
    "unsent": (),
    "not_sent": (),
    "by_hand": (),
    "queued": ("queued",),
    "handed_over": ("handed_over", "delivered"),
    "failed": ("bounced", "rejected", "failed"),
    "unknown": ("unknown",),
}


def delivered_as(workspace_id: WorkspaceId, asked: str) -> ColumnElement[bool]:
    """Return the condition on an invoice that its newest sending stands as asked, one of `ASKED`.

    Raises:
        KeyError: nothing of the sort can be asked.
    """
    if asked == "not_sent":
        return IS_WITHHELD
    if asked == "by_hand":
        sent = Delivery.workspace_id == workspace_id, Delivery.state.in_(SENT), is_newest()
        chosen = select(ByHandInvoice.invoice_id).where(ByHandInvoice.workspace_id == workspace_id)
        return Invoice.id.in_(chosen) & Invoice.id.not_in(select(Delivery.invoice_id).where(*sent))
    if not ASKED[asked]:
        return Invoice.id.in_(select(UnsentInvoice.invoice_id).where(UnsentInvoice.workspace_id == workspace_id))
    ours = (Delivery.workspace_id == workspace_id, Delivery.state.in_(ASKED[asked]), is_newest())
    return Invoice.id.in_(select(Delivery.invoice_id).where(*ours))


def delivery_states(workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId]) -> dict[InvoiceId, DeliveryState]:
    """Return the state of each invoice's newest sending, `unsent` where there is none, in three queries."""
    rows = db.session.execute(
        select(Delivery.invoice_id, Delivery.state)
        .ext(distinct_on(Delivery.invoice_id))
        .where(
            Delivery.workspace_id == workspace_id,
            Delivery.invoice_id == any_(literal(list(invoice_ids), ARRAY(Uuid))),
        )
        .order_by(Delivery.invoice_id, Delivery.created_at.desc(), Delivery.id.desc())
    )
    sent = {InvoiceId(invoice_id): state for invoice_id, state in rows}
    withheld = withheld_among(workspace_id, invoice_ids)
    chosen = chosen_among(workspace_id, invoice_ids)
    return {
        each: delivery_state([sent[each]] if each in sent else [], not_sent=each in withheld, by_hand=each in chosen)
        for each in invoice_ids
    }
