"""Swedish bank days, against the Riksbank's list."""

from datetime import date

import pytest

from billing.countries.se.holidays import bank_holidays, is_banking_day, next_banking_day


class TestBankHolidays:
    """Days on which Swedish banks don't pay."""

    def test_are_the_published_ones_of_2026(self) -> None:
        on_weekdays = {day for day in bank_holidays(2026) if day.weekday() < 5}
        assert {f"{day:%m-%d}" for day in on_weekdays} == {
            "01-01",
            "01-06",
            "04-03",
            "04-06",
            "05-01",
            "05-14",
            "06-19",
            "12-24",
            "12-25",
            "12-31",
        }

    @pytest.mark.parametrize("day", [date(2026, 4, 30), date(2026, 5, 15), date(2026, 12, 30)])
    def test_leave_other_days_open(self, day: date) -> None:
        assert is_banking_day(day)


class TestNextBankingDay:
    """Moving a due day."""

    def test_passes_christmas(self) -> None:
        assert next_banking_day(date(2026, 12, 24)) == date(2026, 12, 28)

    def test_passes_new_year(self) -> None:
        assert next_banking_day(date(2026, 12, 31)) == date(2027, 1, 4)
