"""Dated figures."""

from datetime import date

import pytest

from billing.countries.since import NoFigure, Since, at, at_half_year, half_year_start, row_at

TABLE = (Since(date(2026, 1, 1), "new", "b"), Since(date(2025, 1, 1), "old", "a"))


class TestAt:
    """The value in force on a day."""

    def test_changes_on_the_day_itself(self) -> None:
        assert [at(TABLE, day) for day in (date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))] == [
            "old",
            "old",
            "new",
        ]

    def test_keeps_the_source_beside_it(self) -> None:
        assert row_at(TABLE, date(2025, 6, 1)).source == "a"

    def test_refuses_a_day_before_the_table(self) -> None:
        with pytest.raises(NoFigure, match="2024-12-31"):
            at(TABLE, date(2024, 12, 31))


class TestAtHalfYear:
    """The value set for a half-year."""

    def test_never_lets_an_older_half_year_stand_in(self) -> None:
        assert at_half_year(TABLE, date(2026, 6, 30)) == "new"
        with pytest.raises(NoFigure):
            at_half_year(TABLE, date(2026, 7, 1))

    def test_starts_in_january_and_july(self) -> None:
        assert half_year_start(date(2026, 12, 31)) == date(2026, 7, 1)
        assert half_year_start(date(2026, 1, 1)) == date(2026, 1, 1)
