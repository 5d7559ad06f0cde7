"""Swedish late payment: the published table of rates, the fee and its condition."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.late_rules import DayCount
from billing.countries.se.late_payment import (
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
            (date(2022, 6, 30), "8.00"),
            (date(2022, 7, 1), "8.50"),
            (date(2023, 1, 1), "10.50"),
            (date(2023, 7, 1), "11.50"),
            (date(2024, 7, 1), "12.00"),
            (date(2025, 1, 1), "11.00"),
            (date(2025, 7, 1), "10.00"),
            (date(2026, 11, 23), "10.00"),
        ],
    )
    def test_is_the_published_one_for_everybody(self, day: date, rate: str) -> None:
        assert interest_rate(day, business=False) == interest_rate(day, business=True) == Decimal(rate)

    @pytest.mark.parametrize("day", [date(2019, 6, 30), date(2027, 1, 1)])
    def test_is_refused_outside_the_table(self, day: date) -> None:
        with pytest.raises(NoFigure):
            interest_rate(day, business=True)


class TestReminders:
    """The fee and its condition."""

    def test_cost_sixty_kronor_if_that_was_agreed(self) -> None:
        rules = reminder_rules(date(2026, 11, 23), business=False)
        assert (rules.fee, rules.currency, rules.fee_must_be_agreed) == (60, "SEK", True)

    def test_have_no_number_of_days_or_fees_in_the_act(self) -> None:
        rules = reminder_rules(date(2026, 11, 23), business=True)
        assert (rules.days_between, rules.most_with_fee, rules.usual_with_fee) == (None, None, 1)

    def test_are_refused_before_the_table(self) -> None:
        with pytest.raises(NoFigure):
            reminder_fee(date(2013, 3, 15), business=True)


class TestCollection:
    """What comes before collection."""

    def test_needs_neither_reminder_nor_warning(self) -> None:
        rules = collection_rules(business=False)
        assert not rules.reminder_first
        assert not rules.warning_first

    def test_lets_a_business_claim_450_kronor(self) -> None:
        assert compensation(date(2026, 11, 23)) == 450

    def test_counts_leap_years_as_366_days(self) -> None:
        assert day_count() is DayCount.ACTUAL_ACTUAL
