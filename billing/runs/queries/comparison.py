"""The last run of a stream, and what it billed each customer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from billing.customers.models import Customer
from billing.invoices.models import Invoice
from billing.runs.models import InvoiceRun
from billing.runs.rules.comparing import CustomerSum
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, RunId, StreamId, WorkspaceId
from tenants.kernel.money import from_minor


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest run of a stream that is over and hasn't been undone."""

    id: RunId
    number: int
    issued_on: date


def last_run(workspace_id: WorkspaceId, stream_id: StreamId) -> LastRun | None:
    """Return the run that the next one of a stream is compared with; None before the first."""
    undoing = aliased(InvoiceRun)
    undone = select(undoing.id).where(
        undoing.workspace_id == InvoiceRun.workspace_id, undoing.undoes_run_id == InvoiceRun.id
    )
    issued = select(Invoice.id).where(Invoice.workspace_id == InvoiceRun.workspace_id, Invoice.run_id == InvoiceRun.id)
    row = db.session.execute(
        select(InvoiceRun.id, InvoiceRun.number, InvoiceRun.issued_on)
        .where(
            InvoiceRun.workspace_id == workspace_id,
            InvoiceRun.stream_id == stream_id,
            InvoiceRun.state == "done",
            InvoiceRun.kind == "requests",
            InvoiceRun.written_by.is_(None),
            ~undone.exists(),
            issued.exists(),
        )
        .order_by(InvoiceRun.number.desc())
        .limit(1)
    ).one_or_none()
    return LastRun(RunId(row.id), row.number, row.issued_on) if row else None


def billed_in(workspace_id: WorkspaceId, run_id: RunId) -> tuple[CustomerSum, ...]:
    """Return what a run billed each customer, by currency; credit notes are taken off."""
    signed = case((Invoice.kind == "credit_note", -Invoice.net_minor), else_=Invoice.net_minor)
    sums = (
        select(Invoice.customer_id, Invoice.currency, func.sum(signed).label("minor"))
        .where(Invoice.workspace_id == workspace_id, Invoice.run_id == run_id)
        .group_by(Invoice.customer_id, Invoice.currency)
        .subquery()
    )
    rows = db.session.execute(
        select(sums.c.customer_id, sums.c.currency, sums.c.minor, Customer.number, Customer.name)
        .join(Customer, Customer.id == sums.c.customer_id)
        .where(Customer.workspace_id == workspace_id)
    )
    return tuple(
        CustomerSum(
            customer_id=CustomerId(row.customer_id),
            number=row.number,
            name=row.name,
            currency=row.currency,
            net=from_minor(int(row.minor), row.currency),
        )
        for row in rows
    )
