"""What an article must have."""

import pytest
from factories.articles import SETTING, article_input

from billing.articles.rules.card import read_article


class TestReadArticle:
    """An article as read."""

    def test_has_the_text_of_the_companys_language_as_its_name(self) -> None:
        read = read_article(article_input(), SETTING)
        assert read.problems == ()
        assert read.values["name"] == "Muki"
        assert read.values["texts"] == {"fi": "Muki", "sv": "Mugg", "en": "Mug"}
        assert (read.values["vat_category"], read.values["vat_use"]) == ("S", "standard rate")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"code": ""}, "code"),
            ({"code": "a b"}, "code"),
            ({"code": "x" * 31}, "code"),
            ({"texts": {"en": "Mug"}}, "text_fi"),
            ({"texts": {"fi": "x" * 201}}, "text_fi"),
            ({"unit": "QQQ"}, "unit"),
            ({"vat": ""}, "vat"),
            ({"vat": "umbrellas"}, "vat"),
            ({"vat": "E"}, "vat_reason"),
            ({"sales_account": "12"}, "sales_account"),
            ({"sales_account": "30a0"}, "sales_account"),
        ],
    )
    def test_tells_each_problem_at_its_field(self, changes: dict[str, object], field: str) -> None:
        assert [problem.field for problem in read_article(article_input(**changes), SETTING).problems] == [field]

    @pytest.mark.parametrize("code", ["1", "Ö-1", "A/1.2_b"])
    def test_takes_usual_codes(self, code: str) -> None:
        assert read_article(article_input(code=code), SETTING).problems == ()

    def test_keeps_a_reason_only_where_there_is_no_vat(self) -> None:
        assert read_article(article_input(vat_reason="AVL 34 §"), SETTING).values["vat_reason"] == ""
        exempt = read_article(article_input(vat="E", vat_reason="AVL 34 §"), SETTING)
        assert (exempt.problems, exempt.values["vat_reason"]) == ((), "AVL 34 §")
