"""The VAT in the currency of the seller's country, on an invoice in another one (BT-6, BT-111)."""

from dataclasses import replace
from datetime import date

from billing.en16931.model import Invoice, Note
from billing.exchange.rules import CrossRate, Rates
from billing.seller.rules import SellerFacts
from tenants.kernel.country import CURRENCIES
from tenants.kernel.language import Language, Message, msg, translate

# Norway goes by the day of the document (bokføringsforskriften § 5-1-1), the Union by when the tax becomes chargeable.
BY_DOCUMENT = frozenset({"NO"})
SHOWN_PLACES = 6


def in_national_currency(
    invoice: Invoice, seller: SellerFacts, rates: Rates, *, supplied_on: date, language: Language
) -> Invoice:
    """Return an invoice that states its VAT in the currency of the seller's country too, with the rate in words.

    Directive 2006/112/EC art. 230, converted by art. 91 (2); ML (2023:200) 17:24; bokføringsforskriften § 5-1-1, nr. 6.
    What a file states itself stays. Without VAT, or in that currency anyway, nothing is added; without a rate neither,
    and `why_without` tells so.
    """
    national = CURRENCIES[seller.country]
    if not _owes(invoice, national):
        return invoice if invoice.vat_currency is None else _without(invoice)
    if invoice.vat_currency == national and invoice.totals.vat_in_vat_currency is not None:
        return invoice
    rate = rates.cross(invoice.currency, national, _day(invoice, seller, supplied_on))
    if rate is None:
        return _without(invoice)
    totals = replace(invoice.totals, vat_in_vat_currency=rate.convert(invoice.totals.vat))
    notes = (*invoice.notes, Note(translate(_said(rate), language)))
    return replace(invoice, vat_currency=national, totals=totals, notes=notes)


def why_without(invoice: Invoice, seller: SellerFacts, *, supplied_on: date) -> Message | None:
    """Return why an invoice lacks its VAT in national currency although the law wants it; None where it doesn't."""
    national = CURRENCIES[seller.country]
    if not _owes(invoice, national) or invoice.totals.vat_in_vat_currency is not None:
        return None
    facts = {"currency": invoice.currency, "national": national, "day": _day(invoice, seller, supplied_on)}
    return msg(
        "The VAT has to be stated in %(national)s too, but there is no rate of %(currency)s for %(day)s.", **facts
    )


def _owes(invoice: Invoice, national: str) -> bool:
    return invoice.currency != national and bool(invoice.totals.vat)


def _day(invoice: Invoice, seller: SellerFacts, supplied_on: date) -> date:
    """Return the day whose rate holds; what is supplied later is taxed when its prepayment is asked for."""
    return invoice.issued_on if seller.country in BY_DOCUMENT else min(supplied_on, invoice.issued_on)


def _without(invoice: Invoice) -> Invoice:
    """Return an invoice that states no other currency: half a statement breaks BR-53."""
    return replace(invoice, vat_currency=None, totals=replace(invoice.totals, vat_in_vat_currency=None))


def _said(rate: CrossRate) -> Message:
    return msg(
        "Exchange rate of %(day)s (%(source)s): 1 %(from_currency)s = %(value)s %(to_currency)s",
        day=rate.day,
        source=rate.source,
        from_currency=rate.from_currency,
        value=round(rate.value, SHOWN_PLACES).normalize(),
        to_currency=rate.to_currency,
    )
