"""Reading what some lines name."""

from datetime import date
from decimal import Decimal

import pytest
from factories.articles import new_article, new_list, priced
from factories.cast import Cast

from billing.articles.queries.catalogue import catalogue_of
from billing.articles.rules.catalogue import NOTHING_SOLD
from tenants.kernel.refusals import NotFound


class TestCatalogueOf:
    """Articles and prices by code."""

    def test_has_what_is_named_with_its_prices(self, cast: Cast) -> None:
        mug, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        new_article(cast.alice, cast.kuusi, code="OTHER")
        priced(cast.alice, cast.kuusi, mug, normal, "12.5", date(2026, 1, 1))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            found = catalogue_of(cast.kuusi.workspace_id, {"MUKI", "GONE"})
        assert list(found.articles) == ["MUKI"]
        price = found.price_of(found.articles["MUKI"], found.lists[0], date(2026, 11, 1))
        assert price is not None
        assert price.amount == Decimal("12.50")
        assert found.price_of(found.articles["MUKI"], found.lists[0], date(2025, 12, 31)) is None

    def test_is_nothing_without_codes_and_to_a_stranger(self, cast: Cast) -> None:
        new_article(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id), pytest.raises(NotFound):
            catalogue_of(cast.kuusi.workspace_id, {"MUKI"})
        assert catalogue_of(cast.kuusi.workspace_id, ()) is NOTHING_SOLD
