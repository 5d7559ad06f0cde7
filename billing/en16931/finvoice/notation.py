"""How Finvoice writes values: decimal comma, days as CCYYMMDD, percents with at most three decimals."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

# A plain number; a point is met in files of others, blanks (also non-breaking ones) part thousands.
NUMBER = re.compile(r"([+-]?)([0-9]{1,15})(?:[.,]([0-9]{1,15}))?")
BLANKS = dict.fromkeys(map(ord, " \t\r\n\u00a0\u202f"))
COMPACT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
DASHED_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")

MOST_DECIMALS = 5  # of an amount and a unit price in the Finvoice 3.0 schema
PERCENT_STEP = Decimal("0.001")
CENT = Decimal("0.01")


def read_decimal(text: str) -> Decimal | None:
    """Return the number that a text stands for, `None` where it is none.

    >>> read_decimal("-1 116,50"), read_decimal("8.5"), read_decimal("1.234,5")
    (Decimal('-1116.50'), Decimal('8.5'), None)
    """
    match = NUMBER.fullmatch(text.translate(BLANKS))
    if match is None:
        return None
    sign, whole, decimals = match.groups()
    return Decimal(f"{sign}{whole}.{decimals or 0}" if decimals else f"{sign}{whole}")


def read_day(text: str) -> date | None:
    """Return the day written as CCYYMMDD (the schema's only format) or CCYY-MM-DD, `None` where it is none.

    >>> read_day("20261122"), read_day("2026-11-22"), read_day("20260230")
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 22), None)
    """
    match = COMPACT_DAY.fullmatch(text) or DASHED_DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def written_day(day: date) -> str:
    """Return a day as CCYYMMDD.

    >>> written_day(date(2026, 11, 2))
    '20261102'
    """
    return f"{day.year:04}{day.month:02}{day.day:02}"


def written_amount(amount: Decimal) -> str | None:
    """Return an amount with a decimal comma and 2 to 5 decimals; `None` where it needs more.

    >>> written_amount(Decimal("-5")), written_amount(Decimal("0.1234")), written_amount(Decimal("0.1234567"))
    ('-5,00', '0,1234', None)
    """
    plain = f"{_stripped(amount):f}"
    whole, _, decimals = plain.partition(".")
    if len(decimals) > MOST_DECIMALS:
        return None
    return f"{whole},{decimals:0<2}"


def written_epi_amount(amount: Decimal) -> str | None:
    """Return an amount with exactly two decimals, as the payment block demands; `None` where it needs more.

    >>> written_epi_amount(Decimal("107.8")), written_epi_amount(Decimal("107.801"))
    ('107,80', None)
    """
    rounded = amount.quantize(CENT)
    return f"{rounded + 0:f}".replace(".", ",") if rounded == amount else None


def written_quantity(quantity: Decimal) -> str:
    """Return a quantity with a decimal comma and no more decimals than it has.

    >>> written_quantity(Decimal("2.50")), written_quantity(Decimal("1E+2"))
    ('2,5', '100')
    """
    return f"{_stripped(quantity):f}".replace(".", ",")


def written_percent(percent: Decimal) -> str:
    """Return a percentage with a decimal comma, rounded half-up to the three decimals that the schema allows.

    >>> written_percent(Decimal("25.50")), written_percent(Decimal("33.33333"))
    ('25,5', '33,333')
    """
    return written_quantity(percent.quantize(PERCENT_STEP, ROUND_HALF_UP))


def _stripped(number: Decimal) -> Decimal:
    """Return a number without trailing zeros and without a negative zero."""
    return number.normalize() + 0 if number else Decimal(0)
