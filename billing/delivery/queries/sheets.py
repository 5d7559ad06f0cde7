"""What is to be rendered: the issued invoices that have no document yet."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, select

from billing.attachments.queries import attached_bytes
from billing.attachments.rules.attached import enclosed, needs_bytes
from billing.customers.models import Customer
from billing.delivery.models import Document
from billing.delivery.queries.looks import get_look
from billing.delivery.rendering import Ends, Sheet
from billing.documents.look import Look
from billing.en16931.model.plain import from_plain
from billing.invoices.models import Invoice
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.language import pick_language


def sheets_of(workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId]) -> tuple[Sheet, ...]:
    """Return what the documents of these invoices are made of, without those that have one.

    Raises:
        SellerMissing: the workspace has no seller, which can't be once something was issued.
    """
    made = select(Document.id).where(Document.workspace_id == Invoice.workspace_id, Document.invoice_id == Invoice.id)
    query = (
        select(
            Invoice.id,
            Invoice.content,
            Invoice.stream_id,
            Customer.language,
            Customer.einvoice_operator,
            Customer.enclosed,
        )
        .join(Customer, and_(Customer.workspace_id == Invoice.workspace_id, Customer.id == Invoice.customer_id))
        .where(Invoice.workspace_id == workspace_id, Invoice.id.in_(invoice_ids), ~made.exists())
        .order_by(Invoice.number)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return ()
    seller = get_seller(workspace_id)
    looks = {stream_id: get_look(workspace_id, stream_id) for stream_id in {row.stream_id for row in rows}}
    return tuple(_sheet(row, seller, looks[row.stream_id]) for row in rows)


def has_files(sheet: Sheet) -> bool:
    """Say whether files are attached to an invoice, which are large: they are read for one invoice at a time."""
    return needs_bytes(sheet.content)


def with_attached(workspace_id: WorkspaceId, sheet: Sheet) -> Sheet:
    """Return what a document is made of with the files that are attached to the invoice.

    Raises:
        FileDamaged: one of them isn't what was kept.
        KeyError: one of them is missing.
    """
    return replace(sheet, content=enclosed(sheet.content, attached_bytes(workspace_id, sheet.invoice_id)))


def _sheet(row: Any, seller: SellerFacts, look: Look) -> Sheet:
    invoice_id, content, _, language, operator, enclosed_kind = row
    own = look if enclosed_kind == "usual" else replace(look, enclosed=enclosed_kind)
    return Sheet(
        invoice_id=InvoiceId(invoice_id),
        content=from_plain(content),
        language=pick_language([language]),
        look=own,
        country=seller.country,
        ends=Ends(invoice_id.hex, seller.einvoice_operator or "", operator or ""),
    )
