"""Rates by day, and amounts by rate."""

from datetime import date
from decimal import Decimal

import pytest

from billing.exchange.rules import NO_RATES, Rate, Rates

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
RATES = Rates.of(
    [
        Rate("SEK", MONDAY, Decimal("11.2000"), "ECB"),
        Rate("SEK", FRIDAY, Decimal("11.0000"), "ECB"),
        Rate("USD", FRIDAY, Decimal("1.1500"), "ECB"),
        Rate("JPY", FRIDAY, Decimal("180.00"), "ECB"),
    ]
)


class TestLatest:
    """Directive 2006/112/EC art. 91 (2)."""

    @pytest.mark.parametrize(
        ("on", "worth"),
        [
            (FRIDAY, "11.0000"),
            (date(2026, 11, 22), "11.0000"),
            (MONDAY, "11.2000"),
            (date(2026, 11, 30), "11.2000"),
        ],
    )
    def test_is_the_newest_of_the_days_until_then(self, on: date, worth: str) -> None:
        found = RATES.latest("SEK", on)
        assert found is not None
        assert found.per_euro == Decimal(worth)

    @pytest.mark.parametrize("on", [date(2026, 11, 19), date(2026, 12, 1)])
    def test_is_none_before_the_first_and_when_it_is_too_old(self, on: date) -> None:
        assert RATES.latest("SEK", on) is None


class TestCross:
    """One currency in another."""

    @pytest.mark.parametrize(
        ("amount", "source", "target", "comes_to"),
        [
            ("25.50", "EUR", "SEK", "280.50"),
            ("280.50", "SEK", "EUR", "25.50"),
            ("100.00", "USD", "SEK", "956.52"),
            ("1000", "JPY", "EUR", "5.56"),
            ("5.56", "EUR", "JPY", "1001"),
            ("-25.50", "EUR", "SEK", "-280.50"),
        ],
    )
    def test_goes_through_the_euro_and_rounds_once(self, amount: str, source: str, target: str, comes_to: str) -> None:
        found = RATES.cross(source, target, FRIDAY)
        assert found is not None
        assert found.convert(Decimal(amount)) == Decimal(comes_to)

    def test_names_the_older_of_two_days(self) -> None:
        found = RATES.cross("USD", "SEK", MONDAY)
        assert found is not None
        assert (found.day, found.source) == (FRIDAY, "ECB")

    @pytest.mark.parametrize(("source", "target"), [("GBP", "SEK"), ("SEK", "GBP"), ("EUR", "EUR")])
    def test_guesses_nothing(self, source: str, target: str) -> None:
        assert RATES.cross(source, target, FRIDAY) is None
        assert NO_RATES.cross("EUR", "SEK", FRIDAY) is None
