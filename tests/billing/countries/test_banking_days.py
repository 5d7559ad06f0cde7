"""Banking days, given a country's holidays."""

from datetime import date

from billing.countries.banking_days import banking_day, following_banking_day


def new_year_only(year: int) -> frozenset[date]:
    """Return the holidays of a country that has one."""
    return frozenset({date(year, 1, 1)})


class TestBankingDays:
    """Weekends and holidays."""

    def test_skip_the_weekend(self) -> None:
        assert not banking_day(date(2026, 11, 21), new_year_only)
        assert following_banking_day(date(2026, 11, 21), new_year_only) == date(2026, 11, 23)

    def test_keep_a_day_that_is_one(self) -> None:
        assert following_banking_day(date(2026, 11, 23), new_year_only) == date(2026, 11, 23)

    def test_skip_over_the_end_of_a_year(self) -> None:
        assert following_banking_day(date(2027, 1, 1), new_year_only) == date(2027, 1, 4)
