"""What the fields and the values of a customer card are called on screen."""

from collections.abc import Mapping

from babel import Locale

from portal.web._design.filters import reader_locale
from portal.web._design.words import OWN_NAMES, Words
from tenants.kernel.country import COUNTRIES
from tenants.kernel.language import Message, msg

LABELS: Mapping[str, Message] = {
    "number": msg("Customer number"),
    "kind": msg("Kind of customer"),
    "name": msg("Name"),
    "business_id": msg("Business ID"),
    "vat_id": msg("VAT number"),
    "street": msg("Street address"),
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
}
KINDS: Mapping[str, Message] = {
    "business": msg("Business"),
    "consumer": msg("Consumer"),
    "public": msg("Public body"),
}
DELIVERIES: Mapping[str, Message] = {"einvoice": msg("E-invoice"), "email": msg("E-mail")}


def label_of(name: str) -> Message:
    """Return what a field of the card is called; one that the card doesn't show is called what it is."""
    return LABELS.get(name, Message(name.replace("_", " ")))


def value_words(name: str, value: object) -> Words:
    """Return a value of a field as a reader reads it: codes in words, the rest as it is, a dash for nothing."""
    text = "" if value is None else str(value)
    if name == "kind":
        return KINDS.get(text, text)
    if name == "delivery":
        return DELIVERIES.get(text, text)
    if name == "language":
        return {str(code): own for code, own in OWN_NAMES.items()}.get(text, text)
    if name == "country":
        return country_name(text) if text else "–"
    return text or "–"


def country_name(code: str) -> str:
    """Return a country's name in the reader's language, or its code where there is none."""
    return _named(reader_locale(), code)


def countries(codes: frozenset[str]) -> list[tuple[str, str]]:
    """Return countries by code and name: the four of the house first, then the others as the reader spells them."""
    locale = reader_locale()
    others = sorted((_named(locale, code), code) for code in codes - frozenset(COUNTRIES))
    return [(code, _named(locale, code)) for code in COUNTRIES] + [(code, name) for name, code in others]


def _named(locale: Locale, code: str) -> str:
    return str(locale.territories.get(code, code))
