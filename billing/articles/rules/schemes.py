"""Naming that the buyer owes the VAT of what is sold, or that it is reckoned on the margin, as a country has it."""

from collections.abc import Iterator, Mapping
from datetime import date

from billing.countries.register import country_rules
from billing.countries.vat_schemes import Scheme, VatScheme
from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg

PREFIX = "scheme:"
NAMES: Mapping[Scheme, Message] = {
    Scheme.CONSTRUCTION: msg("construction work"),
    Scheme.SCRAP: msg("scrap metal"),
    Scheme.EMISSIONS: msg("emission allowances"),
    Scheme.GOLD: msg("investment gold"),
    Scheme.ELECTRONICS: msg("mobile phones, chips and computers"),
    Scheme.USED_GOODS: msg("used goods"),
    Scheme.ART: msg("works of art"),
    Scheme.ANTIQUES: msg("collector's items and antiques"),
    Scheme.TRAVEL: msg("travel services"),
}
CLASH = msg("An invoice gives one reason for each VAT category; write an invoice of its own for the margin scheme.")


def scheme_of(choice: str, country: Country, on: date) -> VatScheme | None:
    """Return the scheme that a line's choice names, as the country's law has it on a supply day, or None.

    >>> found = scheme_of("scheme:construction", "FI", date(2026, 11, 23))
    >>> found.category, found.reason
    ('AE', 'AVL 8 c §')
    """
    if not choice.startswith(PREFIX):
        return None
    return country_rules(country).vat.schemes(on).get(choice.removeprefix(PREFIX))


def scheme_choices(country: Country, on: date) -> Iterator[tuple[str, Message]]:
    """Yield what a line can choose on a day, each with its words and the statute."""
    for name, scheme in country_rules(country).vat.schemes(on).items():
        named = {"what": NAMES[scheme.scheme], "law": scheme.statute}
        if scheme.category == "E":
            yield f"{PREFIX}{name}", msg("Margin scheme: %(what)s (%(law)s)", **named)
        else:
            yield f"{PREFIX}{name}", msg("Reverse charge: %(what)s (%(law)s)", **named)
