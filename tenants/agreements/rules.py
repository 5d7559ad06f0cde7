"""When an agreement renews."""

from calendar import monthrange
from datetime import date


def renewal_day(starts_on: date, months: int) -> date:
    """Return the first day of the next period: the same day of the month, or the last where the month is shorter.

    >>> renewal_day(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + year, month + 1
    return date(year, month, min(starts_on.day, monthrange(year, month)[1]))
