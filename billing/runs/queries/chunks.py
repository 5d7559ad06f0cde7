"""Which requests of a run belong into one chunk, and what a chunk has issued, for who makes its documents."""

from collections.abc import Collection, Sequence

from sqlalchemy import ARRAY, Uuid, any_, literal, select

from billing.customers.models import Customer
from billing.requests.models import BillingRequest
from billing.runs.models import RunItem
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, InvoiceId, RequestId, RunId, WorkspaceId


def chunk_invoices(workspace_id: WorkspaceId, run_id: RunId, chunk: int) -> tuple[InvoiceId, ...]:
    """Return the invoices that a chunk has issued, in the order of the run, each once."""
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
    found = dict.fromkeys(db.session.scalars(query))
    return tuple(InvoiceId(invoice_id) for invoice_id in found if invoice_id is not None)


def billed_together(workspace_id: WorkspaceId, request_ids: Sequence[RequestId]) -> dict[RequestId, CustomerId]:
    """Return, of some requests, those whose customers have collective invoices, each with its customer."""
    query = (
        select(BillingRequest.id, BillingRequest.customer_id)
        .join(
            Customer,
            (Customer.workspace_id == BillingRequest.workspace_id) & (Customer.id == BillingRequest.customer_id),
        )
        .where(
            BillingRequest.workspace_id == workspace_id,
            BillingRequest.id == any_(literal(list(request_ids), ARRAY(Uuid()))),
            Customer.workspace_id == workspace_id,
            Customer.collective != "none",
        )
    )
    return {RequestId(row.id): CustomerId(row.customer_id) for row in db.session.execute(query)}


def in_other_chunks(
    workspace_id: WorkspaceId, run_id: RunId, chunk: int, customers: Collection[CustomerId]
) -> frozenset[CustomerId]:
    """Return which of some customers a run has in other chunks too: their cards were changed after it was started.

    An invoice lies in one chunk, so theirs would be torn apart; they get one for each request, as at the start.
    """
    if not customers:
        return frozenset()
    query = (
        select(BillingRequest.customer_id)
        .join(
            RunItem,
            (RunItem.workspace_id == BillingRequest.workspace_id) & (RunItem.request_id == BillingRequest.id),
        )
        .where(
            BillingRequest.workspace_id == workspace_id,
            RunItem.workspace_id == workspace_id,
            RunItem.run_id == run_id,
            RunItem.chunk != chunk,
            BillingRequest.customer_id == any_(literal(list(customers), ARRAY(Uuid()))),
        )
        .distinct()
    )
    return frozenset(CustomerId(found) for found in db.session.scalars(query) if found is not None)
