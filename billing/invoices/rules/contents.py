"""What the law wants an invoice to say, checked before a number is taken; each refusal names the country's paragraph.

The points and paragraphs: `billing.countries.mandatory`. Amounts need no check here: they are reckoned by us. The
number and the day of issue are given when it is issued.
"""

from collections.abc import Iterator

from billing.countries.mandatory import Point, paragraph
from billing.countries.vat_wording import MARGINS, find_wording
from billing.en16931.model import Invoice, Party, VatSubtotal
from tenants.kernel.country import CURRENCIES, Country
from tenants.kernel.language import LANGUAGES, Message, msg
from tenants.kernel.refusals import Problem

# UNTDID 5305: a buyer who owes the tax (AE) or buys from another EU country (K) is named by VAT number.
BUYER_OWES = frozenset({"AE", "K"})
TO_MEMBER_STATE = "K"
# BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10: why no VAT is charged (art. 226, points 11 and 11a).
NEEDS_REASON = frozenset({"E", "AE", "K", "G", "O"})
Lack = tuple[str, Point | None, Message]


def missing_contents(invoice: Invoice, country: Country) -> tuple[Problem, ...]:
    """Return what a seated invoice lacks by the law of the seller's country, each at its field; empty if nothing."""
    return tuple(Problem(field, _by_law(point, country, said)) for field, point, said in _missing(invoice, country))


def _by_law(point: Point | None, country: Country, said: Message) -> Message:
    law = paragraph(point, country) if point else None
    return msg("%(sentence)s (%(law)s)", sentence=said, law=law) if law else said


def _missing(invoice: Invoice, country: Country) -> Iterator[Lack]:
    yield from _of_seller(invoice)
    yield from _of_buyer(invoice, country)
    yield from _of_lines(invoice)
    yield from _of_vat(invoice, country)
    yield from _of_payment(invoice, country)
    if invoice.is_credit_note and not invoice.preceding_invoices and invoice.period is None:
        sentence = msg("A credit note has to name the invoice, or the period, it corrects.")
        yield "preceding_invoices", Point.CORRECTED, sentence


def _of_seller(invoice: Invoice) -> Iterator[Lack]:
    if not invoice.seller.name or not _has_address(invoice.seller):
        yield "seller", Point.PARTIES, msg("The seller's name or address is missing.")
    charged = any(entry.tax for entry in invoice.vat_breakdown)
    if charged and not invoice.seller.vat_id:
        sentence = msg("VAT is charged, but the seller's VAT number is missing.")
        yield "seller_vat_id", Point.SELLER_VAT_NUMBER, sentence


def _of_buyer(invoice: Invoice, country: Country) -> Iterator[Lack]:
    buyer = invoice.buyer
    if not buyer.name:
        yield "buyer_name", Point.PARTIES, msg("The customer's name is missing.")
    by_register = country == "NO" and buyer.legal_registration is not None
    if not _has_address(buyer) and not by_register:
        yield "buyer_address", Point.PARTIES, msg("The customer's street, postal code or city is missing.")
    categories = {entry.treatment.category for entry in invoice.vat_breakdown}
    # At home the number in the company register will do (BR-AE-02); across a border it takes the VAT number itself.
    known = buyer.vat_id or (buyer.legal_registration and TO_MEMBER_STATE not in categories)
    if categories & BUYER_OWES and not known:
        sentence = msg("The customer owes the VAT, but their VAT number is missing.")
        yield "buyer_vat_id", Point.BUYER_VAT_NUMBER, sentence


def _of_lines(invoice: Invoice) -> Iterator[Lack]:
    if not invoice.lines:
        yield "lines", Point.KIND, msg("There is nothing to bill: the request has no lines.")
    for line in invoice.lines:
        if not line.item.name.strip():
            yield "lines", Point.KIND, msg("Line %(line)s doesn't say what is sold.", line=line.id)


def _of_vat(invoice: Invoice, country: Country) -> Iterator[Lack]:
    for entry in invoice.vat_breakdown:
        if entry.treatment.category in NEEDS_REASON and not _says_why(entry):
            code = entry.treatment.category
            sentence = msg("VAT category %(code)s needs its reason in words.", code=code)
            yield "exemption_reason", Point.EXEMPTION, sentence
        if _lacks_margin_words(entry, invoice):
            sentence = msg("Say the words of the margin scheme; they aren't known in the customer's language.")
            yield "exemption_reason", Point.MARGIN_GOODS, sentence
    national = CURRENCIES[country]
    charged = invoice.currency != national and invoice.totals.vat
    stated = invoice.vat_currency == national and invoice.totals.vat_in_vat_currency is not None
    if charged and not stated:
        sentence = msg("The VAT in %(currency)s is missing.", currency=national)
        yield "vat_currency", Point.NATIONAL_CURRENCY, sentence


def _lacks_margin_words(entry: VatSubtotal, invoice: Invoice) -> bool:
    special = MARGINS.get(entry.exemption_code or "")
    known = special and any(find_wording(special, language, invoice.issued_on) for language in LANGUAGES)
    return bool(special) and not (known and entry.exemption_reason)


def _of_payment(invoice: Invoice, country: Country) -> Iterator[Lack]:
    if invoice.totals.payable < 0 and not invoice.is_credit_note:
        yield "total", None, msg("The sum is negative; that takes a credit note.")
    if invoice.due_on is None and paragraph(Point.DUE_DAY, country):
        yield "due_on", Point.DUE_DAY, msg("The due date is missing.")
    if invoice.due_on is not None and invoice.due_on < invoice.issued_on:
        said = msg("The due date %(due)s is before the invoice date.", due=invoice.due_on)
        yield "due_on", Point.DUE_DAY, said


def _has_address(party: Party) -> bool:
    """Say whether the address is full: a street, or a post-office box, with the place (art. 226, point 5)."""
    address = party.address
    return address is not None and bool(address.line1 and address.postal_code and address.city)


def _says_why(entry: VatSubtotal) -> bool:
    return bool(entry.exemption_reason or entry.exemption_code)
