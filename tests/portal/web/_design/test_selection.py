"""Selections: what forms send, with and without scripts."""

from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict

from portal.web._design.selection import Selection, UnreadableSelection

ONE, TWO, THREE = (str(UUID(int=number)) for number in (1, 2, 3))


def sent(**values: list[str]) -> Selection:
    return Selection.parse(MultiDict(values))


class TestSelection:
    """Rows chosen in a list."""

    def test_holds_the_rows_that_are_ticked(self) -> None:
        selection = sent(id=[ONE, TWO], shown=[ONE, TWO, THREE])
        assert selection == Selection(frozenset({ONE, TWO}))
        assert selection.count(1166) == 2
        assert ONE in selection
        assert THREE not in selection

    def test_holds_all_that_match_save_the_rows_shown_and_not_ticked(self) -> None:
        selection = sent(selected=["all"], id=[ONE], shown=[ONE, TWO])
        assert selection == Selection(all_matching=True, but_not=frozenset({TWO}))
        assert selection.count(1166) == 1165
        assert TWO not in selection
        assert THREE in selection

    def test_leaves_out_rows_of_other_pages_too(self) -> None:
        assert sent(selected=["all"], id=[ONE], shown=[ONE], but=[THREE]).but_not == {THREE}

    def test_takes_back_a_row_that_was_left_out_and_is_ticked_again(self) -> None:
        assert sent(selected=["all"], id=[ONE], shown=[ONE], but=[ONE]).but_not == frozenset()

    def test_is_empty_when_nothing_is_ticked(self) -> None:
        assert not sent(shown=[ONE, TWO])
        assert sent(selected=["all"])

    def test_counts_no_less_than_none(self) -> None:
        assert sent(selected=["all"], but=[ONE, TWO]).count(1) == 0

    def test_gives_ids_as_uuids(self) -> None:
        assert sent(id=[ONE]).uuids() == {UUID(int=1)}
        assert sent(selected=["all"], but=[TWO]).uuids_left_out() == {UUID(int=2)}

    def test_refuses_ids_that_are_none(self) -> None:
        with pytest.raises(UnreadableSelection):
            sent(id=["1 or 1=1"]).uuids()
