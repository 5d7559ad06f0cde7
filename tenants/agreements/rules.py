"""When an agreement renews, and until when notice counts."""

from calendar import monthrange
from datetime import date, timedelta


def renewal_day(starts_on: date, months: int) -> date:
    """Return the first day of the next period: the same day of the month, or the last where the month is shorter.

    >>> renewal_day(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + year, month + 1
    return date(year, month, min(starts_on.day, monthrange(year, month)[1]))


def last_day_to_cancel(renews_on: date, notice_days: int) -> date:
    """Return the last day on which notice still stops the renewal: that many days before it.

    >>> last_day_to_cancel(date(2027, 11, 22), 30)
    datetime.date(2027, 10, 23)
    """
    return renews_on - timedelta(days=notice_days)
