"""Reading the list of articles."""

import pytest
from factories.articles import new_article
from factories.cast import Cast

from billing.articles.actions import set_active
from billing.articles.queries import ArticleQuery, article_count, article_ids, article_rows


class TestArticleRows:
    """The list."""

    @pytest.mark.parametrize(
        ("query", "codes"),
        [
            (ArticleQuery(), "A2 B1 C3"),
            (ArticleQuery(sort="name"), "B1 A2 C3"),
            (ArticleQuery(sort="name", descending=True), "C3 A2 B1"),
            (ArticleQuery(sort="state"), "A2 B1 C3"),
            (ArticleQuery(search="ä"), "C3"),
            (ArticleQuery(search="b"), "B1"),
            (ArticleQuery(state="resting"), "C3"),
            (ArticleQuery(state="active", vat="standard rate"), "A2"),
            (ArticleQuery(vat="AE"), "B1"),
            (ArticleQuery(limit=1, offset=1), "B1"),
        ],
    )
    def test_is_narrowed_and_ordered_as_asked(self, cast: Cast, query: ArticleQuery, codes: str) -> None:
        where = cast.kuusi.workspace_id
        for code, name, vat in (("A2", "Zorn", "standard rate"), ("B1", "Muki", "AE"), ("C3", "Ämpäri", "G")):
            last = new_article(cast.alice, cast.kuusi, code=code, texts={"fi": name}, vat=vat)
        with cast.alice.acting(in_=where) as (actor, now):
            set_active(actor, where, [last], active=False, now=now)
            assert " ".join(row.code for row in article_rows(where, query)) == codes
            if query.limit > 1:
                assert article_count(where, query) == len(article_ids(where, query)) == len(codes.split())
            assert last not in article_ids(where, query, {last})
