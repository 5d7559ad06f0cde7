"""Which invoices have left the house, and which never will."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, literal, select

from billing.delivery.models import Delivery, NotSentInvoice
from billing.invoices.models import Invoice
from billing.invoices.queries.confining import of_own_invoice
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.users.models import User

# On the invoice in hand: a person decided that it isn't sent.
IS_WITHHELD: ColumnElement[bool] = (
    select(NotSentInvoice.invoice_id)
    .where(NotSentInvoice.workspace_id == Invoice.workspace_id, NotSentInvoice.invoice_id == Invoice.id)
    .exists()
)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Who decided that an invoice isn't sent, and when."""

    who: str
    at: datetime


def find_withheld(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> Withheld | None:
    """Return who marked an invoice as not sent, or None where nobody has."""
    row = db.session.execute(
        select(User.name, NotSentInvoice.marked_at)
        .join(NotSentInvoice, NotSentInvoice.marked_by == User.id)
        .where(NotSentInvoice.workspace_id == workspace_id, NotSentInvoice.invoice_id == invoice_id)
        .where(of_own_invoice(NotSentInvoice.workspace_id, NotSentInvoice.invoice_id))
    ).one_or_none()
    return Withheld(*row) if row else None


def withheld_among(workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId]) -> frozenset[InvoiceId]:
    """Return which of some invoices are marked as not sent."""
    query = select(NotSentInvoice.invoice_id).where(
        NotSentInvoice.workspace_id == workspace_id,
        NotSentInvoice.invoice_id == any_(literal(list(invoice_ids), ARRAY(Uuid()))),
    )
    return frozenset(map(InvoiceId, db.session.scalars(query)))


def sent_among(workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId]) -> frozenset[InvoiceId]:
    """Return which of some invoices have left, are on their way, or may have left; a failed sending didn't."""
    query = select(Delivery.invoice_id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.invoice_id == any_(literal(list(invoice_ids), ARRAY(Uuid()))),
        Delivery.state != "failed",
    )
    return frozenset(map(InvoiceId, db.session.scalars(query.distinct())))
