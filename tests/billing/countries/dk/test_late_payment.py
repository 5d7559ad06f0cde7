"""Danish late payment: the published table of rates, fees and waiting times."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.dk.late_payment import (
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
        ("day", "rate"),
        [
            (date(2020, 1, 1), "8.05"),
            (date(2021, 7, 1), "7.65"),
            (date(2022, 12, 31), "7.55"),
            (date(2023, 1, 1), "9.90"),
            (date(2024, 1, 1), "11.75"),
            (date(2024, 7, 1), "11.50"),
            (date(2025, 1, 1), "10.75"),
            (date(2026, 6, 30), "9.75"),
        ],
    )
    def test_is_the_published_one_for_everybody(self, day: date, rate: str) -> None:
        assert interest_rate(day, business=False) == interest_rate(day, business=True) == Decimal(rate)

    @pytest.mark.parametrize("day", [date(2019, 6, 30), date(2026, 7, 1), date(2026, 11, 23)])
    def test_is_refused_where_no_rate_is_confirmed(self, day: date) -> None:
        with pytest.raises(NoFigure):
            interest_rate(day, business=True)


class TestReminders:
    """Fees and waiting times."""

    def test_cost_a_hundred_kroner_three_times_ten_days_apart(self) -> None:
        rules = reminder_rules(date(2026, 11, 23), business=False)
        assert (rules.fee, rules.most_with_fee, rules.days_between, rules.days_after_due) == (100, 3, 10, 1)

    def test_are_refused_before_the_table(self) -> None:
        with pytest.raises(NoFigure):
            reminder_fee(date(2014, 5, 12), business=True)


class TestCollection:
    """What comes before collection."""

    def test_needs_a_written_demand_with_ten_days(self) -> None:
        rules = collection_rules(business=False)
        assert (rules.warning_first, rules.warning_deadline_days) == (True, 10)

    def test_lets_a_business_claim_310_kroner(self) -> None:
        assert compensation(date(2026, 11, 23)) == 310

    def test_counts_months_of_thirty_days(self) -> None:
        assert day_count() is DayCount.THIRTY_360
