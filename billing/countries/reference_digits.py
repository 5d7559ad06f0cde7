"""The steps that the countries' payment references share."""

import re

from stdnum import luhn

from billing.countries.reference_settings import (
    NoDigitsInNumber,
    ReferenceHasOtherSigns,
    ReferenceTooLong,
    WrongReferenceLength,
)
from tenants.kernel.refusals import Invalid

NOT_A_DIGIT = re.compile(r"[^0-9]")
SPACES = re.compile(r"\s+")


def digits_of(number: str) -> str:
    """Return the digits of an invoice's printed number, in order.

    >>> digits_of("2026-00412")
    '202600412'

    Raises:
        NoDigitsInNumber: there are none.
    """
    digits = NOT_A_DIGIT.sub("", number)
    if not digits:
        raise NoDigitsInNumber(number, number=number)
    return digits


def require_plain_digits(text: str) -> str:
    """Return a reference without the spaces it is printed with.

    Raises:
        ReferenceHasOtherSigns: it has something else than digits.
    """
    digits = SPACES.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        raise ReferenceHasOtherSigns(text, given=text)
    return digits


def filled(base: str, length: int | None, most: int) -> str:
    """Return digits with zeros before them up to a fixed length, where one is agreed.

    Raises:
        ReferenceTooLong: they are longer than the agreed length, or than `most` where none is agreed.
    """
    room = most if length is None else length
    if len(base) > room:
        raise ReferenceTooLong(base, digits=base, most=room + 1)
    return base if length is None else base.zfill(length)


def require_length(text: str, least: int, most: int) -> None:
    """Refuse a reference whose length, in characters, is outside the bounds.

    Raises:
        WrongReferenceLength: it is.
    """
    if not least <= len(text) <= most:
        expected = str(most) if least == most else f"{least}–{most}"
        raise WrongReferenceLength(text, given=text, count=len(text), expected=expected)


def with_luhn(base: str) -> str:
    """Return digits with a modulo 10 (Luhn) check digit after them; it serves OCR, KID and FIK alike.

    >>> with_luhn("12345678")
    '123456782'
    """
    return base + luhn.calc_check_digit(base)


def require_luhn(digits: str, refusal: type[Invalid]) -> None:
    """Refuse digits whose last isn't the modulo 10 (Luhn) check digit of the others.

    Raises:
        Invalid: the given refusal.
    """
    if not luhn.is_valid(digits):
        raise refusal(digits, given=digits)


def canonical_digits(reference: str) -> str:
    """Return the key under which payment and invoice meet: no spaces, no leading zeros.

    Banks fill references with zeros to the width of their field, so zeros in front carry no meaning.
    """
    return SPACES.sub("", reference).upper().lstrip("0")
