"""The RF creditor reference of ISO 11649: two check digits before any letters and digits."""

import re

from stdnum import iso11649

from billing.countries.reference_digits import SPACES, canonical_digits, require_length
from billing.countries.reference_settings import ReferenceHasOtherSigns, ReferenceTooLong, WrongReferenceCheck

MODULUS = 97
LONGEST_BASE = 21
SHAPE = re.compile(r"RF[0-9]{2}[0-9A-Z]+")


def rf_reference(base: str) -> str:
    """Return the RF reference of up to 21 letters and digits (ISO 11649, modulo 97-10).

    >>> rf_reference("868516259619897"), rf_reference("1232")
    ('RF09868516259619897', 'RF111232')

    Raises:
        ReferenceHasOtherSigns, ReferenceTooLong.
    """
    compact = SPACES.sub("", base).upper()
    if not (compact.isascii() and compact.isalnum()):
        raise ReferenceHasOtherSigns(base, given=base)
    if len(compact) > LONGEST_BASE:
        raise ReferenceTooLong(base, digits=compact, most=LONGEST_BASE + 4)
    as_number = int("".join(str(int(sign, 36)) for sign in f"{compact}RF00"))
    return f"RF{MODULUS + 1 - as_number % MODULUS:02d}{compact}"


def check_rf(text: str) -> None:
    """Refuse what isn't a valid RF reference.

    Raises:
        ReferenceHasOtherSigns, WrongReferenceLength, WrongReferenceCheck.
    """
    compact = SPACES.sub("", text).upper()
    if not SHAPE.fullmatch(compact):
        raise ReferenceHasOtherSigns(text, given=text)
    require_length(compact, 5, LONGEST_BASE + 4)
    if not iso11649.is_valid(compact):
        raise WrongReferenceCheck(text, given=text)


def is_rf(text: str) -> bool:
    """Return whether a text is a valid RF reference, spaces or not."""
    compact = SPACES.sub("", text).upper()
    return bool(SHAPE.fullmatch(compact)) and bool(iso11649.is_valid(compact))


def in_fours(reference: str) -> str:
    """Return an RF reference in groups of four from the left, as it is printed.

    >>> in_fours("RF09868516259619897")
    'RF09 8685 1625 9619 897'
    """
    compact = SPACES.sub("", reference).upper()
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))


def canonical(reference: str) -> str:
    """Return the key under which an RF reference, its national part and a zero-filled one are the same.

    >>> {canonical(text) for text in ("RF09 8685 1625 9619 897", "868516259619897", "00000868516259619897")}
    {'868516259619897'}
    """
    compact = SPACES.sub("", reference).upper()
    return canonical_digits(compact[4:] if is_rf(compact) else compact)
