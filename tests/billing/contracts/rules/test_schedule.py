"""The periods of contracts."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from billing.contracts.rules.schedule import RHYTHMS, Rhythm, Span, coming, months_after, spans

MONTHLY = Rhythm(months=1, starts_on=date(2026, 11, 15))
LATER = date(2027, 6, 30)


def days(rhythm: Rhythm, *, after: date | None = None, until: date = LATER) -> list[tuple[str, str, int, int]]:
    found = spans(rhythm, after=after, until=until)
    return [(f"{span.first_on:%d.%m.%y}", f"{span.last_on:%d.%m.%y}", span.days, span.whole) for span in found]


class TestSpans:
    """Which days are billed."""

    def test_bill_the_first_and_the_last_period_by_days(self) -> None:
        ended = replace(MONTHLY, ends_on=date(2027, 1, 10))
        assert days(ended) == [
            ("15.11.26", "30.11.26", 16, 30),
            ("01.12.26", "31.12.26", 31, 31),
            ("01.01.27", "10.01.27", 10, 31),
        ]

    def test_count_from_the_first_day_without_losing_a_months_end(self) -> None:
        own = Rhythm(months=1, starts_on=date(2027, 1, 31), by_calendar=False)
        assert days(own, until=date(2027, 4, 30)) == [
            ("31.01.27", "27.02.27", 28, 28),
            ("28.02.27", "30.03.27", 31, 31),
            ("31.03.27", "29.04.27", 30, 30),
            ("30.04.27", "30.05.27", 31, 31),
        ]

    def test_fall_due_on_their_first_day_or_after_their_last(self) -> None:
        assert len(days(MONTHLY, until=date(2026, 11, 14))) == 0
        assert len(days(MONTHLY, until=date(2026, 12, 1))) == 2
        after = replace(MONTHLY, in_advance=False)
        assert len(days(after, until=date(2026, 11, 30))) == 0
        assert len(days(after, until=date(2026, 12, 1))) == 1

    def test_leave_out_what_was_billed(self) -> None:
        assert days(MONTHLY, after=date(2026, 12, 31), until=date(2027, 1, 1)) == [("01.01.27", "31.01.27", 31, 31)]
        # Billed elsewhere until the middle of a month: the rest of it is billed by days.
        assert days(MONTHLY, after=date(2026, 12, 20), until=date(2026, 12, 31))[0] == ("21.12.26", "31.12.26", 11, 31)

    def test_leave_out_paused_days(self) -> None:
        paused = replace(MONTHLY, paused_from=date(2026, 11, 21), paused_until=date(2027, 1, 5))
        assert days(paused, until=date(2027, 1, 31)) == [
            ("15.11.26", "30.11.26", 6, 30),
            ("01.01.27", "31.01.27", 26, 31),
        ]
        assert days(replace(paused, paused_until=None)) == [("15.11.26", "30.11.26", 6, 30)]

    @pytest.mark.parametrize("months", RHYTHMS)
    @pytest.mark.parametrize("by_calendar", [True, False])
    def test_cover_every_day_once(self, months: int, *, by_calendar: bool) -> None:
        rhythm = Rhythm(months=months, starts_on=date(2026, 1, 31), by_calendar=by_calendar, ends_on=date(2030, 2, 3))
        found = list(spans(rhythm, after=None, until=date(2031, 1, 1)))
        assert found[0].first_on == rhythm.starts_on
        assert found[-1].last_on == rhythm.ends_on
        assert all(second.first_on - first.last_on == timedelta(days=1) for first, second in pairwise(found))
        assert sum(span.days for span in found) == (date(2030, 2, 3) - date(2026, 1, 31)).days + 1


class TestComing:
    """The next few."""

    def test_are_as_many_as_asked_for_or_left(self) -> None:
        assert len(coming(replace(MONTHLY, months=12), after=None, count=6)) == 6
        assert len(coming(replace(MONTHLY, ends_on=date(2026, 12, 24)), after=None, count=6)) == 2
        assert coming(replace(MONTHLY, paused_from=date(2026, 1, 1)), after=None, count=6) == ()

    def test_share_a_whole(self) -> None:
        assert [str(Span(date(2026, 11, 15), date(2026, 11, 30), n, 30).share) for n in (16, 30)] == [
            "0.533333",
            "1.000000",
        ]


class TestMonthsAfter:
    """Months later."""

    def test_keep_to_the_month(self) -> None:
        assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)
