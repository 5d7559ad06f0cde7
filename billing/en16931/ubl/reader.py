"""A UBL Invoice or CreditNote into the model."""

from datetime import date

from lxml import etree

from billing.en16931.model import Invoice, Party
from billing.en16931.ubl.fields import (
    FieldMissing,
    OtherCurrency,
    Unreadable,
    day,
    find,
    find_all,
    need,
    need_node,
    own_text,
    text,
)
from billing.en16931.ubl.names import CREDIT_NOTE, is_ubl
from billing.en16931.ubl.read_amounts import read_adjustments, read_breakdown, read_totals
from billing.en16931.ubl.read_lines import read_line, read_period
from billing.en16931.ubl.read_parties import read_creditor, read_delivery, read_party, read_payee, read_representative
from billing.en16931.ubl.read_payment import read_payment_means
from billing.en16931.ubl.read_references import read_attachments, read_notes, read_preceding, read_references
from billing.en16931.xmlsafe import Node, line_of

SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"


class NotUbl(Unreadable):
    """The file isn't a UBL invoice or credit note."""


def read_ubl(root: Node) -> Invoice:
    """Return the invoice that a UBL 2.1 Invoice or CreditNote states; amounts as stated, nothing is computed.

    Raises:
        NotUbl: the root is another element.
        OtherCurrency: an amount isn't in the invoice's currency.
        FieldMissing, NotANumber, NotADay, BrokenAttachment: a field is absent or isn't what it has to be.
    """
    if not is_ubl(root):
        raise NotUbl(root.tag)
    credit, currency, seller = root.tag == CREDIT_NOTE, _currency(root), need_node(root, SELLER, "BG-4")
    return Invoice(
        number=need(root, "cbc:ID", "BT-1"),
        issued_on=_issued_on(root),
        type_code=need(root, "cbc:CreditNoteTypeCode" if credit else "cbc:InvoiceTypeCode", "BT-3"),
        currency=currency,
        vat_currency=text(root, "cbc:TaxCurrencyCode"),
        vat_point_on=day(root, "cbc:TaxPointDate"),
        vat_point_code=text(root, "cac:InvoicePeriod/cbc:DescriptionCode"),
        due_on=_due_on(root),
        payment_terms=_terms(root),
        notes=read_notes(root),
        process=text(root, "cbc:ProfileID"),
        specification=text(root, "cbc:CustomizationID"),
        preceding_invoices=read_preceding(root),
        seller=read_party(seller),
        buyer=read_party(need_node(root, BUYER, "BG-7")),
        payee=read_payee(payee) if (payee := find(root, "cac:PayeeParty")) is not None else None,
        tax_representative=_representative(root),
        delivery=read_delivery(find(root, "cac:Delivery")),
        period=read_period(find(root, "cac:InvoicePeriod")),
        payment_means=read_payment_means(root, read_creditor(payee, seller)),
        allowances=read_adjustments(root, charges=False),
        charges=read_adjustments(root, charges=True),
        totals=read_totals(root, currency),
        vat_breakdown=read_breakdown(root),
        attachments=read_attachments(root),
        lines=tuple(read_line(node, _quantity(credit=credit)) for node in find_all(root, _line(credit=credit))),
        **read_references(root),
    )


def _currency(root: Node) -> str:
    """Return the currency (BT-5) of all amounts (PEPPOL-EN16931-R051), but for VAT's own total (BT-111).

    Raises:
        OtherCurrency: an amount is in another.
    """
    currency = need(root, "cbc:DocumentCurrencyCode", "BT-5")
    of_vat = set(find_all(root, "cac:TaxTotal/cbc:TaxAmount"))
    for node in root.iter("{*}*"):
        stated = node.get("currencyID")
        if stated and stated != currency and node not in of_vat:
            name = etree.QName(node).localname
            raise OtherCurrency(element=name, line=line_of(node), currency=stated, expected=currency)
    return currency


def _issued_on(root: Node) -> date:
    issued_on = day(root, "cbc:IssueDate")
    if issued_on is None:
        raise FieldMissing(term="BT-2", name="cbc:IssueDate", line=line_of(root))
    return issued_on


def _due_on(root: Node) -> date | None:
    """Return the due day (BT-9); a credit note states it within a way to pay."""
    days = (day(means, "cbc:PaymentDueDate") for means in find_all(root, "cac:PaymentMeans"))
    return day(root, "cbc:DueDate") or next(filter(None, days), None)


def _terms(root: Node) -> str | None:
    """Return the payment terms (BT-20), also of files that part them against UBL-SR-05, each text once."""
    texts = (own_text(note) for note in find_all(root, "cac:PaymentTerms/cbc:Note"))
    return ", ".join(dict.fromkeys(filter(None, texts))) or None


def _line(*, credit: bool) -> str:
    return "cac:CreditNoteLine" if credit else "cac:InvoiceLine"


def _quantity(*, credit: bool) -> str:
    return "cbc:CreditedQuantity" if credit else "cbc:InvoicedQuantity"


def _representative(root: Node) -> Party | None:
    node = find(root, "cac:TaxRepresentativeParty")
    return None if node is None else read_representative(node)
