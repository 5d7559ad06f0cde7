"""What the law wants an invoice to say, checked before a number is taken.

Directive 2006/112/EC art. 219 and 226, as FI AVL 209 e §, SE ML (2023:200) 17:24, DK momsbekendtgørelsen § 58 have it;
NO bokføringsforskriften § 5-1-1. Amounts need no check here: they are reckoned by us.
"""

from collections.abc import Iterator

from billing.en16931.model import Invoice, Party, VatSubtotal
from tenants.kernel.country import CURRENCIES, Country
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem

# UNTDID 5305: a buyer who owes the tax (AE) or buys from another EU country (K) is named by VAT number.
BUYER_OWES = frozenset({"AE", "K"})
# BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10: why no VAT is charged (art. 226, points 11 and 11a).
NEEDS_REASON = frozenset({"E", "AE", "K", "G", "O"})


def missing_contents(invoice: Invoice, country: Country) -> tuple[Problem, ...]:
    """Return what a seated invoice lacks by the law of the seller's country, each at its field; empty if nothing."""
    return tuple(_missing(invoice, country))


def _missing(invoice: Invoice, country: Country) -> Iterator[Problem]:
    yield from _of_seller(invoice)
    yield from _of_buyer(invoice, country)
    yield from _of_lines(invoice)
    yield from _of_vat(invoice, country)
    yield from _of_payment(invoice)
    if invoice.is_credit_note and not invoice.preceding_invoices and invoice.period is None:
        yield Problem("preceding_invoices", msg("A credit note has to name the invoice, or the period, it corrects."))


def _of_seller(invoice: Invoice) -> Iterator[Problem]:
    if not invoice.seller.name or not _has_address(invoice.seller):
        yield Problem("seller", msg("The seller's name or address is missing."))
    charged = any(entry.tax for entry in invoice.vat_breakdown)
    if charged and not invoice.seller.vat_id:
        yield Problem("seller_vat_id", msg("VAT is charged, but the seller's VAT number is missing."))


def _of_buyer(invoice: Invoice, country: Country) -> Iterator[Problem]:
    buyer = invoice.buyer
    if not buyer.name:
        yield Problem("buyer_name", msg("The customer's name is missing."))
    by_register = country == "NO" and buyer.legal_registration is not None
    if not _has_address(buyer) and not by_register:
        yield Problem("buyer_address", msg("The customer's street, postal code or city is missing."))
    categories = {entry.treatment.category for entry in invoice.vat_breakdown}
    if categories & BUYER_OWES and not (buyer.vat_id or buyer.legal_registration):
        yield Problem("buyer_vat_id", msg("The customer owes the VAT, but their VAT number is missing."))


def _of_lines(invoice: Invoice) -> Iterator[Problem]:
    if not invoice.lines:
        yield Problem("lines", msg("There is nothing to bill: the request has no lines."))
    for line in invoice.lines:
        if not line.item.name.strip():
            yield Problem("lines", msg("Line %(line)s doesn't say what is sold.", line=line.id))


def _of_vat(invoice: Invoice, country: Country) -> Iterator[Problem]:
    for entry in invoice.vat_breakdown:
        if entry.treatment.category in NEEDS_REASON and not _says_why(entry):
            code = entry.treatment.category
            yield Problem("exemption_reason", msg("VAT category %(code)s needs its reason in words.", code=code))
    national = CURRENCIES[country]
    charged = invoice.currency != national and invoice.totals.vat
    stated = invoice.vat_currency == national and invoice.totals.vat_in_vat_currency is not None
    if charged and not stated and country in {"SE", "NO", "DK"}:
        yield Problem("vat_currency", msg("The VAT in %(currency)s is missing.", currency=national))


def _of_payment(invoice: Invoice) -> Iterator[Problem]:
    if invoice.totals.payable < 0 and not invoice.is_credit_note:
        yield Problem("total", msg("The sum is negative; that takes a credit note."))
    if invoice.due_on is not None and invoice.due_on < invoice.issued_on:
        due = invoice.due_on.isoformat()
        yield Problem("due_on", msg("The due date %(due)s is before the invoice date.", due=due))


def _has_address(party: Party) -> bool:
    """Say whether the address is full: a street, or a post-office box, with the place (art. 226, point 5)."""
    address = party.address
    return address is not None and bool(address.line1 and address.postal_code and address.city)


def _says_why(entry: VatSubtotal) -> bool:
    return bool(entry.exemption_reason or entry.exemption_code)
