"""What the invoice refers to into UBL; invoices and credit notes order the references differently."""

from base64 import b64encode

from billing.en16931.model import Attachment, Invoice, Note
from billing.en16931.ubl.elements import cac, cbc, coded, dated, identifier, wrapped
from billing.en16931.ubl.names import OBJECT, PROJECT
from billing.en16931.ubl.read_references import NOT_AVAILABLE
from billing.en16931.xmlsafe import Node


def write_notes(root: Node, notes: tuple[Note, ...]) -> None:
    """Write the notes (BG-1) as one, a line each: PEPPOL-EN16931-R002 allows no more than one element."""
    cbc(root, "Note", "\n".join(_note(note) for note in notes))


def _note(note: Note) -> str:
    return f"#{note.subject_code}#{note.text}" if note.subject_code else note.text


def write_references(root: Node, invoice: Invoice) -> None:
    """Write orders, preceding invoices, contracts, objects, attachments and project (BT-11 to BT-18, BG-3, BG-24)."""
    _order(root, invoice)
    for preceding in invoice.preceding_invoices:
        node = cac(cac(root, "BillingReference"), "InvoiceDocumentReference")
        cbc(node, "ID", preceding.number)
        dated(node, "IssueDate", preceding.issued_on)
    wrapped(root, "DespatchDocumentReference", "ID", invoice.despatch_advice)
    wrapped(root, "ReceiptDocumentReference", "ID", invoice.receiving_advice)
    if invoice.is_credit_note:
        wrapped(root, "ContractDocumentReference", "ID", invoice.contract_reference)
        _typed_references(root, invoice)
        wrapped(root, "OriginatorDocumentReference", "ID", invoice.tender_reference)
    else:
        wrapped(root, "OriginatorDocumentReference", "ID", invoice.tender_reference)
        wrapped(root, "ContractDocumentReference", "ID", invoice.contract_reference)
        _typed_references(root, invoice)
        wrapped(root, "ProjectReference", "ID", invoice.project_reference)


def _order(root: Node, invoice: Invoice) -> None:
    if invoice.order_reference or invoice.sales_order_reference:
        node = cac(root, "OrderReference")
        cbc(node, "ID", invoice.order_reference or NOT_AVAILABLE)
        cbc(node, "SalesOrderID", invoice.sales_order_reference)


def _typed_references(root: Node, invoice: Invoice) -> None:
    if invoice.object_id:
        node = cac(root, "AdditionalDocumentReference")
        identifier(node, "ID", invoice.object_id)
        cbc(node, "DocumentTypeCode", OBJECT)
    for attachment in invoice.attachments:
        _attachment(cac(root, "AdditionalDocumentReference"), attachment)
    if invoice.is_credit_note and invoice.project_reference:
        node = cac(root, "AdditionalDocumentReference")
        cbc(node, "ID", invoice.project_reference)
        cbc(node, "DocumentTypeCode", PROJECT)


def _attachment(node: Node, attachment: Attachment) -> None:
    cbc(node, "ID", attachment.id)
    cbc(node, "DocumentDescription", attachment.description)
    if attachment.content is None and not attachment.url:
        return
    holder = cac(node, "Attachment")
    if attachment.content is not None:
        # UBL-DT-06 and UBL-DT-07: both attributes must be there.
        coded(
            holder,
            "EmbeddedDocumentBinaryObject",
            b64encode(attachment.content).decode(),
            mimeCode=attachment.mime_type or "application/octet-stream",
            filename=attachment.filename or attachment.id,
        )
    wrapped(holder, "ExternalReference", "URI", attachment.url)
