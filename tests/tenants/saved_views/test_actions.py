"""A person's own views of a list."""

import pytest
from factories.cast import Cast, Member

from tenants.kernel.refusals import InvalidFields
from tenants.saved_views.actions import NoSuchView, begin_with, drop_view, save_view
from tenants.saved_views.queries import ViewRow, view_rows


def keep(person: Member, name: str, query: str = "state=active", *, is_default: bool = False) -> None:
    with person.acting() as (_, now):
        save_view(person.user_id, "portfolio", name, query, is_default=is_default, now=now)


def views(person: Member) -> tuple[ViewRow, ...]:
    with person.acting():
        return view_rows(person.user_id, "portfolio")


class TestSaveView:
    """A view."""

    def test_is_replaced_under_its_name(self, cast: Cast) -> None:
        keep(cast.alice, "Monday ")
        keep(cast.alice, "Monday", "state=ending")
        assert [(view.name, view.query) for view in views(cast.alice)] == [("Monday", "state=ending")]

    def test_is_the_only_one_the_list_begins_with(self, cast: Cast) -> None:
        keep(cast.alice, "Monday", is_default=True)
        keep(cast.alice, "Tuesday", is_default=True)
        assert [view.name for view in views(cast.alice) if view.is_default] == ["Tuesday"]

    @pytest.mark.parametrize("name", [" ", "x" * 61])
    def test_needs_a_short_name(self, cast: Cast, name: str) -> None:
        with pytest.raises(InvalidFields):
            keep(cast.alice, name)

    def test_is_nobody_elses(self, cast: Cast) -> None:
        keep(cast.alice, "Monday")
        with cast.charlie.acting():
            assert view_rows(cast.alice.user_id, "portfolio") == ()


class TestBeginWith:
    """The view that a list begins with."""

    def test_is_chosen_and_let_go(self, cast: Cast) -> None:
        keep(cast.alice, "Monday")
        (view,) = views(cast.alice)
        for chosen in (True, False):
            with cast.alice.acting():
                begin_with(cast.alice.user_id, view.id, chosen=chosen)
            assert views(cast.alice)[0].is_default is chosen


class TestDropView:
    """Removing a view."""

    def test_removes_ones_own_only(self, cast: Cast) -> None:
        keep(cast.alice, "Monday")
        (view,) = views(cast.alice)
        with cast.charlie.acting(), pytest.raises(NoSuchView):
            drop_view(cast.charlie.user_id, view.id)
        with cast.alice.acting():
            drop_view(cast.alice.user_id, view.id)
        assert views(cast.alice) == ()
