"""What rests on a list that was taken over, so that it can't be taken back any more."""

from dataclasses import dataclass

from sqlalchemy import func, select

from billing.invoices.models import Invoice
from billing.ledger.models import LedgerEntry
from billing.runs.models import InvoiceRun
from billing.takeover.models import TakeOver
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, TakeOverId, WorkspaceId


@dataclass(frozen=True, slots=True)
class CreditedSince:
    """An invoice of the list that a credit note was issued of."""

    id: InvoiceId
    number: str


@dataclass(frozen=True, slots=True)
class Resting:
    """How many runs have begun here, credit notes of single invoices too, and which invoices were credited."""

    runs: int
    credited: tuple[CreditedSince, ...]

    @property
    def is_nothing(self) -> bool:
        """Return whether the list can be taken back."""
        return not (self.runs or self.credited)


def rests_on(workspace_id: WorkspaceId, take_over_id: TakeOverId) -> Resting:
    """Return what rests on a list: whatever is issued here is issued by a run, and counts on what is open."""
    runs = select(func.count()).select_from(InvoiceRun).where(InvoiceRun.workspace_id == workspace_id)
    taken_at = select(TakeOver.taken_at).where(TakeOver.workspace_id == workspace_id, TakeOver.id == take_over_id)
    credited = (
        select(LedgerEntry.id)
        .where(LedgerEntry.workspace_id == workspace_id, LedgerEntry.invoice_id == Invoice.id)
        .where(LedgerEntry.event == "credited")
        .exists()
    )
    found = db.session.execute(
        select(Invoice.id, Invoice.number)
        .where(Invoice.workspace_id == workspace_id, Invoice.taken_over)
        .where(Invoice.issued_at == taken_at.scalar_subquery(), credited)
        .order_by(Invoice.number)
    )
    return Resting(db.session.scalar(runs) or 0, tuple(CreditedSince(InvoiceId(id_), number) for id_, number in found))
