"""What a chunk of a run has issued, for who makes its documents."""

from sqlalchemy import select

from billing.runs.models import RunItem
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RunId, WorkspaceId


def chunk_invoices(workspace_id: WorkspaceId, run_id: RunId, chunk: int) -> tuple[InvoiceId, ...]:
    """Return the invoices that a chunk has issued, in the order of the run."""
    query = (
        select(RunItem.invoice_id)
        .where(
            RunItem.workspace_id == workspace_id,
            RunItem.run_id == run_id,
            RunItem.chunk == chunk,
            RunItem.state == "issued",
        )
        .order_by(RunItem.place)
    )
    return tuple(InvoiceId(invoice_id) for invoice_id in db.session.scalars(query) if invoice_id is not None)
