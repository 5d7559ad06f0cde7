"""Shares and limits of ROT and RUT."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.se.household_work import KINDS, REDUCTIONS, SHARES, limits, share
from billing.countries.since import Confidence, NoFigure


class TestShare:
    """By the day of payment."""

    @pytest.mark.parametrize(
        ("day", "percent"), [("2025-05-11", 30), ("2025-05-12", 50), ("2025-12-31", 50), ("2026-01-01", 30)]
    )
    def test_of_rot_was_higher_for_a_while(self, day: str, percent: int) -> None:
        assert share("rot", date.fromisoformat(day)) == Decimal(percent)

    def test_of_rut_is_half(self) -> None:
        assert share("rut", date(2026, 11, 23)) == Decimal(50)

    def test_says_whence_and_how_well_it_is_known(self) -> None:
        known = {row.from_day: row.confidence for row in SHARES["rot"] if row.source}
        assert known == {
            date(2026, 1, 1): Confidence.OFFICIAL,
            date(2025, 5, 12): Confidence.OFFICIAL,
            date(2016, 1, 1): Confidence.AGREEING,
        }
        assert [row.confidence for row in SHARES["rut"] if row.source] == [Confidence.AGREEING]


class TestLimits:
    """For a person and a year."""

    def test_hold_rot_and_both(self) -> None:
        assert (limits(date(2026, 1, 1)).rot, limits(date(2026, 1, 1)).both) == (Decimal(50000), Decimal(75000))

    def test_are_not_guessed_for_2024(self) -> None:
        with pytest.raises(NoFigure):
            limits(date(2024, 9, 1))


class TestKinds:
    """As the claim tells them apart."""

    def test_belong_to_one_reduction_each(self) -> None:
        assert {kind.reduction for kind in KINDS.values()} == set(REDUCTIONS)
