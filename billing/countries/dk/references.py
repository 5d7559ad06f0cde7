"""Danish FIK +71: fifteen digits with a modulo 10 check, and the payment line they stand in.

Finans Danmark / Nets, "Fælles Indbetalingskort": card +71; Peppol BIS Billing DK-R-011.
"""

import re

from billing.countries.reference_digits import (
    canonical_digits,
    digits_of,
    filled,
    require_length,
    require_luhn,
    require_plain_digits,
    with_luhn,
)
from billing.countries.reference_settings import ReferenceKind, ReferenceSettings, WrongKind, WrongReferenceCheck
from tenants.registries.domestic_accounts import parse_fik_creditor

LENGTH = 15
LINE = re.compile(r"\+71<(?P<reference>[0-9]{15})\+(?P<creditor>8[0-9]{7})<")


def fik71(base: str) -> str:
    """Return the payment id of card +71: fourteen digits, filled with zeros, and the check digit.

    >>> fik71("1"), fik71("404040000066")
    ('000000000000018', '004040400000669')

    Raises:
        ReferenceTooLong.
    """
    return with_luhn(filled(base, LENGTH - 1, LENGTH - 1))


def payment_reference(number: str, settings: ReferenceSettings) -> str:
    """Return the +71 payment id of an invoice by its printed number.

    >>> payment_reference("F-2026-0412", ReferenceSettings(ReferenceKind.FIK71))
    '000000202604120'

    Raises:
        WrongKind, NoDigitsInNumber, ReferenceTooLong.
    """
    if settings.kind != ReferenceKind.FIK71:
        raise WrongKind(settings.kind, kind=settings.kind)
    return fik71(digits_of(number))


def check(reference: str) -> None:
    """Refuse what isn't a valid +71 payment id.

    Raises:
        ReferenceHasOtherSigns, WrongReferenceLength, WrongReferenceCheck.
    """
    digits = require_plain_digits(reference)
    require_length(digits, LENGTH, LENGTH)
    require_luhn(digits, WrongReferenceCheck)


def presentation(reference: str) -> str:
    """Return a payment id as it is printed: in one piece, as it stands in the payment line."""
    return reference


def payment_line(reference: str, creditor: str) -> str:
    """Return the line at the foot of the invoice that a payer types into the bank.

    >>> payment_line("004040400000669", "81234567")
    '+71<004040400000669+81234567<'

    Raises:
        Invalid: the payment id or the creditor number is wrong; the sentence says how.
    """
    check(reference)
    return f"+71<{reference}+{parse_fik_creditor(creditor)}<"


def canonical(reference: str) -> str:
    """Return the key under which payment and invoice meet: digits without leading zeros, also out of a whole line.

    >>> canonical("+71<004040400000669+81234567<"), canonical("004040400000669")
    ('4040400000669', '4040400000669')
    """
    line = LINE.fullmatch("".join(reference.split()))
    return canonical_digits(line["reference"] if line else reference)
