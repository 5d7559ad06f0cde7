"""Danish bank days, against the list of Danmarks Nationalbank."""

from datetime import date

import pytest

from billing.countries.dk.holidays import bank_holidays, is_banking_day, next_banking_day


class TestBankHolidays:
    """Days on which Danish banks don't pay."""

    def test_are_the_published_ones_of_2026(self) -> None:
        on_weekdays = {day for day in bank_holidays(2026) if day.weekday() < 5}
        assert {f"{day:%m-%d}" for day in on_weekdays} == {
            "01-01",
            "04-02",
            "04-03",
            "04-06",
            "05-14",
            "05-15",
            "05-25",
            "06-05",
            "12-24",
            "12-25",
            "12-31",
        }

    @pytest.mark.parametrize("day", [date(2026, 5, 1), date(2024, 4, 26)])
    def test_leave_other_days_open(self, day: date) -> None:
        assert is_banking_day(day)


class TestNextBankingDay:
    """Moving a due day."""

    def test_passes_christmas(self) -> None:
        assert next_banking_day(date(2026, 12, 24)) == date(2026, 12, 28)

    def test_passes_ascension(self) -> None:
        assert next_banking_day(date(2027, 5, 6)) == date(2027, 5, 10)

    def test_passes_the_great_day_of_prayers_until_it_was_abolished(self) -> None:
        assert next_banking_day(date(2023, 5, 5)) == date(2023, 5, 8)
