"""The small-amount rule."""

from decimal import Decimal

import pytest

from billing.requests.rules.small_amounts import waits, why_it_waits


class TestWaits:
    """`waits`."""

    @pytest.mark.parametrize(
        ("total", "is_small"), [("0", True), ("9.99", True), ("10", False), ("10.01", False), ("-0.01", False)]
    )
    def test_keeps_what_is_under_the_least_amount_and_no_credit(self, total: str, *, is_small: bool) -> None:
        assert waits(Decimal(total), "EUR", least=Decimal(10), own_currency="EUR") is is_small

    def test_says_nothing_of_other_currencies_unreckoned_amounts_and_streams_without_a_rule(self) -> None:
        assert not waits(Decimal(1), "SEK", least=Decimal(10), own_currency="EUR")
        assert not waits(None, "EUR", least=Decimal(10), own_currency="EUR")
        assert not waits(Decimal(1), "EUR", least=None, own_currency="EUR")


class TestWhyItWaits:
    """`why_it_waits`."""

    def test_says_both_amounts(self) -> None:
        assert "comes to 5.00 EUR, less than the stream's least amount of 10.00 EUR" in str(
            why_it_waits(Decimal("5.00"), "EUR", Decimal("10.00"))
        )
