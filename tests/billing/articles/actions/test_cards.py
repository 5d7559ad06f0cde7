"""Writing articles."""

import pytest
from factories.articles import article_input, new_article
from factories.cast import Cast

from billing.articles.actions import add_article, change_article, set_active
from billing.articles.queries import NoSuchArticle, articles_by_code, get_article
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound


class TestAddArticle:
    """Adding."""

    def test_keeps_the_card_and_says_so_in_the_journal(self, cast: Cast) -> None:
        article_id = new_article(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            article = get_article(cast.kuusi.workspace_id, article_id)
            (entry,) = journal_rows(cast.kuusi.workspace_id, about_id=article_id)
        assert (article.name, article.text_in("sv"), article.text_in("da")) == ("Muki", "Mugg", "Muki")
        assert (entry.act, (entry.after or {})["text_sv"]) == ("article_added", "Mugg")

    def test_refuses_a_code_that_is_taken(self, cast: Cast) -> None:
        new_article(cast.alice, cast.kuusi)
        with pytest.raises(InvalidFields) as refusal:
            new_article(cast.alice, cast.kuusi)
        assert [problem.field for problem in refusal.value.problems] == ["code"]

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            add_article(actor, cast.kuusi.workspace_id, article_input(), now=now)


class TestChangeArticle:
    """Changing."""

    def test_writes_only_what_changed_into_the_journal(self, cast: Cast) -> None:
        article_id = new_article(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            changed = article_input(texts={"fi": "Iso muki", "sv": "Mugg"})
            facts = change_article(actor, cast.kuusi.workspace_id, article_id, changed, now=now)
            change_article(actor, cast.kuusi.workspace_id, article_id, changed, now=now)
            rows = journal_rows(cast.kuusi.workspace_id, about_id=article_id)
        (entry,) = [row for row in rows if row.act == "article_changed"]
        assert facts.name == "Iso muki"
        assert entry.before == {"text_en": "Mug", "text_fi": "Muki"}
        assert entry.after == {"text_en": None, "text_fi": "Iso muki"}

    def test_leaves_the_code_as_it_is(self, cast: Cast) -> None:
        article_id = new_article(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(InvalidFields):
            change_article(actor, cast.kuusi.workspace_id, article_id, article_input(code="B"), now=now)

    def test_hides_the_article_from_a_stranger(self, cast: Cast) -> None:
        article_id = new_article(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert articles_by_code(cast.kuusi.workspace_id, ("MUKI",)) == {}
            with pytest.raises(NoSuchArticle):
                get_article(cast.kuusi.workspace_id, article_id)
            with pytest.raises(NotFound):
                change_article(actor, cast.kuusi.workspace_id, article_id, article_input(), now=now)
            with pytest.raises(NoSuchArticle):
                change_article(actor, cast.ek.workspace_id, article_id, article_input(), now=now)


class TestSetActive:
    """Resting, and taking into use again."""

    def test_changes_those_that_are_otherwise_and_names_them(self, cast: Cast) -> None:
        ids = [new_article(cast.alice, cast.kuusi, code=code) for code in ("A", "B", "C")]
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            assert set_active(actor, where, ids[:1], active=False, now=now) == 1
            assert set_active(actor, where, ids[:2], active=False, now=now) == 1
            assert set_active(actor, where, [], active=False, now=now) == 0
            assert [get_article(where, each).active for each in ids] == [False, False, True]
            assert set_active(actor, where, ids, active=True, now=now) == 2
            said = [(row.act, row.after) for row in journal_rows(where) if row.act.startswith("articles_")]
        assert ("articles_activated", {"count": 2, "codes": "A, B"}) in said

    def test_reaches_no_strangers_articles(self, cast: Cast) -> None:
        article_id = new_article(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert set_active(actor, cast.ek.workspace_id, [article_id], active=False, now=now) == 0
            with pytest.raises(NotFound):
                set_active(actor, cast.kuusi.workspace_id, [article_id], active=False, now=now)
