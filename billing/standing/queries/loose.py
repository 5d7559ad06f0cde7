"""What a collaboration would leave open in a client's books if it ended today."""

from sqlalchemy import ColumnElement, func, select

from billing.delivery.queries.attention import attention_counts
from billing.delivery.queries.unsent import unsent_counts
from billing.ledger.models import LedgerEntry
from billing.requests.models import BillingRequest
from billing.runs.models import InvoiceRun
from tenants.collaborations.ending import Loose
from tenants.kernel.db import Base, db
from tenants.kernel.ids import WorkspaceId


def loose_ends(workspace_id: WorkspaceId) -> tuple[Loose, ...]:
    """Return what is open, by kind: runs at work, requests, unsent invoices, trouble in sending, open receivables."""
    return (
        Loose("runs", _count(InvoiceRun, InvoiceRun.workspace_id == workspace_id, InvoiceRun.state == "running")),
        Loose(
            "requests",
            _count(
                BillingRequest,
                BillingRequest.workspace_id == workspace_id,
                BillingRequest.state.in_(("ready", "invalid")),
            ),
        ),
        Loose("unsent", sum(row.count for row in unsent_counts([workspace_id]))),
        Loose("attention", sum(row.count for row in attention_counts([workspace_id]))),
        Loose("receivables", _open_receivables(workspace_id)),
    )


def _count(table: type[Base], *wanted: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*wanted)) or 0


def _open_receivables(workspace_id: WorkspaceId) -> int:
    open_ones = (
        select(LedgerEntry.invoice_id)
        .where(LedgerEntry.workspace_id == workspace_id, LedgerEntry.account == "receivable")
        .group_by(LedgerEntry.invoice_id)
        .having(func.sum(LedgerEntry.amount_minor) > 0)
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(open_ones)) or 0
