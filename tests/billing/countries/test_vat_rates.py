"""Choosing rates by the day of supply."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.since import Confidence, NoFigure
from billing.countries.vat_rates import STANDARD, VatRate, rates_on, standard_rate_on
from tenants.kernel.language import msg

FOOD = msg("food")
TABLE = (
    VatRate(Decimal(0), FOOD, date(2025, 1, 1), date(2025, 12, 31), "x", Confidence.UNCONFIRMED),
    VatRate(Decimal(25), STANDARD, date(2025, 1, 1), None, "y"),
)


class TestVatRates:
    """Rates of a table."""

    def test_holds_on_its_first_and_last_day(self) -> None:
        assert len(rates_on(TABLE, date(2025, 1, 1))) == len(rates_on(TABLE, date(2025, 12, 31))) == 2
        assert len(rates_on(TABLE, date(2026, 1, 1))) == 1

    def test_refuses_a_day_before_the_table(self) -> None:
        with pytest.raises(NoFigure):
            standard_rate_on(TABLE, date(2024, 12, 31))

    def test_says_category_and_confidence_of_a_row(self) -> None:
        zero, standard = TABLE
        assert (zero.category, zero.confirmed) == ("Z", False)
        assert (standard.category, standard.confirmed) == ("S", True)
        assert standard_rate_on(TABLE, date(2025, 6, 1)) == 25
