"""Reading a Finvoice document or file as EN 16931 invoices."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from billing.en16931.finvoice.codes import MODE, PAYEE, TAX_REPRESENTATIVE
from billing.en16931.finvoice.envelope import Frame, read_frame
from billing.en16931.finvoice.frame import FinvoiceMessage, split
from billing.en16931.finvoice.reading import parties
from billing.en16931.finvoice.reading.amounts import read_amounts
from billing.en16931.finvoice.reading.block import Block
from billing.en16931.finvoice.reading.items import read_period
from billing.en16931.finvoice.reading.kind import Kind, read_kind
from billing.en16931.finvoice.reading.payment import read_due_day, read_payment
from billing.en16931.finvoice.reading.texts import read_links, read_notes, read_terms
from billing.en16931.finvoice.reading.totals import vat_currency
from billing.en16931.finvoice.refusals import BrokenMessage, MissingElement, NotFinvoice
from billing.en16931.model import Invoice, PrecedingInvoice
from billing.en16931.model.invoice import CREDIT_NOTE_CODES
from billing.en16931.xmlsafe import HasDoctype, HasEntity, NotXml, TooDeep, UnreadableXml, parse
from tenants.kernel.refusals import Refusal

# What Finvoice's EN16931 in SpecificationIdentifier is called in the standard (BT-24).
SPECIFICATION = "urn:cen.eu:en16931:2017"


def read_finvoice_file(data: bytes) -> tuple[Invoice, ...]:
    """Return every invoice of a file: a plain Finvoice document, or envelope and document any number of times.

    Raises:
        UnreadableFinvoice: nothing can be read, or a message is damaged; the sentence says which one and the line.
        UnreadableXml: the file is larger than is read.
    """
    return tuple(_read_message(message) for message in split(data))


def _read_message(message: FinvoiceMessage) -> Invoice:
    try:
        frame = read_frame(message.envelope) if message.envelope else None
        root = parse(message.document)
    except (NotXml, HasDoctype, HasEntity, TooDeep) as refusal:
        raise _in_file(message, refusal) from refusal
    return read_finvoice(root, frame)


def _in_file(message: FinvoiceMessage, refusal: UnreadableXml) -> Refusal:
    """Return the refusal with the line counted from the file's beginning."""
    line = message.line - 1 + int(str(refusal.params.get("line", 1)))
    problem = replace(refusal.message, params={**refusal.params, "line": line})
    return BrokenMessage(number=message.number, line=line, problem=problem)


def read_finvoice(root: etree._Element, frame: Frame | None = None) -> Invoice:
    """Return a Finvoice document of version 1.3 to 3.0 as an EN 16931 invoice; `frame` is its envelope, if it had one.

    Totals and the VAT breakdown are those the file states, so that they can be compared with what the lines come to
    (`arithmetic.differences`). A credit note's negative amounts become positive.

    Raises:
        UnreadableFinvoice: it isn't an invoice, lacks what every invoice has, or a value can't be read.
    """
    if root.tag != "Finvoice":
        raise NotFinvoice
    document = Block(root)
    details = document.block("InvoiceDetails")
    kind = read_kind(details)
    issued_on = details.day("InvoiceDate")
    if issued_on is None:
        raise MissingElement(element="InvoiceDate")
    amounts = read_amounts(document, details, kind)
    return Invoice(
        number=details.needed("InvoiceNumber"),
        issued_on=issued_on,
        type_code=kind.type_code,
        currency=kind.currency,
        seller=parties.read_seller(document, frame),
        buyer=parties.read_buyer(document, frame),
        lines=amounts.lines,
        allowances=amounts.adjusted.allowances,
        charges=amounts.adjusted.charges,
        vat_breakdown=amounts.breakdown,
        totals=amounts.totals,
        notes=read_notes(document, details, amounts.breakdown, amounts.texts),
        due_on=read_due_day(document, is_credit_note=kind.type_code in CREDIT_NOTE_CODES),
        vat_currency=vat_currency(details, kind),
        **_references(details, kind),
        **_surroundings(document, details),
    )


def _references(details: Block, kind: Kind) -> dict[str, Any]:
    return {
        "vat_point_on": details.block("VatPoint").day("VatPointDate"),
        "vat_point_code": details.block("VatPoint").text("VatPointDateCode"),
        "buyer_reference": details.text("BuyerReferenceIdentifier"),
        "project_reference": details.text("ProjectReferenceIdentifier"),
        "contract_reference": details.text("AgreementIdentifier"),
        "order_reference": details.text("OrderIdentifier"),
        "sales_order_reference": details.text("OrderConfirmationIdentifier"),
        "receiving_advice": details.text("NotificationIdentifier"),
        "tender_reference": details.text("TenderReference"),
        "object_id": details.identifier("InvoicedObjectID"),
        "buyer_accounting": details.text("AccountDimensionText"),
        "payment_terms": read_terms(details, kind),
    }


def _surroundings(document: Block, details: Block) -> dict[str, Any]:
    message = document.block("MessageTransmissionDetails").block("MessageDetails")
    delivery = document.block("DeliveryDetails")
    return {
        "specification": SPECIFICATION if message.text("SpecificationIdentifier") == MODE else None,
        "despatch_advice": delivery.text("DeliveryNoteIdentifier"),
        "payee": parties.read_other_party(document, PAYEE) or parties.read_finance_company(document),
        "transfer": parties.read_transfer(document),
        "tax_representative": parties.read_other_party(document, TAX_REPRESENTATIVE),
        "delivery": parties.read_delivery(document),
        "period": read_period(details, "InvoicingPeriodStartDate", "InvoicingPeriodEndDate")
        or read_period(delivery.block("DeliveryPeriodDetails"), "StartDate", "EndDate"),
        "payment_means": read_payment(document),
        "attachments": read_links(document),
        "preceding_invoices": _preceding([details, *document.blocks("InvoiceRow")]),
    }


def _preceding(blocks: Sequence[Block]) -> tuple[PrecedingInvoice, ...]:
    """Return the invoices referred to (BG-3), each once and with its day if one is stated, by the invoice or its rows.

    The first has a place of its own besides the list.
    """
    found: dict[str, PrecedingInvoice] = {}
    for one in (referred for block in blocks for referred in _referred(block)):
        known = found.setdefault(one.number, one)
        found[one.number] = known if known.issued_on else one
    return tuple(found.values())


def _referred(block: Block) -> Iterator[PrecedingInvoice]:
    if first := block.text("OriginalInvoiceNumber"):
        yield PrecedingInvoice(first, block.day("OriginalInvoiceDate"))
    for one in block.blocks("OriginalInvoiceReference"):
        if number := one.text("InvoiceNumber"):
            yield PrecedingInvoice(number, one.day("InvoiceDate"))
