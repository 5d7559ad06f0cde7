"""The invoices of a run that hold several requests."""

from sqlalchemy import func, select

from billing.customers.models import Customer
from billing.invoices.models import Invoice
from billing.runs.models import RunItem
from billing.runs.rules.collective import CollectiveInvoice
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RunId, WorkspaceId
from tenants.kernel.money import from_minor


def collective_invoices(workspace_id: WorkspaceId, run_id: RunId) -> tuple[CollectiveInvoice, ...]:
    """Return the invoices of a run that hold more than one request, in the order of their numbers."""
    held = (
        select(RunItem.invoice_id, func.count().label("requests"))
        .where(RunItem.workspace_id == workspace_id, RunItem.run_id == run_id, RunItem.state == "issued")
        .group_by(RunItem.invoice_id)
        .having(func.count() > 1)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Invoice.number,
            Invoice.currency,
            Invoice.total_minor,
            held.c.requests,
            Customer.number.label("card"),
            Customer.name,
        )
        .join(held, held.c.invoice_id == Invoice.id)
        .join(Customer, Customer.id == Invoice.customer_id)
        .where(Invoice.workspace_id == workspace_id, Customer.workspace_id == workspace_id)
        .order_by(Invoice.number)
    )
    return tuple(
        CollectiveInvoice(
            number=row.number,
            customer_number=row.card,
            customer_name=row.name,
            requests=row.requests,
            currency=row.currency,
            gross=from_minor(row.total_minor, row.currency),
        )
        for row in rows
    )


def requests_in(workspace_id: WorkspaceId, run_id: RunId, invoice_id: InvoiceId) -> int:
    """Return how many requests an invoice of a run holds."""
    of_run = (RunItem.workspace_id == workspace_id, RunItem.run_id == run_id)
    held = (*of_run, RunItem.invoice_id == invoice_id, RunItem.state == "issued")
    return db.session.scalar(select(func.count()).select_from(RunItem).where(*held)) or 0
