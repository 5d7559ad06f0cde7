"""Days on which banks pay, given a country's bank holidays."""

from collections.abc import Callable
from datetime import date, timedelta

SATURDAY = 5
BankHolidays = Callable[[int], frozenset[date]]


def banking_day(day: date, holidays: BankHolidays) -> bool:
    """Return whether banks pay on a day: Monday to Friday and no bank holiday."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def following_banking_day(day: date, holidays: BankHolidays) -> date:
    """Return the day itself if it is a banking day, else the first one after it."""
    while not banking_day(day, holidays):
        day += timedelta(days=1)
    return day
