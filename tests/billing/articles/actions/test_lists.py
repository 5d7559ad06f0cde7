"""Writing price lists."""

import pytest
from factories.articles import new_list
from factories.cast import Cast

from billing.articles.actions import add_price_list, make_default
from billing.articles.queries import NoSuchPriceList, price_list_rows
from tenants.kernel.refusals import InvalidFields, NotFound


class TestAddPriceList:
    """Opening a list."""

    def test_makes_the_first_one_the_default(self, cast: Cast) -> None:
        new_list(cast.alice, cast.kuusi, " Normal ", "eur")
        new_list(cast.alice, cast.kuusi, "Export", "SEK")
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            rows = price_list_rows(cast.kuusi.workspace_id)
        assert [(row.name, row.currency, row.is_default) for row in rows] == [
            ("Normal", "EUR", True),
            ("Export", "SEK", False),
        ]

    def test_tells_each_problem_at_its_field(self, cast: Cast) -> None:
        new_list(cast.alice, cast.kuusi)
        with pytest.raises(InvalidFields) as refusal:
            new_list(cast.alice, cast.kuusi, "NORMAL", "XYZ")
        assert [problem.field for problem in refusal.value.problems] == ["name", "currency"]

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            add_price_list(actor, cast.kuusi.workspace_id, "Normal", "EUR", now=now)


class TestMakeDefault:
    """Choosing the default."""

    def test_leaves_one(self, cast: Cast) -> None:
        new_list(cast.alice, cast.kuusi)
        export = new_list(cast.alice, cast.kuusi, "Export", "SEK")
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            for _time in range(2):
                make_default(actor, cast.kuusi.workspace_id, export, now=now)
            rows = price_list_rows(cast.kuusi.workspace_id)
        assert [(row.name, row.is_default) for row in rows] == [("Export", True), ("Normal", False)]

    def test_hides_the_list_from_a_stranger(self, cast: Cast) -> None:
        normal = new_list(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert price_list_rows(cast.kuusi.workspace_id) == ()
            with pytest.raises(NoSuchPriceList):
                make_default(actor, cast.ek.workspace_id, normal, now=now)
            with pytest.raises(NotFound):
                make_default(actor, cast.kuusi.workspace_id, normal, now=now)
