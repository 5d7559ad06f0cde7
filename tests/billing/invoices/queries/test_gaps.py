"""The numbers of a series as evidence."""

from datetime import timedelta

import pytest
from factories.desk import Desk

from billing.invoices.queries.gaps import number_rows


class TestNumberRows:
    """What was issued in each series."""

    def test_follow_one_another(self, desk: Desk) -> None:
        (row,) = number_rows(desk.workspace_id)
        assert (row.first_number, row.last_number, row.count, row.expected) == ("10000001", "10000005", 5, 5)
        assert (row.missing, row.credit_notes, row.credited) == ((), 0, 0)

    def test_keep_to_a_period(self, desk: Desk) -> None:
        assert number_rows(desk.workspace_id, desk.today, desk.today)[0].count == 5
        assert number_rows(desk.workspace_id, desk.today + timedelta(days=1)) == ()

    @pytest.mark.parametrize(
        ("change", "missing"),
        [
            ("update number_series set next_number = 8", (("10000006", "10000007"),)),
            ("update number_series set digits = 4", ()),
        ],
    )
    def test_tell_what_the_series_gave_and_nobody_has(
        self, desk: Desk, change: str, missing: tuple[tuple[str, str], ...]
    ) -> None:
        desk.change(change)
        assert number_rows(desk.workspace_id)[0].missing == missing
