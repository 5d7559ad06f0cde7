"""What corrected an invoice, as parts of its timeline: its credit notes, and that it is never sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from billing.corrections.queries import corrections_of
from billing.delivery.queries.withheld import find_withheld
from billing.invoices.queries import get_invoice
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.language import Message, msg


@dataclass(frozen=True, slots=True)
class Correcting:
    """One correction: when, of which kind (`credited` or `not_sent`), the sentence, and by whom where that is known."""

    at: datetime
    kind: str
    text: Message
    who: str = ""


def corrected(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> Iterator[Correcting]:
    """Yield what corrected an invoice.

    Raises:
        NoSuchInvoice: the workspace has none by that id.
    """
    found = corrections_of(workspace_id, get_invoice(workspace_id, invoice_id))
    for row in found.credits:
        yield Correcting(row.issued_at, "credited", msg("Credited by credit note %(number)s", number=row.number))
    withheld = find_withheld(workspace_id, invoice_id)
    if withheld is not None:
        yield Correcting(withheld.at, "not_sent", msg("Marked as not sent"), withheld.who)
