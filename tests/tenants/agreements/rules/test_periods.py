"""Civil days of agreements: month ends, leap days, notice."""

import itertools
from calendar import monthrange
from datetime import date, timedelta

import pytest

from tenants.agreements.rules.periods import (
    Period,
    end_if_cancelled,
    last_day_to_cancel,
    months_later,
    notices_due,
    period_before,
    renewal_day,
)

ANY_DAY = [date(2027, 1, 1) + timedelta(days=number) for number in range(366 + 365 + 365)]


class TestMonthsLater:
    @pytest.mark.parametrize(
        ("start", "months", "expected"),
        [
            (date(2026, 1, 31), 3, date(2026, 4, 30)),
            (date(2026, 1, 31), 6, date(2026, 7, 31)),
            (date(2026, 11, 30), 3, date(2027, 2, 28)),
            (date(2027, 11, 30), 3, date(2028, 2, 29)),
            (date(2026, 11, 30), 6, date(2027, 5, 30)),
            (date(2028, 2, 29), 12, date(2029, 2, 28)),
            (date(2028, 2, 29), 48, date(2032, 2, 29)),
            (date(2026, 3, 1), 12, date(2027, 3, 1)),
            (date(2026, 12, 31), 2, date(2027, 2, 28)),
            (date(2026, 10, 15), 3, date(2027, 1, 15)),
        ],
    )
    def test_keeps_the_day_or_takes_the_last(self, start: date, months: int, expected: date) -> None:
        assert months_later(start, months) == expected

    @pytest.mark.parametrize("months", [3, 12])
    def test_is_right_for_every_day_of_three_years(self, months: int) -> None:
        for day in ANY_DAY:
            later = months_later(day, months)
            assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
            assert later.day == min(day.day, monthrange(later.year, later.month)[1])

    def test_of_no_months_is_the_day_itself(self) -> None:
        assert all(months_later(day, 0) == day for day in ANY_DAY)


class TestPeriods:
    @pytest.mark.parametrize("months", [3, 12])
    def test_follow_each_other_without_gap_or_overlap_from_every_day(self, months: int) -> None:
        for start in ANY_DAY:
            periods = [period_before(start, months * number, months) for number in range(1, 9)]
            assert periods[0].first_on == start
            for one, next_one in itertools.pairwise(periods):
                assert next_one.first_on == one.last_on + timedelta(days=1)

    def test_never_lose_the_end_of_a_month(self) -> None:
        starts = [period_before(date(2026, 1, 31), 3 * number, 3).first_on for number in range(1, 6)]
        assert starts == [
            date(2026, 1, 31), date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31), date(2027, 1, 31),
        ]  # fmt: skip

    def test_count_both_ends(self) -> None:
        assert Period(date(2026, 3, 29), date(2026, 3, 29)).days == 1
        assert period_before(date(2027, 3, 1), 12, 12).days == 366
        assert period_before(date(2026, 3, 1), 12, 12).days == 365

    def test_renew_on_the_day_after_the_last(self) -> None:
        assert renewal_day(date(2026, 1, 31), 3) == period_before(date(2026, 1, 31), 3, 3).last_on + timedelta(days=1)


class TestCancelling:
    RENEWS = date(2026, 4, 30)

    def end(self, on: date, notice_days: int = 30) -> date:
        return end_if_cancelled(date(2026, 1, 31), 3, 3, notice_days=notice_days, on=on)

    def test_on_the_last_day_ends_it_at_the_renewal(self) -> None:
        assert last_day_to_cancel(self.RENEWS, 30) == date(2026, 3, 31)
        assert self.end(date(2026, 3, 31)) == self.RENEWS

    def test_a_day_later_ends_it_after_the_period_that_comes(self) -> None:
        assert self.end(date(2026, 4, 1)) == date(2026, 7, 31)

    def test_on_the_first_day_ends_it_at_the_renewal(self) -> None:
        assert self.end(date(2026, 1, 31)) == self.RENEWS

    def test_with_notice_longer_than_a_period_goes_as_far_as_it_must(self) -> None:
        assert self.end(date(2026, 4, 1), notice_days=100) == date(2026, 7, 31)
        assert self.end(date(2026, 4, 29), notice_days=100) == date(2026, 10, 31)

    def test_always_ends_with_a_period_and_in_time(self) -> None:
        for number in range(89):
            on = date(2026, 1, 31) + timedelta(days=number)
            end = self.end(on)
            assert end in {self.RENEWS, date(2026, 7, 31)}
            assert on <= last_day_to_cancel(end, 30)


class TestNotices:
    RENEWS = date(2026, 5, 1)

    @pytest.mark.parametrize(
        ("days_left", "due"),
        [(31, ()), (30, (30,)), (29, (30,)), (8, (30,)), (7, (7,)), (1, (7,)), (0, ()), (-1, ())],
    )
    def test_are_due_thirty_and_seven_days_before(self, days_left: int, due: tuple[int, ...]) -> None:
        assert notices_due(self.RENEWS, self.RENEWS - timedelta(days=days_left)) == due
