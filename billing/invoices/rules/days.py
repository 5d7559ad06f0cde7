"""How far ahead an invoice's days may lie, so that a slip of the keyboard doesn't bind a series for years."""

from datetime import date, timedelta

from billing.streams.rules.terms import LONGEST_TERM, StreamTerms

# Invoices are dated ahead by a month or two, as next month's rents are. Dates never go back in a series, so that one
# of 2062 would be the last of it, its credit notes would bear that day, and a yearly series would begin that year.
MONTHS_AHEAD = 2
MONTHS = 12
LONGEST = StreamTerms(payment_days=LONGEST_TERM, due_rule="month_end")


def latest_issue_day(today: date) -> date:
    """Return the last day that an invoice can be dated: the end of the month after next, where the seller is.

    >>> latest_issue_day(date(2026, 11, 23))
    datetime.date(2027, 1, 31)
    """
    years, month = divmod(today.month + MONTHS_AHEAD, MONTHS)
    return date(today.year + years, month + 1, 1) - timedelta(days=1)


def latest_due_day(issued_on: date) -> date:
    """Return the last day that a person can have an invoice fall due: as far as the longest term of a stream goes.

    >>> latest_due_day(date(2026, 11, 23))
    datetime.date(2027, 11, 30)
    """
    return LONGEST.due_on(issued_on, LONGEST_TERM)
