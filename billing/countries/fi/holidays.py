"""Finnish bank holidays: the public ones with Midsummer Eve and Christmas Eve (Suomen Pankki, "Pankkivapaapäivät")."""

from datetime import date
from functools import cache

from holidays.utils import country_holidays

from billing.countries.banking_days import banking_day, following_banking_day


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the days of a year, weekends aside, on which Finnish banks don't pay.

    New Year's Eve is a banking day.
    """
    return frozenset(country_holidays("FI", years=year))


def is_banking_day(day: date) -> bool:
    """Return whether Finnish banks pay on a day.

    >>> is_banking_day(date(2026, 6, 19)), is_banking_day(date(2026, 12, 31))
    (False, True)
    """
    return banking_day(day, bank_holidays)


def next_banking_day(day: date) -> date:
    """Return the day itself if Finnish banks pay on it, else the first day after it on which they do.

    >>> next_banking_day(date(2026, 12, 24))
    datetime.date(2026, 12, 28)
    """
    return following_banking_day(day, bank_holidays)
