"""What people type as numbers."""

from decimal import Decimal

import pytest

from tenants.kernel.figures import NotAFigure, TwoReadings, read_figure


class TestReadFigure:
    """One number, or a refusal."""

    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("12", "12"),
            ("12,50", "12.50"),
            ("1 250,50", "1250.50"),
            ("1\N{NO-BREAK SPACE}250.5", "1250.5"),
            ("1,250", "1.250"),
            ("0.125", "0.125"),
            ("1250.125", "1250.125"),
            ("\N{MINUS SIGN}3.5", "-3.5"),
        ],
    )
    def test_reads_comma_point_and_blanks(self, typed: str, number: str) -> None:
        assert read_figure(typed) == Decimal(number)

    @pytest.mark.parametrize("typed", ["1.250", "-12.500", "999.999"])
    def test_asks_where_a_point_may_group_thousands(self, typed: str) -> None:
        with pytest.raises(TwoReadings, match=typed):
            read_figure(typed)

    @pytest.mark.parametrize("typed", ["", "x", "1e3", "1_0", "1.234,50", "1,234.50", "1.2.3", "٣", "=1", "NaN"])
    def test_refuses_what_is_none(self, typed: str) -> None:
        with pytest.raises(NotAFigure):
            read_figure(typed)
