"""Having the desk look after an invoice that was written there, whenever a sending of it came to an end."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ARRAY, Uuid, any_, literal, select

from billing.delivery.rules.endings import ENDINGS
from billing.invoices.models import Invoice
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.outbox.tasks import after_commit

FOLLOW = "follow_written"


@dataclass(frozen=True, slots=True)
class End:
    """A sending of an invoice, and the state in which it is now."""

    delivery_id: DeliveryId
    invoice_id: InvoiceId
    state: str


def report_ends(workspace_id: WorkspaceId, ends: Collection[End]) -> None:
    """Have the desk told of those that came to an end, of invoices that somebody wrote there; in one query or none."""
    ended = [one for one in ends if one.state in ENDINGS]
    if not ended:
        return
    query = select(Invoice.id).where(
        Invoice.workspace_id == workspace_id,
        Invoice.id == any_(literal([one.invoice_id for one in ended], ARRAY(Uuid()))),
        Invoice.author_id.is_not(None),
    )
    written = set(db.session.scalars(query))
    for one in ended:
        if one.invoice_id in written:
            report_end(workspace_id, one)


def report_end(workspace_id: WorkspaceId, end: End) -> None:
    """Have the desk told of the end of a sending of an invoice that was written there, once for each end."""
    if end.state in ENDINGS:
        ids = {"invoice_id": str(end.invoice_id)}
        after_commit(FOLLOW, workspace_id, key=f"{end.delivery_id}:{end.state}", ids=ids)
