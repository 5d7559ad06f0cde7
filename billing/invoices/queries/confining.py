"""What belongs to an invoice is confined to an author as the invoice is."""

from typing import Any

from sqlalchemy import ColumnElement, select, true

from billing.invoices.models import Invoice
from tenants.kernel.db import confined
from tenants.kernel.scope import current_scope


def of_own_invoice(workspace_id: Any, invoice_id: Any) -> ColumnElement[bool]:
    """Return whether something belongs to an author's own invoice, by its columns; true of everything for others."""
    if current_scope().author is None:
        return true()
    same = (Invoice.workspace_id == workspace_id, Invoice.id == invoice_id)
    return select(Invoice.id).where(*same, confined(Invoice.author_id)).correlate_except(Invoice).exists()
