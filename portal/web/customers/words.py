"""What the fields and the values of a customer card are called on screen."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_name, get_territory_currencies

from billing.customers.rules.card import COUNTRY_CODES
from billing.customers.rules.typed import DAYS
from portal.web._design.filters import day, percent, reader_locale
from portal.web._design.words import OWN_NAMES, Words
from portal.web.addresses import DELIVER_TO_LABELS, country_name
from portal.web.channels import CHANNELS
from tenants.kernel.language import Message, msg

LABELS: Mapping[str, Message] = {
    "number": msg("Customer number"),
    "kind": msg("Kind of customer"),
    "name": msg("Name"),
    "business_id": msg("Business id"),
    "vat_id": msg("VAT number"),
    "contact_person": msg("Contact person"),
    "street": msg("Street address"),
    "second_line": msg("Second address line"),
    "postal_code": msg("Postal code"),
    "city": msg("Town"),
    "country": msg("Country"),
    "email": msg("E-mail"),
    "language": msg("Language of documents"),
    "einvoice_address": msg("E-invoice address"),
    "einvoice_scheme": msg("Scheme of the e-invoice address"),
    "einvoice_operator": msg("Operator's code"),
    "buyer_reference": msg("The customer's own reference"),
    "delivery": msg("Way of delivery"),
    "payment_days": msg("Days to pay"),
    "order_reference": msg("Order number"),
    "currency": msg("Currency"),
    "phone": msg("Telephone"),
    "price_list": msg("Price list"),
    "discount_percent": msg("Discount"),
    "collective": msg("Collective invoices"),
    "enclosed": msg("E-invoice inside the PDF"),
    "vat_category": msg("VAT treatment"),
    "vat_reason": msg("Why there is no VAT"),
    "reminder_fee_agreed_in": msg("Reminder fee agreed in"),
    "reminder_fee_agreed_on": msg("Reminder fee agreed since"),
    "reminder_block_reason": msg("Why reminders are blocked"),
    "reminder_block_until": msg("Reminders blocked until"),
    "collection_block_reason": msg("Why collection is blocked"),
    "collection_block_until": msg("Collection blocked until"),
    **DELIVER_TO_LABELS,
    "notes": msg("Notes"),
}
KINDS: Mapping[str, Message] = {
    "business": msg("Business"),
    "consumer": msg("Consumer"),
    "public": msg("Public body"),
}
TREATMENTS: Mapping[str, Message] = {
    "S": msg("Domestic"),
    "AE": msg("Reverse charge"),
    "K": msg("Supply to another member state"),
    "G": msg("Export"),
    "E": msg("Exempt from VAT"),
}
COLLECTIVES: Mapping[str, Message] = {
    "none": msg("None: an invoice for each request"),
    "run": msg("All requests of a run in one invoice"),
    "order": msg("The requests of one order number in one invoice"),
}
ENCLOSED: Mapping[str, Message] = {
    "usual": msg("As the stream's template says"),
    "ubl": msg("Always UBL"),
    "factur_x": msg("Always Factur-X"),
}
CHOICES: Mapping[str, Mapping[str, Message]] = {
    "kind": KINDS,
    "delivery": {str(name): label for name, label in CHANNELS.items()},
    "vat_category": TREATMENTS,
    "collective": COLLECTIVES,
    "enclosed": ENCLOSED,
}
# Those of the four countries come first; a customer elsewhere is billed in one of the others.
OWN_CURRENCIES = ("EUR", "SEK", "NOK", "DKK")


def label_of(name: str) -> Message:
    """Return what a field of the card is called; one that the card doesn't show is called what it is."""
    return LABELS.get(name, Message(name.replace("_", " ")))


def value_words(name: str, value: object) -> Words:
    """Return a value of a field as a reader reads it: codes in words, the rest as it is, a dash for nothing.

    The journal keeps days and figures as text; they are read as such again.
    """
    text = "" if value is None else str(value)
    if name in CHOICES:
        return CHOICES[name].get(text, text) or "–"
    if text and name in DAYS:
        return day(date.fromisoformat(text))
    if text and name == "discount_percent":
        return percent(Decimal(text))
    if name == "language":
        return {str(code): own for code, own in OWN_NAMES.items()}.get(text, text)
    if name in {"country", "deliver_country"}:
        return country_name(text) if text else "–"
    return text or "–"


def currencies() -> list[tuple[str, str]]:
    """Return currencies by code and name: those of the house first, then the others that are legal tender, by code."""
    locale = reader_locale()
    others = sorted(_legal_tender() - frozenset(OWN_CURRENCIES))
    return [(code, f"{code} – {get_currency_name(code, locale=locale)}") for code in (*OWN_CURRENCIES, *others)]


@cache
def _legal_tender() -> frozenset[str]:
    return frozenset(code for country in COUNTRY_CODES for code in get_territory_currencies(country))
