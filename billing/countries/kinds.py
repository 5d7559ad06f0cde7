"""Making and checking a reference by its kind alone, whichever country it is of."""

from collections.abc import Callable

from billing.countries import creditor_reference
from billing.countries.dk import references as danish
from billing.countries.fi import references as finnish
from billing.countries.no import references as norwegian
from billing.countries.reference_digits import filled, require_plain_digits
from billing.countries.reference_settings import ReferenceKind
from billing.countries.se import references as swedish


def _kid(value: str) -> str:
    return filled(require_plain_digits(value), None, norwegian.LONGEST - 1)


def _ocr(value: str) -> str:
    return filled(require_plain_digits(value), None, swedish.LONGEST - 1)


MAKERS: dict[ReferenceKind, Callable[[str], str]] = {
    ReferenceKind.FI: finnish.viitenumero,
    ReferenceKind.RF: creditor_reference.rf_reference,
    ReferenceKind.OCR: lambda value: swedish.ocr(_ocr(value)),
    ReferenceKind.KID10: lambda value: norwegian.kid10(_kid(value)),
    ReferenceKind.KID11: lambda value: norwegian.kid11(_kid(value)),
    ReferenceKind.FIK71: lambda value: danish.fik71(require_plain_digits(value)),
}
CHECKS: dict[ReferenceKind, Callable[[str], None]] = {
    ReferenceKind.FI: finnish.check_viitenumero,
    ReferenceKind.RF: creditor_reference.check_rf,
    ReferenceKind.OCR: swedish.check,
    ReferenceKind.KID10: lambda value: norwegian.check_kid(value, ReferenceKind.KID10),
    ReferenceKind.KID11: lambda value: norwegian.check_kid(value, ReferenceKind.KID11),
    ReferenceKind.FIK71: danish.check,
}


def make_reference(kind: ReferenceKind, value: str) -> str:
    """Return the reference of a kind over a value; the check digits are added, nothing else.

    >>> make_reference(ReferenceKind.FI, "123"), make_reference(ReferenceKind.KID11, "12345678")
    ('1232', '123456785')

    Raises:
        Invalid: the value doesn't fit the kind; the sentence says how.
    """
    return MAKERS[kind](value)


def check_reference(kind: ReferenceKind, value: str) -> None:
    """Refuse a value that isn't a valid reference of a kind; spaces are no fault.

    Raises:
        Invalid: the sentence says what is wrong.
    """
    CHECKS[kind](value)
