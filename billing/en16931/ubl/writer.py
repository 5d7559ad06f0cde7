"""The model into a UBL Invoice or CreditNote of Peppol BIS Billing 3."""

from typing import Any, Final

from lxml import etree

from billing.en16931.model import Invoice
from billing.en16931.ubl.elements import cbc, dated
from billing.en16931.ubl.names import BILLING_PROCESS, BILLING_SPECIFICATION, CAC, CBC, CREDIT_NOTE, INVOICE
from billing.en16931.ubl.write_amounts import write_adjustments, write_tax, write_totals
from billing.en16931.ubl.write_lines import write_line, write_period
from billing.en16931.ubl.write_parties import write_delivery, write_payee, write_representative, write_trader
from billing.en16931.ubl.write_payment import creditor_of, write_payment
from billing.en16931.ubl.write_references import write_notes, write_references
from billing.en16931.xmlsafe import Node

PREFIXES: Final[dict[str, Any]] = {
    tag: {None: tag[1 : tag.index("}")], "cac": CAC[1:-1], "cbc": CBC[1:-1]} for tag in (INVOICE, CREDIT_NOTE)
}


def write_ubl(invoice: Invoice) -> bytes:
    """Return the UBL document in UTF-8: a CreditNote for the type codes of one, else an Invoice; amounts as they are.

    The order of the elements is UBL 2.1's. Where the invoice names no specification (BT-24) or process (BT-23), those
    of Peppol BIS Billing 3 are stated.
    """
    tag = CREDIT_NOTE if invoice.is_credit_note else INVOICE
    root = etree.Element(tag, nsmap=PREFIXES[tag])
    _head(root, invoice)
    write_period(root, invoice.period, invoice.vat_point_code)
    write_references(root, invoice)
    _parties(root, invoice)
    write_delivery(root, invoice.delivery)
    write_payment(root, invoice)
    write_adjustments(root, invoice.allowances, invoice.currency, charge=False)
    write_adjustments(root, invoice.charges, invoice.currency, charge=True)
    write_tax(root, invoice)
    write_totals(root, invoice)
    for line in invoice.lines:
        write_line(root, line, invoice.currency, credit=invoice.is_credit_note)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _head(root: Node, invoice: Invoice) -> None:
    credit = invoice.is_credit_note
    cbc(root, "CustomizationID", invoice.specification or BILLING_SPECIFICATION)
    cbc(root, "ProfileID", invoice.process or BILLING_PROCESS)
    cbc(root, "ID", invoice.number)
    dated(root, "IssueDate", invoice.issued_on)
    if credit:
        dated(root, "TaxPointDate", invoice.vat_point_on)
        cbc(root, "CreditNoteTypeCode", invoice.type_code)
        write_notes(root, invoice.notes)
    else:
        dated(root, "DueDate", invoice.due_on)
        cbc(root, "InvoiceTypeCode", invoice.type_code)
        write_notes(root, invoice.notes)
        dated(root, "TaxPointDate", invoice.vat_point_on)
    cbc(root, "DocumentCurrencyCode", invoice.currency)
    cbc(root, "TaxCurrencyCode", invoice.vat_currency)
    cbc(root, "AccountingCost", invoice.buyer_accounting)
    cbc(root, "BuyerReference", invoice.buyer_reference)


def _parties(root: Node, invoice: Invoice) -> None:
    creditor = creditor_of(invoice)
    write_trader(root, "AccountingSupplierParty", invoice.seller, None if invoice.payee else creditor)
    write_trader(root, "AccountingCustomerParty", invoice.buyer, None)
    write_payee(root, invoice.payee, creditor)
    write_representative(root, invoice.tax_representative)
