"""Business ids by country: what identifies a company in its register.

The canonical form is digits only, so that one company is found whichever way its id was typed.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from stdnum.dk import cvr
from stdnum.fi import ytunnus
from stdnum.no import orgnr as no_orgnr
from stdnum.se import orgnr as se_orgnr

from tenants.kernel.country import Country
from tenants.registries.digits import require_check, require_digits, without_separators

CENTURIES = ("16", "18", "19", "20")
WITH_CENTURY = 12
OLD_FINNISH = 7


@dataclass(frozen=True, slots=True)
class Register:
    """How one country's register numbers companies."""

    name: str
    lengths: Collection[int]
    is_valid: Callable[[str], bool]
    shorten: Callable[[str], str]
    show: Callable[[str], str]


def _without(text: str, *, before: str = "", after: str = "") -> str:
    return without_separators(text).removeprefix(before).removesuffix(after)


def _without_century(text: str) -> str:
    """Return a Swedish number without the century (or 16) that public registers put before it."""
    digits = without_separators(text)
    return digits[2:] if len(digits) == WITH_CENTURY and digits.startswith(CENTURIES) else digits


def _with_zero(text: str) -> str:
    """Return a Finnish number of before 1978, six digits and a check digit, with the zero it was given since."""
    digits = _without(text, before="FI")
    return f"0{digits}" if len(digits) == OLD_FINNISH else digits


def _in_threes(digits: str) -> str:
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


REGISTERS: dict[Country, Register] = {
    # Y-tunnus, PRH: seven digits and a check digit modulo 11.
    "FI": Register("Y-tunnus", (8,), ytunnus.is_valid, _with_zero, lambda id_: f"{id_[:7]}-{id_[7]}"),
    # Organisationsnummer, Lag (1974:174): ten digits, Luhn. A sole trader's is the personal number.
    "SE": Register(
        "organisationsnummer", (10,), se_orgnr.is_valid, _without_century, lambda id_: f"{id_[:6]}-{id_[6:]}"
    ),
    # Organisasjonsnummer, Enhetsregisteret: nine digits, modulo 11. MVA after it says that it's in the VAT register.
    "NO": Register(
        "organisasjonsnummer",
        (9,),
        no_orgnr.is_valid,
        lambda text: _without(text, before="NO", after="MVA"),
        _in_threes,
    ),
    # CVR-nummer, Erhvervsstyrelsen: eight digits, modulo 11; written together.
    "DK": Register("CVR-nummer", (8,), cvr.is_valid, lambda text: _without(text, before="DK"), str),
}


def parse_business_id(country: Country, text: str) -> str:
    """Return a business id in canonical form: digits only, with its check digit proven.

    >>> parse_business_id("FI", "0112038-9"), parse_business_id("NO", "NO 923 609 016 MVA")
    ('01120389', '923609016')

    Raises:
        NumberMissing, NotDigits, WrongLength, WrongCheckDigit: the sentence says what is wrong.
    """
    register = REGISTERS[country]
    digits = require_digits(register.name, register.shorten(text), register.lengths)
    return require_check(register.name, digits, is_valid=register.is_valid)


def format_business_id(country: Country, business_id: str) -> str:
    """Return a canonical business id the way its country writes it.

    >>> format_business_id("FI", "01120389"), format_business_id("SE", "5560160680")
    ('0112038-9', '556016-0680')
    """
    return REGISTERS[country].show(business_id)


def business_id_name(country: Country) -> str:
    """Return what a country calls its business id; a proper name, the same in every language."""
    return REGISTERS[country].name
