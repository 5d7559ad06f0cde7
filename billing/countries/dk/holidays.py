"""Danish bank holidays: the public ones and four closing days of the banks (Danmarks Nationalbank, "Banklukkedage")."""

from datetime import date, timedelta
from functools import cache

from holidays.utils import country_holidays

from billing.countries.banking_days import banking_day, following_banking_day


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the days of a year, weekends aside, on which Danish banks don't pay; 1 May is a banking day.

    The closing days: the day after Ascension, Constitution Day, Christmas Eve, New Year's Eve.
    """
    public = country_holidays("DK", years=year, language="en_US")
    after_ascension = public.get_named("Ascension Day")[0] + timedelta(days=1)
    return frozenset(public) | {after_ascension, date(year, 6, 5), date(year, 12, 24), date(year, 12, 31)}


def is_banking_day(day: date) -> bool:
    """Return whether Danish banks pay on a day.

    >>> is_banking_day(date(2026, 5, 15)), is_banking_day(date(2026, 5, 1))
    (False, True)
    """
    return banking_day(day, bank_holidays)


def next_banking_day(day: date) -> date:
    """Return the day itself if Danish banks pay on it, else the first day after it on which they do.

    >>> next_banking_day(date(2026, 12, 31))
    datetime.date(2027, 1, 4)
    """
    return following_banking_day(day, bank_holidays)
