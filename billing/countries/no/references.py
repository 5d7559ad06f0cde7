"""Norwegian KID: modulo 10 or modulo 11, in one fixed length per agreement.

Nets, "OCR giro, systemspesifikasjon": 2 to 25 characters, digits and possibly a minus sign as modulo 11's check.
"""

import re
from itertools import cycle

from billing.countries.reference_digits import SPACES, canonical_digits, digits_of, filled, require_length, with_luhn
from billing.countries.reference_settings import (
    ReferenceHasOtherSigns,
    ReferenceKind,
    ReferenceSettings,
    WrongKind,
    WrongReferenceCheck,
)

SHORTEST, LONGEST = 2, 25
SHAPE = re.compile(r"[0-9]+[0-9-]")


def kid10(base: str) -> str:
    """Return a KID with the modulo 10 check digit.

    >>> kid10("12345678")
    '123456782'
    """
    return with_luhn(base)


def kid11(base: str) -> str:
    """Return a KID with the modulo 11 check: weights 2 to 7 from the right; where 10 would stand, a minus sign.

    >>> kid11("12345678"), kid11("6")
    ('123456785', '6-')
    """
    total = sum(int(digit) * weight for digit, weight in zip(reversed(base), cycle(range(2, 8)), strict=False))
    return base + "0123456789-"[-total % 11]


MAKERS = {ReferenceKind.KID10: kid10, ReferenceKind.KID11: kid11}


def payment_reference(number: str, settings: ReferenceSettings) -> str:
    """Return the KID of an invoice by its printed number, filled with zeros to the agreement's length.

    >>> payment_reference("20260412", ReferenceSettings(ReferenceKind.KID10, length=12))
    '000202604120'

    Raises:
        WrongKind, NoDigitsInNumber, ReferenceTooLong.
    """
    if settings.kind not in MAKERS:
        raise WrongKind(settings.kind, kind=settings.kind)
    room = None if settings.length is None else settings.length - 1
    return MAKERS[settings.kind](filled(digits_of(number), room, LONGEST - 1))


def check_kid(reference: str, *kinds: ReferenceKind) -> None:
    """Refuse what isn't a KID under any of the given kinds.

    Raises:
        ReferenceHasOtherSigns, WrongReferenceLength, WrongReferenceCheck.
    """
    compact = SPACES.sub("", reference)
    if not SHAPE.fullmatch(compact):
        raise ReferenceHasOtherSigns(reference, given=reference)
    require_length(compact, SHORTEST, LONGEST)
    if compact not in {MAKERS[kind](compact[:-1]) for kind in kinds}:
        raise WrongReferenceCheck(reference, given=reference)


def check(reference: str) -> None:
    """Refuse what isn't a KID under modulo 10 or modulo 11; an agreement may use either.

    Raises:
        ReferenceHasOtherSigns, WrongReferenceLength, WrongReferenceCheck.
    """
    check_kid(reference, ReferenceKind.KID10, ReferenceKind.KID11)


def presentation(reference: str) -> str:
    """Return a KID as it is printed: in one piece, as the payer types it."""
    return reference


def canonical(reference: str) -> str:
    """Return the key under which payment and invoice meet: no leading zeros; modulo 11's minus sign stays.

    >>> canonical("00000000000000000000006-")
    '6-'
    """
    return canonical_digits(reference)
