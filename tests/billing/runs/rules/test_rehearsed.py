"""What was rehearsed, kept and compared with what came of it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from billing.runs.rules.rehearsed import Rehearsed, differing

SHOWN = Rehearsed(
    at=datetime(2026, 11, 20, 8, tzinfo=UTC), count=3, left_out=1, first="10000001", sums={"EUR": Decimal("12.50")}
)


class TestRehearsed:
    def test_is_the_same_after_being_kept(self) -> None:
        assert Rehearsed.of(SHOWN.to_json()) == SHOWN

    @pytest.mark.parametrize(
        "said",
        [
            None,
            [],
            {},
            "x",
            {**SHOWN.to_json(), "at": "2026-11-20T08:00:00"},
            {**SHOWN.to_json(), "sums": {"EUR": "NaN"}},
            {**SHOWN.to_json(), "sums": ["EUR"]},
            {**SHOWN.to_json(), "count": "many"},
        ],
    )
    def test_takes_nothing_that_a_form_made_up(self, said: object) -> None:
        assert Rehearsed.of(said) is None


class TestDiffering:
    def test_is_nothing_where_all_came_out_as_shown(self) -> None:
        assert list(differing(SHOWN, SHOWN)) == []

    def test_names_each_figure_that_differs(self) -> None:
        done = replace(SHOWN, count=2, left_out=2, first="10000004", sums={"EUR": Decimal("8.00")})
        said = [str(one) for one in differing(SHOWN, done)]
        assert said == [
            "2 invoices instead of 3.",
            "2 requests left out instead of 1; each says why below.",
            "8.00 EUR instead of 12.50.",
            "The numbers begin at 10000004 instead of 10000001, since others of the series were taken in between.",
        ]
