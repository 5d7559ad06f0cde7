"""What people type as days."""

from datetime import date

import pytest

from tenants.kernel.days import NotADay, find_day, read_day


class TestReadDay:
    """One day, or a refusal."""

    @pytest.mark.parametrize("typed", ["2026-02-01", "1.2.2026", "01.02.2026", " 1.2.2026 "])
    def test_reads_both_ways_of_writing(self, typed: str) -> None:
        assert read_day(typed) == find_day(typed) == date(2026, 2, 1)

    @pytest.mark.parametrize(
        "typed",
        [
            "31.2.2026",
            "29.2.2027",
            "1.2.26",
            "1.2",
            "2/1/2026",
            "20260201",
            "2026-W05-7",
            "0.1.2026",
            "1.1.0000",
            "soon",
            "",
        ],
    )
    def test_guesses_nothing(self, typed: str) -> None:
        assert find_day(typed) is None
        with pytest.raises(NotADay) as refused:
            read_day(typed)
        assert (typed or "\N{EN DASH}") in str(refused.value)

    def test_says_no_more_of_it_than_fits(self) -> None:
        assert "x" * 40 + " isn't a day" in str(NotADay("x" * 500))
