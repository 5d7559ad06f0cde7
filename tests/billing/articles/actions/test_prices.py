"""Writing prices."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from factories.articles import new_article, new_list, priced
from factories.cast import Cast

from billing.articles.actions import PriceHasBegun, set_price, take_back_price
from billing.articles.queries import NoSuchArticle, prices_of, prices_on
from tenants.kernel.country import local_day
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import NotFound

FIRST, SECOND = date(2026, 1, 1), date(2026, 7, 1)


class TestSetPrice:
    """A price from a day on."""

    def test_holds_from_its_day_until_the_next(self, cast: Cast) -> None:
        article, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        priced(cast.alice, cast.kuusi, article, normal, "10", FIRST)
        priced(cast.alice, cast.kuusi, article, normal, "12.0525", SECOND)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            days = (FIRST - timedelta(days=1), FIRST, SECOND - timedelta(days=1), SECOND)
            found = [prices_on(cast.kuusi.workspace_id, [article], normal, day).get(article) for day in days]
        amounts = [each.amount if each else None for each in found]
        assert amounts == [None, Decimal(10), Decimal(10), Decimal("12.0525")]

    def test_replaces_the_price_of_the_same_day_and_says_what_it_was(self, cast: Cast) -> None:
        article, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        for amount in ("10", "11"):
            priced(cast.alice, cast.kuusi, article, normal, amount, FIRST)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (price,) = prices_of(cast.kuusi.workspace_id, [article])[article]
            acts = [row for row in journal_rows(cast.kuusi.workspace_id, about_id=article) if row.act == "price_set"]
        assert price.amount == 11
        assert {(row.before or {}).get("price") for row in acts} == {None, "10.00 EUR"}

    def test_is_not_a_strangers_to_set(self, cast: Cast) -> None:
        article, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            with pytest.raises(NotFound):
                set_price(actor, cast.kuusi.workspace_id, article, normal, (FIRST, Decimal(1)), now=now)
            with pytest.raises(NoSuchArticle):
                set_price(actor, cast.ek.workspace_id, article, normal, (FIRST, Decimal(1)), now=now)


class TestTakeBackPrice:
    """Taking a price back."""

    def test_is_possible_until_its_day(self, cast: Cast) -> None:
        article, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            today = local_day(now, "FI")
            for day in (today, today + timedelta(days=1)):
                set_price(actor, where, article, normal, (day, Decimal(10)), now=now)
            coming, begun = prices_of(where, [article])[article]
            assert take_back_price(actor, where, coming.id, now=now) == article
            with pytest.raises(PriceHasBegun):
                take_back_price(actor, where, begun.id, now=now)
            assert [price.id for price in prices_of(where, [article])[article]] == [begun.id]

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        article, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        priced(cast.alice, cast.kuusi, article, normal, "10", date(2090, 1, 1))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (price,) = prices_of(cast.kuusi.workspace_id, [article])[article]
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            for where in (cast.kuusi.workspace_id, cast.ek.workspace_id):
                with pytest.raises(NotFound):
                    take_back_price(actor, where, price.id, now=now)
