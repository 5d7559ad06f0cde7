"""What a UBL document refers to: orders, contracts, objects, preceding invoices, attachments, notes."""

import re
from collections.abc import Iterator
from typing import TypedDict

from billing.en16931.model import Attachment, Identifier, Note, PrecedingInvoice
from billing.en16931.ubl.fields import day, enclosed, find, find_all, identifier, need, own_text, text
from billing.en16931.ubl.names import OBJECT, PROJECT
from billing.en16931.xmlsafe import Node

# EN 16931-3-2: UBL has no field for the subject code (BT-21), so it stands before the text as in #AAI#text.
SUBJECT = re.compile(r"#([A-Z]{3})#(.*)", re.DOTALL)
NOT_AVAILABLE = "NA"  # BIS Billing 3: UBL demands an order id beside a sales order id


class References(TypedDict):
    """The references of an invoice, by the names they have in the model."""

    buyer_reference: str | None
    project_reference: str | None
    contract_reference: str | None
    order_reference: str | None
    sales_order_reference: str | None
    receiving_advice: str | None
    despatch_advice: str | None
    tender_reference: str | None
    object_id: Identifier | None
    buyer_accounting: str | None


def read_references(root: Node) -> References:
    """Return the references (BT-10 to BT-19)."""
    order, sales_order = text(root, "cac:OrderReference/cbc:ID"), text(root, "cac:OrderReference/cbc:SalesOrderID")
    project = next(_typed(root, PROJECT), None)
    return References(
        buyer_reference=text(root, "cbc:BuyerReference"),
        project_reference=text(root, "cac:ProjectReference/cbc:ID") or text(project, "cbc:ID"),
        contract_reference=text(root, "cac:ContractDocumentReference/cbc:ID"),
        order_reference=None if sales_order and order == NOT_AVAILABLE else order,
        sales_order_reference=sales_order,
        receiving_advice=text(root, "cac:ReceiptDocumentReference/cbc:ID"),
        despatch_advice=text(root, "cac:DespatchDocumentReference/cbc:ID"),
        tender_reference=text(root, "cac:OriginatorDocumentReference/cbc:ID"),
        object_id=identifier(next(_typed(root, OBJECT), None), "cbc:ID"),
        buyer_accounting=text(root, "cbc:AccountingCost"),
    )


def _typed(root: Node, code: str) -> Iterator[Node]:
    for reference in find_all(root, "cac:AdditionalDocumentReference"):
        if text(reference, "cbc:DocumentTypeCode") == code:
            yield reference


def read_notes(root: Node) -> tuple[Note, ...]:
    """Return the notes (BG-1)."""
    return tuple(_note(value) for node in find_all(root, "cbc:Note") if (value := own_text(node)))


def _note(value: str) -> Note:
    match = SUBJECT.fullmatch(value)
    return Note(match[2], match[1]) if match else Note(value)


def read_preceding(root: Node) -> tuple[PrecedingInvoice, ...]:
    """Return the preceding invoices (BG-3)."""
    return tuple(
        PrecedingInvoice(need(node, "cbc:ID", "BT-25"), day(node, "cbc:IssueDate"))
        for node in find_all(root, "cac:BillingReference/cac:InvoiceDocumentReference")
    )


def read_attachments(root: Node) -> tuple[Attachment, ...]:
    """Return the supporting documents (BG-24)."""
    return tuple(
        _attachment(node)
        for node in find_all(root, "cac:AdditionalDocumentReference")
        if text(node, "cbc:DocumentTypeCode") not in {OBJECT, PROJECT}
    )


def _attachment(node: Node) -> Attachment:
    embedded = find(node, "cac:Attachment/cbc:EmbeddedDocumentBinaryObject")
    return Attachment(
        id=need(node, "cbc:ID", "BT-122"),
        description=text(node, "cbc:DocumentDescription"),
        url=text(node, "cac:Attachment/cac:ExternalReference/cbc:URI"),
        content=None if embedded is None else enclosed(embedded),
        mime_type=None if embedded is None else embedded.get("mimeCode"),
        filename=None if embedded is None else embedded.get("filename"),
    )
