"""The steps every numbered register shares: take the separators away, count, and check the last digit."""

import re
from collections.abc import Callable, Collection

from tenants.registries.refusals import NotDigits, NumberMissing, WrongCheckDigit, WrongLength

SEPARATORS = re.compile(r"[\s.\-‐-―−/]+")


def without_separators(text: str) -> str:
    """Return a number without the spaces, dots, dashes and slashes that people write in it, in capitals.

    >>> without_separators(" 556016–0680 ")
    '5560160680'
    """
    return SEPARATORS.sub("", text).upper()


def require_digits(name: str, text: str, lengths: Collection[int]) -> str:
    """Return the digits of a number that must have one of some lengths; `name` is what the register calls it.

    Raises:
        NumberMissing, NotDigits, WrongLength: the sentence says which.
    """
    digits = without_separators(text)
    if not digits:
        raise NumberMissing(name=name)
    if not (digits.isascii() and digits.isdigit()):
        raise NotDigits(text, name=name, given=text.strip())
    if len(digits) not in lengths:
        raise WrongLength(text, name=name, expected=_said(lengths), given=text.strip(), count=len(digits))
    return digits


def require_check(name: str, digits: str, *, is_valid: Callable[[str], bool]) -> str:
    """Return digits whose check digit is right by the register's own rule.

    Raises:
        WrongCheckDigit: it isn't.
    """
    if not is_valid(digits):
        raise WrongCheckDigit(digits, name=name, given=digits)
    return digits


def _said(lengths: Collection[int]) -> str:
    """Return lengths as a sentence puts them: 8, 7-8 or 10/12."""
    ordered = sorted(lengths)
    if ordered == list(range(ordered[0], ordered[-1] + 1)) and len(ordered) > 1:
        return f"{ordered[0]}–{ordered[-1]}"
    return "/".join(str(length) for length in ordered)
