"""Reading the document of an invoice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import select

from billing.delivery.models import Document
from billing.invoices.queries.confining import of_own_invoice
from tenants.files.queries import KeptFile, get_file
from tenants.kernel.db import db
from tenants.kernel.ids import DocumentId, FileId, InvoiceId, WorkspaceId
from tenants.kernel.language import Language, Message
from tenants.kernel.refusals import NotFound

Which = Literal["pdf", "finvoice", "ubl"]


class NoDocument(NotFound):
    """The document hasn't been made yet."""


class NotWritten(NotFound):
    """The invoice couldn't be written in this form; the reasons are listed at the invoice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """An invoice's document: which forms it has, and for an e-invoice syntax that it hasn't, the reasons."""

    id: DocumentId
    invoice_id: InvoiceId
    language: Language
    rendered_at: datetime
    files: Mapping[Which, FileId]
    not_written: Mapping[Which, tuple[Message, ...]]


def document_of(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> DocumentFacts | None:
    """Return the document of an invoice, or None while it hasn't been made."""
    query = select(Document).where(Document.workspace_id == workspace_id, Document.invoice_id == invoice_id)
    theirs = of_own_invoice(Document.workspace_id, Document.invoice_id)
    found = db.session.scalars(query.where(theirs)).one_or_none()
    if found is None:
        return None
    files: dict[Which, FileId] = {"pdf": FileId(found.pdf_file_id)}
    if found.finvoice_file_id:
        files["finvoice"] = FileId(found.finvoice_file_id)
    if found.ubl_file_id:
        files["ubl"] = FileId(found.ubl_file_id)
    return DocumentFacts(
        id=DocumentId(found.id),
        invoice_id=InvoiceId(found.invoice_id),
        language=cast("Language", found.language),
        rendered_at=found.rendered_at,
        files=files,
        not_written={
            cast("Which", syntax): tuple(map(Message.from_json, reasons))
            for syntax, reasons in found.not_written.items()
        },
    )


def document_file(workspace_id: WorkspaceId, invoice_id: InvoiceId, which: Which) -> KeptFile:
    """Return one form of an invoice's document with its bytes, the hash checked.

    Raises:
        NoDocument: it hasn't been made yet, or the invoice isn't this workspace's.
        NotWritten: it couldn't be written in this form.
        FileDamaged: the bytes aren't those that were kept.
    """
    document = document_of(workspace_id, invoice_id)
    if document is None:
        raise NoDocument(invoice_id)
    if which not in document.files:
        raise NotWritten(invoice_id)
    return get_file(workspace_id, document.files[which])
