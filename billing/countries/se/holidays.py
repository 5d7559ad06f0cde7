"""Swedish bank holidays: the public ones and three eves equal to them (semesterlag (1977:480) 7 §)."""

from datetime import date
from functools import cache

from holidays.utils import country_holidays

from billing.countries.banking_days import banking_day, following_banking_day


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the days of a year, weekends aside, on which Swedish banks don't pay.

    Midsummer Eve, Christmas Eve and New Year's Eve are among them; half days before other
    holidays are banking days.
    """
    return frozenset(country_holidays("SE", years=year, categories=("public", "de_facto")))


def is_banking_day(day: date) -> bool:
    """Return whether Swedish banks pay on a day.

    >>> is_banking_day(date(2026, 12, 31)), is_banking_day(date(2026, 4, 30))
    (False, True)
    """
    return banking_day(day, bank_holidays)


def next_banking_day(day: date) -> date:
    """Return the day itself if Swedish banks pay on it, else the first day after it on which they do.

    >>> next_banking_day(date(2026, 6, 19))
    datetime.date(2026, 6, 22)
    """
    return following_banking_day(day, bank_holidays)
