"""When what was submitted is due out: the firm's promise to check and send on, by working days and a cut-off."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from billing.countries.register import country_rules
from tenants.kernel.country import ZONES, Country, local_day

Urgency = Literal["late", "last_check", "today", "later"]


@dataclass(frozen=True, slots=True)
class DeskTerms:
    """How a workspace's desk works, by the clock of its country.

    What comes before `cut_off` on a working day is due out when that day ends, at `day_ends`. With `four_eyes`, whoever
    wrote or changed an invoice doesn't send it on.
    """

    cut_off: time = time(15)
    day_ends: time = time(17)
    four_eyes: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """The working day on which something is due out, and the moments of its cut-off and of its end."""

    due_on: date
    cut_off_at: datetime
    due_at: datetime


def promise(submitted_at: datetime, country: Country, terms: DeskTerms) -> Promise:
    """Return when something is due out: the same working day before its cut-off, else the next working day.

    >>> after_three = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)  # a Friday in Helsinki
    >>> promise(after_three, "FI", DeskTerms()).due_on
    datetime.date(2026, 11, 23)
    """
    local = submitted_at.astimezone(ZONES[country])
    holidays = country_rules(country).holidays
    day = local_day(submitted_at, country)
    if local.time() >= terms.cut_off or not holidays.is_banking_day(day):
        day = holidays.next_banking_day(day + timedelta(days=1))
    return Promise(day, _moment(day, terms.cut_off, country), _moment(day, terms.day_ends, country))


def urgency(now: datetime, due_at: datetime, country: Country, terms: DeskTerms) -> Urgency:
    """Return how urgent something is: late once its time has passed, and from the cut-off of its day a last check."""
    if now > due_at:
        return "late"
    if local_day(due_at, country) > local_day(now, country):
        return "later"
    return "last_check" if now.astimezone(ZONES[country]).time() >= terms.cut_off else "today"


def _moment(day: date, at: time, country: Country) -> datetime:
    return datetime.combine(day, at, ZONES[country]).astimezone(UTC)
