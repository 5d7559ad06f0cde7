"""Deciding that issued invoices are never sent; what calls this has credited them in full."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ARRAY, Uuid, any_, delete, literal

from billing.delivery.models import NotSentInvoice, UnsentInvoice
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, UserId, WorkspaceId


def withhold(workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId], *, by: UserId, now: datetime) -> None:
    """Mark invoices as not sent, for good: they leave the list of what waits, and no sending takes them up.

    Whoever calls it queues alone (`one_at_a_time`) and has seen that none of them was sent.
    """
    marks = (
        {"workspace_id": workspace_id, "invoice_id": id_, "marked_by": by, "marked_at": now} for id_ in invoice_ids
    )
    add_rows(NotSentInvoice, marks)
    db.session.execute(
        delete(UnsentInvoice)
        .where(
            UnsentInvoice.workspace_id == workspace_id,
            UnsentInvoice.invoice_id == any_(literal(list(invoice_ids), ARRAY(Uuid()))),
        )
        .execution_options(synchronize_session=False)
    )
