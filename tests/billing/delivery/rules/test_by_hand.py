"""What may be printed here and handed over."""

from dataclasses import replace

import pytest

from billing.delivery.rules.by_hand import REASONS, Hindrance, Paper, hindrance

FITTING = Paper(is_taken_over=False, is_withheld=False, is_allowed=True, is_wanted=True, is_made=True, newest=None)


class TestHindrance:
    """`hindrance`."""

    @pytest.mark.parametrize("newest", [None, "failed", "bounced", "rejected", "unknown"])
    def test_lets_out_what_hasnt_arrived(self, newest: str | None) -> None:
        assert hindrance(replace(FITTING, newest=newest), any_way=False) is None

    @pytest.mark.parametrize(
        ("paper", "reason"),
        [
            (replace(FITTING, is_taken_over=True), "taken_over"),
            (replace(FITTING, is_withheld=True), "withheld"),
            (replace(FITTING, is_allowed=False), "einvoice_only"),
            (replace(FITTING, newest="delivered"), "done"),
            (replace(FITTING, newest="handed_over"), "done"),
            (replace(FITTING, newest="queued"), "on_its_way"),
            (replace(FITTING, is_made=False), "no_document"),
        ],
    )
    def test_says_why_the_rest_stays_whatever_a_person_chose(self, paper: Paper, reason: Hindrance) -> None:
        assert hindrance(paper, any_way=True) == hindrance(paper, any_way=False) == reason
        assert str(REASONS[reason])

    def test_takes_what_goes_another_way_only_where_a_person_chose_so(self) -> None:
        other = replace(FITTING, is_wanted=False)
        assert hindrance(other, any_way=False) == "other_way"
        assert hindrance(other, any_way=True) is None
