"""Taking a list of articles and prices."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factories.articles import new_article, new_list
from factories.cast import Cast

from billing.articles.actions import ListHasErrors, import_articles, judged
from billing.articles.queries import ArticleQuery, article_count, articles_by_code, prices_of
from billing.articles.rules.listed import ListedArticle
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import NotFound

RATE = Decimal("25.5")
ROWS = (
    ListedArticle(2, {"code": "KUPPI", "text_fi": "Kuppi", "price": "12,0525"}, RATE),
    ListedArticle(3, {"code": "MUKI", "text_fi": "Iso muki", "price": "9"}),
    ListedArticle(4, {"code": "VATI", "text_fi": "Vati", "state": "resting"}, RATE),
)


class TestImportArticles:
    """A list."""

    def test_adds_changes_and_prices_in_one_go(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        new_article(cast.alice, cast.kuusi)
        new_list(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=where) as (actor, now):
            taken = import_articles(actor, where, ROWS, now=now)
            again = import_articles(actor, where, ROWS, now=now)
            found = articles_by_code(where, ("KUPPI", "MUKI", "VATI"))
            prices = prices_of(where, [found["KUPPI"].id, found["MUKI"].id])
            acts = [row.act for row in journal_rows(where)]
        assert (taken.added, taken.changed, taken.prices) == (2, 1, 2)
        assert (again.added, again.changed, again.prices) == (0, 0, 0)
        assert (found["MUKI"].name, found["MUKI"].text_in("sv"), found["VATI"].active) == ("Iso muki", "Mugg", False)
        assert [each.amount for each in prices[found["KUPPI"].id]] == [Decimal("12.0525")]
        assert (acts.count("articles_imported"), acts.count("article_changed")) == (1, 1)

    def test_tells_the_journal_of_each_price_that_it_replaces(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        new_list(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=where) as (actor, now):
            import_articles(actor, where, ROWS[:1], now=now)
            import_articles(actor, where, [replace(ROWS[0], fields={**ROWS[0].fields, "price": "13"})], now=now)
            (told,) = [row for row in journal_rows(where) if row.act == "price_set"]
        assert (told.before["price"], told.after["price"]) == ("12.0525 EUR", "13 EUR")

    def test_writes_nothing_where_a_row_is_wrong(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            assert [bool(each.problems) for each in judged(where, ROWS, now=now)] == [True, True, False]
            with pytest.raises(ListHasErrors):
                import_articles(actor, where, ROWS, now=now)
            assert article_count(where, ArticleQuery()) == 0

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            import_articles(actor, cast.kuusi.workspace_id, ROWS, now=now)
