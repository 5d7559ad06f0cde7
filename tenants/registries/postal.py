"""Postal codes: their shape by country. Whether one is in use is the post's own knowledge, not ours."""

import re

from tenants.kernel.refusals import Invalid
from tenants.registries.digits import without_separators

LENGTHS = {"FI": 5, "AX": 5, "SE": 5, "NO": 4, "DK": 4}


class PostalCodeMissing(Invalid):
    """The postal code is missing."""


class WrongPostalCode(Invalid):
    """A postal code in this country (%(country)s) has %(expected)s digits; %(given)s doesn't."""


def parse_postal_code(country: str, text: str) -> str:
    """Return a postal code as it is printed; for a country we don't know the shape of, as it was typed.

    >>> parse_postal_code("SE", "se-11455"), parse_postal_code("FI", "00100"), parse_postal_code("GB", " SW1A 1AA")
    ('114 55', '00100', 'SW1A 1AA')

    Raises:
        PostalCodeMissing, WrongPostalCode.
    """
    typed = " ".join(text.split())
    if not typed:
        raise PostalCodeMissing
    if country not in LENGTHS:
        return typed
    digits = without_separators(typed).removeprefix(country)
    if not re.fullmatch(rf"[0-9]{{{LENGTHS[country]}}}", digits):
        raise WrongPostalCode(text, country=country, expected=LENGTHS[country], given=typed)
    return f"{digits[:3]} {digits[3:]}" if country == "SE" else digits
