"""How the receivables of one workspace stand: what is open and what of it is overdue, by currency."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from billing.invoices.models import Invoice
from billing.ledger.models import LedgerEntry
from tenants.kernel.db import confined, db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.money import from_minor


@dataclass(frozen=True, slots=True)
class OpenTotal:
    """What customers owe in one currency by the ledger, on how many invoices, and how much of it is overdue."""

    currency: str
    invoices: int
    open: Decimal
    overdue_invoices: int
    overdue: Decimal


def open_totals(workspace_id: WorkspaceId, *, on: date) -> tuple[OpenTotal, ...]:
    """Return what is open in a workspace on a day, by currency; credit notes that stand against it aren't netted."""
    owed = (
        select(LedgerEntry.invoice_id, func.sum(LedgerEntry.amount_minor).label("minor"))
        .where(LedgerEntry.workspace_id == workspace_id, LedgerEntry.account == "receivable")
        .group_by(LedgerEntry.invoice_id)
        .having(func.sum(LedgerEntry.amount_minor) > 0)
        .subquery()
    )
    late = Invoice.due_on < on
    rows = db.session.execute(
        select(
            Invoice.currency,
            func.count(),
            func.sum(owed.c.minor),
            func.count().filter(late),
            func.coalesce(func.sum(owed.c.minor).filter(late), 0),
        )
        .join(owed, owed.c.invoice_id == Invoice.id)
        .where(Invoice.workspace_id == workspace_id, confined(Invoice.author_id))
        .group_by(Invoice.currency)
        .order_by(Invoice.currency)
    )
    return tuple(
        OpenTotal(currency, count, from_minor(int(minor), currency), late_count, from_minor(int(late_minor), currency))
        for currency, count, minor, late_count, late_minor in rows
    )
