"""Single fields."""

from datetime import date
from decimal import Decimal

import pytest

from billing.requests.formats.table import Row
from billing.requests.formats.values import NotADay, NotANumber, day, number, unit


class TestNumber:
    """Numbers."""

    @pytest.mark.parametrize(
        ("given", "read"),
        [
            ("1,5", "1.5"),
            ("1.5", "1.5"),
            ("1 234,50", "1234.50"),
            ("1\u00a0234", "1234"),
            ("−2", "-2"),
            ("25,5 %", "25.5"),
        ],
    )
    def test_have_comma_or_point(self, given: str, read: str) -> None:
        assert number(Row(2, {"x": given}), "x") == Decimal(read)

    @pytest.mark.parametrize("given", ["1.234,5", "1,234.5", "one", "1e5", "Infinity", "--1", "٣", "1" * 16])
    def test_are_refused_where_they_could_be_read_wrongly(self, given: str) -> None:
        with pytest.raises(NotANumber):
            number(Row(2, {"x": given}), "x")

    def test_may_be_absent(self) -> None:
        assert number(Row(2, {}), "x") is None


class TestDay:
    """Days."""

    @pytest.mark.parametrize("given", ["2026-11-03", "3.11.2026", "03.11.2026"])
    def test_are_written_in_two_ways(self, given: str) -> None:
        assert day(Row(2, {"x": given}), "x") == date(2026, 11, 3)

    @pytest.mark.parametrize("given", ["11/03/2026", "3.11.26", "2026-13-01", "today"])
    def test_are_refused_otherwise(self, given: str) -> None:
        with pytest.raises(NotADay):
            day(Row(2, {"x": given}), "x")


class TestUnit:
    """Units."""

    @pytest.mark.parametrize(
        ("given", "code"), [("", "C62"), ("kpl", "C62"), ("Tim.", "HUR"), ("kgm", "KGM"), ("mug", "MUG")]
    )
    def test_are_known_by_code_or_name(self, given: str, code: str) -> None:
        assert unit(Row(2, {"unit": given})) == code
