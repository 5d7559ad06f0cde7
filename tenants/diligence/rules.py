"""When due diligence has to be done again.

The law against money laundering of each country asks an accounting firm to know its clients and to keep that knowledge
up to date by the risk; it sets no interval. The months below are our proposal, which each record may change.
"""

from datetime import date, timedelta
from typing import Literal, get_args

from tenants.agreements.rules.periods import months_later

Risk = Literal["low", "normal", "high"]
RISKS: tuple[Risk, ...] = get_args(Risk)
Mode = Literal["off", "remind", "block"]
MODES: tuple[Mode, ...] = get_args(Mode)
Part = Literal["missing", "overdue", "due", ""]
PROPOSED_MONTHS: dict[Risk, int] = {"low": 36, "normal": 24, "high": 12}
REMINDED_BEFORE = timedelta(days=30)


def proposed_renewal(risk: Risk, done_on: date) -> date:
    """Return the day by which we propose to do it again.

    >>> proposed_renewal("high", date(2024, 2, 29))
    datetime.date(2025, 2, 28)
    """
    return months_later(done_on, PROPOSED_MONTHS[risk])


def part_of(renews_on: date | None, *, on: date) -> Part:
    """Return what is to be done about a client on a day: nothing yet, soon, late, or for the first time.

    >>> part_of(None, on=date(2026, 11, 23)), part_of(date(2026, 11, 22), on=date(2026, 11, 23))
    ('missing', 'overdue')
    >>> part_of(date(2026, 11, 23), on=date(2026, 11, 23)), part_of(date(2027, 6, 1), on=date(2026, 11, 23))
    ('due', '')
    """
    if renews_on is None:
        return "missing"
    if renews_on < on:
        return "overdue"
    return "due" if renews_on - REMINDED_BEFORE <= on else ""
