"""Finnish references: the national viitenumero and its RF form.

Finanssiala, "Kotimaisen viitteen rakenneohje" (7-3-1) and ISO 11649.
"""

from itertools import cycle

from billing.countries.creditor_reference import canonical, check_rf, in_fours, is_rf, rf_reference
from billing.countries.reference_digits import digits_of, require_length, require_plain_digits
from billing.countries.reference_settings import (
    ReferenceKind,
    ReferenceSettings,
    ReferenceTooLong,
    ReferenceTooShort,
    WrongKind,
    WrongReferenceCheck,
)

__all__ = ["canonical", "check", "check_viitenumero", "payment_reference", "presentation", "viitenumero"]

SHORTEST_BASE, LONGEST_BASE = 3, 19


def check_digit(base: str) -> str:
    """Return the check digit of a viitenumero's base: weights 7, 3, 1 from the right, up to the next ten.

    >>> check_digit("123")
    '2'
    """
    total = sum(int(digit) * weight for digit, weight in zip(reversed(base), cycle((7, 3, 1)), strict=False))
    return str(-total % 10)


def viitenumero(base: str) -> str:
    """Return the national reference (4 to 20 digits) of a base of 3 to 19; leading zeros are dropped.

    >>> viitenumero("1234567890123456789")
    '12345678901234567894'

    Raises:
        ReferenceHasOtherSigns, ReferenceTooShort, ReferenceTooLong.
    """
    digits = require_plain_digits(base).lstrip("0")
    if len(digits) < SHORTEST_BASE:
        raise ReferenceTooShort(base, digits=base, least=SHORTEST_BASE)
    if len(digits) > LONGEST_BASE:
        raise ReferenceTooLong(base, digits=base, most=LONGEST_BASE + 1)
    return digits + check_digit(digits)


def check_viitenumero(text: str) -> None:
    """Refuse what isn't a valid national reference.

    Raises:
        ReferenceHasOtherSigns, WrongReferenceLength, WrongReferenceCheck.
    """
    digits = require_plain_digits(text).lstrip("0")
    require_length(digits, SHORTEST_BASE + 1, LONGEST_BASE + 1)
    if check_digit(digits[:-1]) != digits[-1]:
        raise WrongReferenceCheck(text, given=text)


def payment_reference(number: str, settings: ReferenceSettings) -> str:
    """Return the reference of an invoice by its printed number: a viitenumero, or that in RF form.

    >>> payment_reference("20260412", ReferenceSettings(ReferenceKind.FI))
    '202604123'

    Raises:
        WrongKind, NoDigitsInNumber, ReferenceTooShort, ReferenceTooLong.
    """
    if settings.kind not in {ReferenceKind.FI, ReferenceKind.RF}:
        raise WrongKind(settings.kind, kind=settings.kind)
    national = viitenumero(digits_of(number))
    return rf_reference(national) if settings.kind == ReferenceKind.RF else national


def check(reference: str) -> None:
    """Refuse what is neither a valid viitenumero nor a valid RF reference.

    Raises:
        ReferenceHasOtherSigns, WrongReferenceLength, WrongReferenceCheck.
    """
    (check_rf if reference.strip().upper().startswith("RF") else check_viitenumero)(reference)


def presentation(reference: str) -> str:
    """Return a reference as it is printed: in fives from the right, an RF one in fours from the left.

    >>> presentation("868516259619897"), presentation("1234561")
    ('86851 62596 19897', '12 34561')
    """
    if is_rf(reference):
        return in_fours(reference)
    ends = range(len(reference), 0, -5)
    return " ".join(reversed([reference[max(0, end - 5) : end] for end in ends]))
