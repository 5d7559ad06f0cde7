"""How the newest sending of each of some invoices stands, for a column of a list."""

from collections.abc import Collection

from sqlalchemy import select

from billing.delivery.models import Delivery
from billing.delivery.queries.deliveries import is_newest
from billing.standing.rules import DeliveryState, delivery_state
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId


def delivery_states(workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId]) -> dict[InvoiceId, DeliveryState]:
    """Return the state of each invoice's newest sending, `unsent` where there is none, in one query."""
    rows = db.session.execute(
        select(Delivery.invoice_id, Delivery.state).where(
            Delivery.workspace_id == workspace_id, Delivery.invoice_id.in_(invoice_ids), is_newest()
        )
    )
    sent = {InvoiceId(invoice_id): state for invoice_id, state in rows}
    return {each: delivery_state([sent[each]] if each in sent else []) for each in invoice_ids}
