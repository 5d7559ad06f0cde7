"""Norwegian late payment: rates and compensation by half-year, the fee by year."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.late_rules import DayCount
from billing.countries.no.late_payment import (
    collection_rules,
    compensation,
    day_count,
    interest_rate,
    reminder_fee,
    reminder_rules,
)
from billing.countries.since import NoFigure


class TestInterestRate:
    """Rates by half-year."""

    @pytest.mark.parametrize(
        ("day", "rate"),
        [
            (date(2020, 6, 30), "9.50"),
            (date(2020, 7, 1), "8.00"),
            (date(2022, 7, 1), "9.25"),
            (date(2023, 1, 1), "10.75"),
            (date(2024, 7, 1), "12.50"),
            (date(2025, 7, 1), "12.25"),
            (date(2026, 1, 1), "12.00"),
            (date(2026, 7, 1), "12.25"),
        ],
    )
    def test_is_the_one_set_by_regulation(self, day: date, rate: str) -> None:
        assert interest_rate(day, business=False) == interest_rate(day, business=True) == Decimal(rate)

    @pytest.mark.parametrize("day", [date(2019, 6, 30), date(2027, 1, 1)])
    def test_is_refused_outside_the_table(self, day: date) -> None:
        with pytest.raises(NoFigure):
            interest_rate(day, business=True)


class TestCompensation:
    """The lump sum between businesses."""

    @pytest.mark.parametrize(
        ("day", "sum_"), [(date(2025, 6, 30), 470), (date(2025, 7, 1), 460), (date(2026, 7, 1), 430)]
    )
    def test_is_that_of_the_half_year(self, day: date, sum_: int) -> None:
        assert compensation(day) == sum_

    @pytest.mark.parametrize("day", [date(2020, 1, 1), date(2021, 1, 1), date(2023, 7, 1), date(2024, 7, 1)])
    def test_is_refused_for_half_years_nobody_confirms(self, day: date) -> None:
        with pytest.raises(NoFigure):
            compensation(day)


class TestReminders:
    """Fees and waiting times."""

    def test_cost_a_twentieth_of_the_inkassosats_and_never_the_rounded_figure(self) -> None:
        assert reminder_fee(date(2025, 12, 31), business=False) == 35
        assert reminder_fee(date(2026, 11, 23), business=True) == Decimal("37.5")

    def test_carry_two_fees_at_most_fourteen_days_apart(self) -> None:
        rules = reminder_rules(date(2026, 11, 23), business=False)
        assert (rules.days_after_due, rules.days_between, rules.most_with_fee) == (14, 14, 2)

    def test_are_refused_before_the_table(self) -> None:
        with pytest.raises(NoFigure):
            reminder_fee(date(2020, 9, 30), business=False)


class TestCollection:
    """What comes before collection."""

    def test_needs_a_warning_with_fourteen_days(self) -> None:
        rules = collection_rules(business=True)
        assert (rules.warning_first, rules.warning_deadline_days) == (True, 14)

    def test_counts_actual_days(self) -> None:
        assert day_count() is DayCount.ACTUAL_365
