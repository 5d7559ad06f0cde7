"""Swedish OCR references: Luhn, with a length digit and a fixed length where the bank agreement says so.

Bankgirot, "Bankgiro Inbetalningar, användarmanual", OCR control levels.
"""

from billing.countries.reference_digits import (
    canonical_digits,
    digits_of,
    filled,
    require_length,
    require_luhn,
    require_plain_digits,
    with_luhn,
)
from billing.countries.reference_settings import (
    ReferenceKind,
    ReferenceSettings,
    WrongKind,
    WrongReferenceCheck,
    WrongReferenceLength,
)

SHORTEST, LONGEST = 2, 25


def ocr(base: str, *, length_digit: bool = False) -> str:
    """Return an OCR number: the base, the length digit where agreed (last digit of the whole length), the check digit.

    >>> ocr("1234"), ocr("6559", length_digit=True)
    ('12344', '655969')
    """
    return with_luhn(f"{base}{(len(base) + 2) % 10}" if length_digit else base)


def payment_reference(number: str, settings: ReferenceSettings) -> str:
    """Return the OCR number of an invoice by its printed number, filled with zeros to an agreed fixed length.

    >>> payment_reference("1001", ReferenceSettings(ReferenceKind.OCR, length=8, length_digit=True))
    '00100180'

    Raises:
        WrongKind, NoDigitsInNumber, ReferenceTooLong.
    """
    if settings.kind != ReferenceKind.OCR:
        raise WrongKind(settings.kind, kind=settings.kind)
    added = 2 if settings.length_digit else 1
    room = None if settings.length is None else settings.length - added
    return ocr(filled(digits_of(number), room, LONGEST - added), length_digit=settings.length_digit)


def check(reference: str) -> None:
    """Refuse what isn't a valid OCR number of 2 to 25 digits.

    Raises:
        ReferenceHasOtherSigns, WrongReferenceLength, WrongReferenceCheck.
    """
    digits = require_plain_digits(reference)
    require_length(digits, SHORTEST, LONGEST)
    require_luhn(digits, WrongReferenceCheck)


def check_length_digit(reference: str) -> None:
    """Refuse an OCR number whose second last digit isn't the last digit of its length (OCR level 3).

    Raises:
        WrongReferenceLength, and what `check` raises.
    """
    check(reference)
    digits = require_plain_digits(reference)
    if int(digits[-2]) != len(digits) % 10:
        raise WrongReferenceLength(reference, given=reference, count=len(digits), expected=digits[-2])


def presentation(reference: str) -> str:
    """Return an OCR number as it is printed: in one piece, because the slip's reading zone has no spaces."""
    return reference


def canonical(reference: str) -> str:
    """Return the key under which payment and invoice meet: digits without leading zeros.

    >>> canonical("00 655969")
    '655969'
    """
    return canonical_digits(reference)
