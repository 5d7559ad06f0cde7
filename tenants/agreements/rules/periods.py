"""Periods of an agreement in civil days, always counted from the day it was anchored on.

Days, not moments: neither daylight saving nor a time zone can move a renewal.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
# The states in which an agreement runs: after a notice it does so to its last day.
RUNS = ("active", "ending")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first to the last, both counted."""

    first_on: date
    last_on: date

    @property
    def days(self) -> int:
        """Return how many days there are.

        >>> Period(date(2028, 2, 1), date(2028, 2, 29)).days
        29
        """
        return (self.last_on - self.first_on).days + 1


def months_later(day: date, months: int) -> date:
    """Return the same day of the month some months later, or the month's last where it is shorter.

    >>> months_later(date(2026, 1, 31), 3), months_later(date(2026, 1, 31), 6)
    (datetime.date(2026, 4, 30), datetime.date(2026, 7, 31))
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def can_start(day: date, *, today: date) -> bool:
    """Say whether an agreement that is proposed today can be made to start on a day: not before, nor after a year.

    >>> can_start(date(2027, 11, 22), today=date(2026, 11, 22)), can_start(date(2026, 11, 21), today=date(2026, 11, 22))
    (True, False)
    """
    return today <= day <= months_later(today, 12)


def renewal_day(starts_on: date, months: int) -> date:
    """Return the first day of the period after one that starts on a day.

    >>> renewal_day(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    return months_later(starts_on, months)


def period_before(anchored_on: date, months_counted: int, months: int) -> Period:
    """Return the period that ends with the renewal `months_counted` months after the anchor.

    >>> period_before(date(2026, 1, 31), 6, 3)
    Period(first_on=datetime.date(2026, 4, 30), last_on=datetime.date(2026, 7, 30))
    """
    first_on = months_later(anchored_on, months_counted - months)
    return Period(first_on, months_later(anchored_on, months_counted) - ONE_DAY)


def notice_days_with(notice_days: int, *, rises: bool) -> int:
    """Return how many days before the renewal notice must be given: until the day before, once a higher price is told.

    Whoever is told 30 days before that the plan will cost more could hardly give notice in time otherwise.
    """
    return 1 if rises else notice_days


def last_day_to_cancel(renews_on: date, notice_days: int) -> date:
    """Return the last day on which notice still stops the renewal: that many days before it.

    >>> last_day_to_cancel(date(2027, 11, 22), 30)
    datetime.date(2027, 10, 23)
    """
    return renews_on - timedelta(days=notice_days)


def end_if_cancelled(anchored_on: date, months_counted: int, months: int, *, notice_days: int, on: date) -> date:
    """Return the day an agreement ends when it is cancelled on a day: its first day without.

    In time it is the coming renewal; later it is the one after, since the coming period can't be stopped any more.

    >>> end_if_cancelled(date(2026, 1, 31), 3, 3, notice_days=30, on=date(2026, 4, 1))
    datetime.date(2026, 7, 31)
    """
    counted = months_counted
    while last_day_to_cancel(months_later(anchored_on, counted), notice_days) < on:
        counted += months
    return months_later(anchored_on, counted)


def notices_due(renews_on: date, on: date) -> tuple[int, ...]:
    """Return which notices of a renewal are due on a day, by their days before it; one that is past stays due.

    Both are due when the first was missed; only the later one is worth a letter then.

    >>> notices_due(date(2026, 5, 1), date(2026, 4, 1)), notices_due(date(2026, 5, 1), date(2026, 4, 25))
    ((30,), (7,))
    """
    left = (renews_on - on).days
    return tuple(days for days in (30, 7) if left <= days)[-1:] if left > 0 else ()
