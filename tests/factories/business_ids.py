"""Invented business ids with valid check digits."""

from itertools import count

from stdnum import luhn

_bases = count(2_700_000)


def y_tunnus(base: int | None = None) -> str:
    """Return a Finnish business id of seven given digits and its check digit; the next free one if none is given."""
    for number in (base,) if base is not None else _bases:
        digits = f"{number:07d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
        if rest != 1:
            return f"{digits}-{0 if rest == 0 else 11 - rest}"
    raise ValueError(base)


def orgnr(base: int = 556_000_000) -> str:
    """Return a Swedish organisation number of nine given digits and its check digit."""
    digits = str(base)
    return f"{digits[:6]}-{digits[6:]}{luhn.calc_check_digit(digits)}"


def norwegian(base: int = 91_000_000) -> str:
    """Return a Norwegian organisation number of about eight given digits and its check digit."""
    for number in count(base):
        weights = (3, 2, 7, 6, 5, 4, 3, 2)
        rest = sum(int(digit) * weight for digit, weight in zip(str(number), weights, strict=True)) % 11
        if rest != 1:
            return f"{number}{0 if rest == 0 else 11 - rest}"
    raise ValueError(base)
