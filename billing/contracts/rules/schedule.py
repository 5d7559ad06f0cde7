"""The periods of a contract as civil days: whole ones by its rhythm, the first, the last and paused ones by days."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

RHYTHMS = (1, 2, 3, 4, 6, 12)  # months; each divides the year, so that calendar periods begin anew in January
ONE_DAY = timedelta(days=1)
MOST_AHEAD = 12  # months: a request made closes its period, so a slip of the year must not close decades
SHARE_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often a contract bills: every so many months, by the calendar or from its first day, before or after.

    The days from `paused_from` to `paused_until` aren't billed; without the last one the pause has no end yet.
    """

    months: int
    starts_on: date
    ends_on: date | None = None
    by_calendar: bool = True
    in_advance: bool = True
    paused_from: date | None = None
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A period as it is billed: its days from first to last, how many of them are billed, and how many a whole has."""

    first_on: date
    last_on: date
    days: int
    whole: int

    @property
    def share(self) -> Decimal:
        """Return how much of a whole period is billed, to six decimals."""
        return (Decimal(self.days) / Decimal(self.whole)).quantize(SHARE_PLACES)

    @property
    def is_whole(self) -> bool:
        """Return whether every day is billed."""
        return self.days == self.whole


def spans(rhythm: Rhythm, *, after: date | None, until: date) -> Iterator[Span]:
    """Yield the periods that fall due by a day and aren't billed yet; `after` is the last day that was billed.

    A period falls due on its first day, or on the day after its last one where it is billed afterwards.

    >>> monthly = Rhythm(months=1, starts_on=date(2026, 11, 15))
    >>> [(span.first_on.day, span.days, span.whole) for span in spans(monthly, after=None, until=date(2026, 12, 1))]
    [(15, 16, 30), (1, 31, 31)]
    """
    for first, last in _periods(rhythm):
        begins = max(first, rhythm.starts_on)
        ends = min(last, rhythm.ends_on or last)
        due_on = begins if rhythm.in_advance else ends + ONE_DAY
        if due_on > until or ends < begins:
            return
        if after is None or ends > after:
            begins = begins if after is None else max(begins, after + ONE_DAY)
            if days := (ends - begins).days + 1 - _paused(rhythm, begins, ends):
                yield Span(begins, ends, days, (last - first).days + 1)


def latest_until(on: date) -> date:
    """Return up to which day requests can be made on a day.

    >>> latest_until(date(2026, 11, 23))
    datetime.date(2027, 11, 23)
    """
    return months_after(on, MOST_AHEAD)


def is_whole_from(rhythm: Rhythm, first_on: date) -> bool:
    """Say whether the period that begins on a day is billed whole.

    >>> monthly = Rhythm(months=1, starts_on=date(2026, 11, 15))
    >>> is_whole_from(monthly, date(2026, 11, 15)), is_whole_from(monthly, date(2026, 12, 1))
    (False, True)
    """
    horizon = months_after(first_on, 2 * rhythm.months)
    found = next(spans(rhythm, after=first_on - ONE_DAY, until=horizon), None)
    return found is not None and found.first_on == first_on and found.is_whole


def coming(rhythm: Rhythm, *, after: date | None, count: int) -> tuple[Span, ...]:
    """Return the next periods of a contract, fewer where it ends before or rests for years."""
    begun = (after or rhythm.starts_on) if rhythm.ends_on is None else rhythm.ends_on
    horizon = months_after(max(begun, rhythm.starts_on), rhythm.months * (count + 2) + 24)
    found = spans(rhythm, after=after, until=horizon)
    return tuple(span for span, _place in zip(found, range(count), strict=False))


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last one where it has no such day.

    >>> months_after(date(2026, 1, 31), 1), months_after(date(2026, 11, 15), 2)
    (datetime.date(2026, 2, 28), datetime.date(2027, 1, 15))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _periods(rhythm: Rhythm) -> Iterator[tuple[date, date]]:
    """Yield whole periods from the one that holds the first day: counted from it, so that no month's end is lost."""
    start = rhythm.starts_on
    anchor = start
    if rhythm.by_calendar:
        anchor = date(start.year, (start.month - 1) // rhythm.months * rhythm.months + 1, 1)
    place = 0
    while anchor.year < date.max.year - place * rhythm.months // 12 - 2:
        yield (
            months_after(anchor, place * rhythm.months),
            months_after(anchor, (place + 1) * rhythm.months) - ONE_DAY,
        )
        place += 1


def _paused(rhythm: Rhythm, first: date, last: date) -> int:
    """Return how many days between two, both counting, are paused."""
    if rhythm.paused_from is None:
        return 0
    begins, ends = max(first, rhythm.paused_from), min(last, rhythm.paused_until or last)
    return max(0, (ends - begins).days + 1)
