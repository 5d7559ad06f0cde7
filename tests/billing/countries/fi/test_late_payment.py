"""Finnish late payment: the published table of rates, fees by day, and days that are refused."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.fi.late_payment import (
    collection_rules,
    compensation,
    day_count,
    interest_rate,
    reminder_fee,
    reminder_rules,
)
from billing.countries.late_rules import DayCount
from billing.countries.since import NoFigure


class TestInterestRate:
    """Rates by half-year."""

    @pytest.mark.parametrize(
        ("day", "general", "commercial"),
        [
            (date(2019, 7, 1), "7.0", "8.0"),
            (date(2022, 12, 31), "7.0", "8.0"),
            (date(2023, 1, 1), "9.5", "10.5"),
            (date(2023, 7, 1), "11.0", "12.0"),
            (date(2024, 12, 31), "11.5", "12.5"),
            (date(2025, 6, 30), "10.5", "11.5"),
            (date(2025, 7, 1), "9.5", "10.5"),
            (date(2026, 6, 30), "9.5", "10.5"),
        ],
    )
    def test_is_the_published_one(self, day: date, general: str, commercial: str) -> None:
        assert interest_rate(day, business=False) == Decimal(general)
        assert interest_rate(day, business=True) == Decimal(commercial)

    @pytest.mark.parametrize("day", [date(2019, 6, 30), date(2026, 7, 1), date(2026, 11, 23), date(2027, 1, 1)])
    def test_is_refused_where_no_rate_is_confirmed(self, day: date) -> None:
        with pytest.raises(NoFigure, match=day.isoformat()):
            interest_rate(day, business=True)


class TestReminders:
    """Fees and waiting times."""

    @pytest.mark.parametrize(
        ("day", "fee", "between"),
        [(date(2022, 4, 30), 10, 7), (date(2022, 5, 1), 12, 10), (date(2026, 11, 23), 12, 10)],
    )
    def test_cost_a_business_what_the_act_of_the_day_says(self, day: date, fee: int, between: int) -> None:
        rules = reminder_rules(day, business=True)
        assert (rules.fee, rules.days_between) == (fee, between)

    def test_give_a_consumer_fourteen_days_three_times_over(self) -> None:
        rules = reminder_rules(date(2026, 11, 23), business=False)
        assert (rules.fee, rules.days_before_due, rules.days_after_due, rules.days_between) == (5, 14, 14, 14)

    def test_are_refused_before_the_table(self) -> None:
        with pytest.raises(NoFigure):
            reminder_fee(date(2020, 12, 31), business=True)
        with pytest.raises(NoFigure):
            reminder_fee(date(2013, 3, 15), business=False)


class TestCollection:
    """What comes before collection."""

    def test_reminds_a_consumer_first_and_a_business_not(self) -> None:
        assert collection_rules(business=False).reminder_first
        assert collection_rules(business=False).days_after_reminder == 14
        assert not collection_rules(business=True).reminder_first

    def test_lets_a_business_claim_forty_euros(self) -> None:
        assert compensation(date(2026, 11, 23)) == 40

    def test_counts_actual_days(self) -> None:
        assert day_count() is DayCount.ACTUAL_365
