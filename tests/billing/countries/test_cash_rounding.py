"""Cash rounding."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.cash_rounding import SMALLEST, cash_rounding, smallest_amount

ON = date(2026, 11, 23)


class TestCashRounding:
    """What is added."""

    @pytest.mark.parametrize(
        ("amount", "currency", "added"),
        [
            ("1250.49", "SEK", "-0.49"),
            ("1250.50", "SEK", "0.50"),
            ("1251.00", "SEK", "0.00"),
            ("-10.50", "SEK", "-0.50"),
            ("99.24", "DKK", "-0.24"),
            ("99.25", "DKK", "0.25"),
            ("99.75", "DKK", "0.25"),
            ("0.50", "NOK", "0.50"),
            ("99.99", "EUR", "0.00"),
            ("99.995", "KWD", "0.000"),
        ],
    )
    def test_goes_to_the_nearest_coin(self, amount: str, currency: str, added: str) -> None:
        assert cash_rounding(Decimal(amount), currency, ON) == Decimal(added)

    def test_knows_no_figure_before_the_coins_went(self) -> None:
        assert smallest_amount("SEK", date(2010, 9, 30)) is None
        assert smallest_amount("SEK", date(2010, 10, 1)) == 1

    def test_names_its_sources(self) -> None:
        assert all(row.source for rows in SMALLEST.values() for row in rows)
