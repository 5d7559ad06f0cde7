"""The words that the law wants where VAT is special, put into the invoice in the customer's language (BT-120).

So the e-invoice says what the paper says. Where the law's words aren't known in that language, the seller's is taken,
then English; what a file states itself stays, after the words where these are missing.
"""

from dataclasses import replace

from billing.countries.register import country_rules
from billing.countries.vat_schemes import REVERSE_CHARGE_CODE
from billing.countries.vat_wording import MARGINS, Special
from billing.en16931.model import Invoice, VatSubtotal
from billing.seller.rules import SellerFacts
from tenants.kernel.language import Language, msg, translate
from tenants.kernel.refusals import Refusal

REVERSED, OUTSIDE = "AE", "O"
NOT_REGISTERED = msg("The seller isn't in the VAT register.")


def worded(invoice: Invoice, seller: SellerFacts, language: Language) -> Invoice:
    """Return an invoice whose VAT breakdown says in words why the seller charges none, where the law has such words.

    Directive 2006/112/EC art. 226 (11), (11a), (13), (14). Outside the scope of VAT the buyer's VAT number may not
    stand (BR-O-04).
    """
    breakdown = tuple(_entry(entry, invoice, seller, language) for entry in invoice.vat_breakdown)
    buyer = invoice.buyer
    if any(entry.treatment.category == OUTSIDE for entry in breakdown):
        buyer = replace(buyer, vat_id=None)
    return replace(invoice, vat_breakdown=breakdown, buyer=buyer)


def _entry(entry: VatSubtotal, invoice: Invoice, seller: SellerFacts, language: Language) -> VatSubtotal:
    special = _special(entry, seller)
    if special is None:
        return entry
    words = _words(special, invoice, seller, language)
    if special is Special.SMALL_BUSINESS:
        words = words or translate(NOT_REGISTERED, language)
    stated = entry.exemption_reason
    if words is None or (stated or "").casefold().startswith(words.casefold()):
        return entry
    code = entry.exemption_code or (REVERSE_CHARGE_CODE if special is Special.REVERSE_CHARGE else None)
    return replace(entry, exemption_reason=f"{words}: {stated}" if stated else words, exemption_code=code)


def _special(entry: VatSubtotal, seller: SellerFacts) -> Special | None:
    category = entry.treatment.category
    if category == REVERSED:
        return Special.REVERSE_CHARGE
    if category == OUTSIDE and seller.vat_id is None and not entry.exemption_reason:
        return Special.SMALL_BUSINESS
    return MARGINS.get(entry.exemption_code or "")


def _words(special: Special, invoice: Invoice, seller: SellerFacts, language: Language) -> str | None:
    """Return the words in the first language that has them; Norway wants its own for a reverse charge."""
    languages: tuple[Language, ...] = (language, seller.language, "en")
    if special is Special.REVERSE_CHARGE and seller.country == "NO":
        languages = ("nb",)
    if special is Special.SMALL_BUSINESS:
        languages = (language, seller.language)
    for each in languages:
        try:
            return country_rules(seller.country).vat.wording(special, each, invoice.issued_on).text
        except Refusal:
            continue
    return None
