"""Norwegian bank days, against the list of Norges Bank."""

from datetime import date

import pytest

from billing.countries.no.holidays import bank_holidays, is_banking_day, next_banking_day


class TestBankHolidays:
    """Days on which Norwegian banks don't pay."""

    def test_are_the_published_ones_of_2026(self) -> None:
        on_weekdays = {day for day in bank_holidays(2026) if day.weekday() < 5}
        assert {f"{day:%m-%d}" for day in on_weekdays} == {
            "01-01",
            "04-02",
            "04-03",
            "04-06",
            "05-01",
            "05-14",
            "05-25",
            "12-24",
            "12-25",
        }

    @pytest.mark.parametrize("day", [date(2026, 12, 31), date(2026, 6, 19)])
    def test_leave_other_days_open(self, day: date) -> None:
        assert is_banking_day(day)


class TestNextBankingDay:
    """Moving a due day."""

    def test_passes_christmas(self) -> None:
        assert next_banking_day(date(2026, 12, 24)) == date(2026, 12, 28)

    def test_passes_easter(self) -> None:
        assert next_banking_day(date(2026, 4, 2)) == date(2026, 4, 7)
