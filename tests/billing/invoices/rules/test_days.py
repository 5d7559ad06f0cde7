"""How far ahead an invoice's days may lie."""

from datetime import date

import pytest

from billing.invoices.rules.days import latest_due_day, latest_issue_day


class TestLatestIssueDay:
    """The last day that an invoice can be dated."""

    @pytest.mark.parametrize(
        ("today", "latest"),
        [
            (date(2026, 1, 1), date(2026, 3, 31)),
            (date(2026, 10, 31), date(2026, 12, 31)),
            (date(2026, 11, 1), date(2027, 1, 31)),
            (date(2026, 12, 31), date(2027, 2, 28)),
            (date(2027, 12, 31), date(2028, 2, 29)),
        ],
    )
    def test_is_the_end_of_the_month_after_next(self, today: date, latest: date) -> None:
        assert latest_issue_day(today) == latest


class TestLatestDueDay:
    """The last day that an invoice can fall due."""

    def test_is_as_far_as_the_longest_term_of_a_stream(self) -> None:
        assert latest_due_day(date(2026, 2, 3)) == date(2027, 2, 28)
        assert latest_due_day(date(2026, 12, 31)) == date(2027, 12, 31)
