"""What countries and the parts of a customer's delivery address are called, on every screen with a customer's card."""

from collections.abc import Mapping

from babel import Locale

from portal.web._design.filters import reader_locale
from tenants.kernel.country import COUNTRIES
from tenants.kernel.language import Message, msg

DELIVERY_ADDRESS = msg("Delivery address")
DELIVER_TO_LABELS: Mapping[str, Message] = {
    "deliver_name": msg("Name at the delivery address"),
    "deliver_street": msg("Street of the delivery address"),
    "deliver_second_line": msg("Second line of the delivery address"),
    "deliver_postal_code": msg("Postal code of the delivery address"),
    "deliver_city": msg("Town of the delivery address"),
    "deliver_country": msg("Country of the delivery address"),
}
ELSEWHERE = msg("Only where goods or services go elsewhere than to the postal address.")
OWN_COUNTRY = msg("The customer's own country")


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
