"""Reading the ledger: what is open, and that debits equal credits."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from billing.ledger.models import LedgerEntry
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.money import from_minor


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """What stands on an account in one currency: debit positive, credit negative."""

    account: str
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Receivable:
    """What stands on an invoice: what is open, negative on a credit note, and what credit notes took off it.

    `asked` is what was asked for when it was issued; None where it was issued in an earlier program.
    """

    open: Decimal
    credited: Decimal
    asked: Decimal | None = None


# Nothing was asked for: advances had paid all of it.
NO_RECEIVABLE = Receivable(Decimal(0), Decimal(0), Decimal(0))


def open_amounts(workspace_id: WorkspaceId, invoice_ids: Collection[UUID]) -> dict[InvoiceId, Decimal]:
    """Return what is open on invoices, in the currency of each; negative on a credit note. Unknown ids are left out."""
    return {id_: one.open for id_, one in receivables(workspace_id, invoice_ids).items()}


def receivables(workspace_id: WorkspaceId, invoice_ids: Collection[UUID]) -> dict[InvoiceId, Receivable]:
    """Return what stands on invoices, in the currency of each, in one query; unknown ids are left out."""
    whole = func.sum(LedgerEntry.amount_minor)
    credited = func.coalesce(whole.filter(LedgerEntry.event == "credited"), 0)
    asked = whole.filter(LedgerEntry.event == "issued")
    rows = db.session.execute(
        select(LedgerEntry.invoice_id, LedgerEntry.currency, whole, credited, asked)
        .where(
            LedgerEntry.workspace_id == workspace_id,
            LedgerEntry.invoice_id.in_(invoice_ids),
            LedgerEntry.account == "receivable",
        )
        .group_by(LedgerEntry.invoice_id, LedgerEntry.currency)
    )
    return {
        InvoiceId(invoice_id): Receivable(
            from_minor(int(minor), currency),
            from_minor(-int(off), currency),
            _asked(issued, currency),
        )
        for invoice_id, currency, minor, off, issued in rows
    }


def _asked(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else from_minor(abs(int(minor)), currency)


def balance(workspace_id: WorkspaceId) -> tuple[AccountBalance, ...]:
    """Return what stands on each account of a workspace, by currency; the amounts of a currency sum to zero."""
    rows = db.session.execute(
        select(LedgerEntry.account, LedgerEntry.currency, func.sum(LedgerEntry.amount_minor))
        .where(LedgerEntry.workspace_id == workspace_id)
        .group_by(LedgerEntry.account, LedgerEntry.currency)
        .order_by(LedgerEntry.currency, LedgerEntry.account)
    )
    return tuple(
        AccountBalance(account, currency, from_minor(int(minor), currency)) for account, currency, minor in rows
    )
