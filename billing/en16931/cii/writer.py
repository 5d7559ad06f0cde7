"""The model into a Cross Industry Invoice, in the order of its schema."""

from base64 import b64encode
from typing import Final

from lxml import etree

from billing.en16931.cii.elements import PREFIXES, RSM, day, ram, text, wrapped
from billing.en16931.cii.write_lines import write_line
from billing.en16931.cii.write_parties import write_delivered_to, write_party
from billing.en16931.cii.write_settlement import write_settlement
from billing.en16931.model import Attachment, Delivery, Invoice
from billing.en16931.xmlsafe import Node

EN16931: Final = "urn:cen.eu:en16931:2017"
# UNTDID 1001, in the places that EN 16931-3-3 binds: tender or lot, invoiced object, supporting document.
TENDER, OBJECT, SUPPORTING = "50", "130", "916"
PROJECT = "Project reference"  # BT-11 has an id only; the schema wants a name beside it


def write_cii(invoice: Invoice) -> bytes:
    """Return the Cross Industry Invoice in UTF-8, at the level EN 16931; a credit note is one by its type code.

    The specification (BT-24) is EN 16931 without any extension, whatever the invoice says, since it is another syntax.
    """
    root = etree.Element(RSM + "CrossIndustryInvoice", nsmap=PREFIXES)
    context = etree.SubElement(root, RSM + "ExchangedDocumentContext")
    wrapped(context, "GuidelineSpecifiedDocumentContextParameter", "ID", EN16931)
    _head(etree.SubElement(root, RSM + "ExchangedDocument"), invoice)
    trade = etree.SubElement(root, RSM + "SupplyChainTradeTransaction")
    for line in invoice.lines:
        write_line(trade, line)
    _agreement(ram(trade, "ApplicableHeaderTradeAgreement"), invoice)
    _delivery(ram(trade, "ApplicableHeaderTradeDelivery"), invoice)
    write_settlement(ram(trade, "ApplicableHeaderTradeSettlement"), invoice)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _head(node: Node, invoice: Invoice) -> None:
    text(node, "ID", invoice.number)
    text(node, "TypeCode", invoice.type_code)
    day(node, "IssueDateTime", invoice.issued_on)
    for note in invoice.notes:
        if note.text.strip():
            said = ram(node, "IncludedNote")
            text(said, "Content", note.text)
            text(said, "SubjectCode", note.subject_code)


def _agreement(node: Node, invoice: Invoice) -> None:
    text(node, "BuyerReference", invoice.buyer_reference)
    write_party(node, "SellerTradeParty", invoice.seller)
    write_party(node, "BuyerTradeParty", invoice.buyer)
    if invoice.tax_representative:
        write_party(node, "SellerTaxRepresentativeTradeParty", invoice.tax_representative)
    wrapped(node, "SellerOrderReferencedDocument", "IssuerAssignedID", invoice.sales_order_reference)
    wrapped(node, "BuyerOrderReferencedDocument", "IssuerAssignedID", invoice.order_reference)
    wrapped(node, "ContractReferencedDocument", "IssuerAssignedID", invoice.contract_reference)
    for attachment in invoice.attachments:
        _attachment(ram(node, "AdditionalReferencedDocument"), attachment)
    if invoice.tender_reference:
        tender = ram(node, "AdditionalReferencedDocument")
        text(tender, "IssuerAssignedID", invoice.tender_reference)
        text(tender, "TypeCode", TENDER)
    if invoice.object_id:
        thing = ram(node, "AdditionalReferencedDocument")
        text(thing, "IssuerAssignedID", invoice.object_id.value)
        text(thing, "TypeCode", OBJECT)
        text(thing, "ReferenceTypeCode", invoice.object_id.scheme)
    if invoice.project_reference:
        project = ram(node, "SpecifiedProcuringProject")
        text(project, "ID", invoice.project_reference)
        text(project, "Name", PROJECT)


def _attachment(node: Node, attachment: Attachment) -> None:
    text(node, "IssuerAssignedID", attachment.id)
    text(node, "URIID", attachment.url)
    text(node, "TypeCode", SUPPORTING)
    text(node, "Name", attachment.description)
    if attachment.content is not None:
        text(
            node,
            "AttachmentBinaryObject",
            b64encode(attachment.content).decode(),
            mimeCode=attachment.mime_type or "application/octet-stream",
            filename=attachment.filename or attachment.id,
        )


def _delivery(node: Node, invoice: Invoice) -> None:
    delivery = invoice.delivery or Delivery()
    write_delivered_to(node, delivery)
    if delivery.delivered_on:
        day(ram(node, "ActualDeliverySupplyChainEvent"), "OccurrenceDateTime", delivery.delivered_on)
    wrapped(node, "DespatchAdviceReferencedDocument", "IssuerAssignedID", invoice.despatch_advice)
    wrapped(node, "ReceivingAdviceReferencedDocument", "IssuerAssignedID", invoice.receiving_advice)
