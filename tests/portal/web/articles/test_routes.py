"""The list of articles, their cards, prices and price lists."""

import re
from datetime import date
from io import BytesIO

import pytest
from factories.articles import new_article, new_list, priced
from factories.cast import Cast
from factories.forms import post, told_above
from factories.requests import ready_house
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billing.articles.queries import ArticleQuery, article_rows, price_list_rows, prices_of
from billing.articles.rules.facts import ArticleFacts
from billing.articles.rules.tax import Tax

HOSTILE = "<script>alert(1)</script>"
NEW = {
    "code": "A-1",
    "text_fi": "Muki",
    "text_sv": HOSTILE,
    "unit": "HUR",
    "vat": "food, restaurants, feed",
    "sales_account": "3000",
    "state": "active",
}
FILE = "code;text_fi;vat_rate;price;valid_from\nKUPPI;Kuppi;25,5;12,0525;1.1.2026\nKUPPI;;;14;2027-01-01\n"


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " "))


def articles(cast: Cast) -> tuple[ArticleFacts, ...]:
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        return article_rows(cast.kuusi.workspace_id, ArticleQuery())


@pytest.fixture
def alice(cast: Cast) -> FlaskClient:
    return cast.alice.browser()


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/w/{cast.kuusi.workspace_id}/articles"


class TestArticles:
    """The list."""

    def test_begins_with_the_first_step(self, alice: FlaskClient, url: str) -> None:
        page = text(alice.get(url))
        assert "No articles yet" in page
        assert f'href="{url}/new"' in page

    def test_shows_each_with_todays_rate_and_price(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        article = new_article(cast.alice, cast.kuusi, code="A-1", vat="food, restaurants, feed")
        priced(cast.alice, cast.kuusi, article, new_list(cast.alice, cast.kuusi), "12.5", date(2026, 1, 1))
        page = text(alice.get(url))
        for words in ("A-1", "Muki", "pcs (C62)", "13.5% – food", "Price, Normal", "12.50 EUR", "In use"):
            assert words in page, words
        assert "Muki" not in text(alice.get(f"{url}?state=resting"))
        assert "Muki" in text(alice.get(f"{url}?q=muk&sort=-name&vat=food, restaurants, feed"))

    def test_rests_and_activates_what_was_chosen(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        first = new_article(cast.alice, cast.kuusi, code="A")
        new_article(cast.alice, cast.kuusi, code="B")
        page = post(alice, f"{url}/state", {"to": "resting", "id": str(first)}, follow_redirects=True)
        assert "Rested: 1." in text(page)
        assert [each.active for each in articles(cast)] == [False, True]
        everything = {"to": "resting", "selected": "all", "shown": str(first)}
        post(alice, f"{url}/state", everything)
        assert [each.active for each in articles(cast)] == [False, False]
        post(alice, f"{url}/state", {"to": "active", "selected": "all", "state": "resting"})
        assert [each.active for each in articles(cast)] == [True, True]
        assert "Nothing changed." in text(post(alice, f"{url}/state", {"to": "active"}, follow_redirects=True))

    def test_is_not_there_for_a_stranger(self, cast: Cast, url: str) -> None:
        article = new_article(cast.alice, cast.kuusi)
        charlie = cast.charlie.browser()
        for path in ("", "/new", f"/{article}", "/import", "/export.csv"):
            assert charlie.get(url + path).status_code == 404
        for path in ("/new", f"/{article}", f"/{article}/prices", "/state", "/import", "/import/take"):
            assert post(charlie, url + path, NEW).status_code == 404
        assert charlie.get(f"/w/{cast.ek.workspace_id}/articles/{article}").status_code == 404
        assert "MUKI" not in text(charlie.get(f"/w/{cast.ek.workspace_id}/articles/export.csv"))

    def test_tells_a_client_which_plan_has_it(self, cast: Cast, url: str) -> None:
        page = text(cast.bob.browser().get(url))
        assert "New article" in page


class TestCard:
    """The card."""

    def test_is_kept_and_shown_again(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        saved = post(alice, f"{url}/new", NEW, follow_redirects=True)
        page = text(saved)
        assert "Saved." in page
        assert HOSTILE not in page
        (article,) = articles(cast)
        assert (article.code, article.tax.use, article.unit) == ("A-1", "food, restaurants, feed", "HUR")
        changed = {**NEW, "code": "", "text_fi": "Iso muki", "state": "resting"}
        post(alice, f"{url}/{article.id}", changed)
        (article,) = articles(cast)
        assert (article.name, article.active) == ("Iso muki", False)

    def test_names_a_scheme_of_the_country(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        used = {**NEW, "vat": "scheme:used_goods"}
        page = text(post(alice, f"{url}/new", used, follow_redirects=True))
        assert re.search(r'<option value="scheme:used_goods" selected[^>]*>Margin scheme: used goods \(AVL', page)
        (article,) = articles(cast)
        assert (article.tax, article.vat_reason) == (Tax("E", "scheme:used_goods"), "")
        assert "Margin scheme: used goods" in text(alice.get(f"{url}?vat=scheme:used_goods"))

    def test_tells_what_is_wrong_at_its_field(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        wrong = post(alice, f"{url}/new", {**NEW, "text_fi": "", "sales_account": "x"})
        assert wrong.status_code == 422
        assert "The text in the company" in text(wrong)
        assert 'href="#field-sales_account"' in text(wrong)
        article = new_article(cast.alice, cast.kuusi)
        again = post(alice, f"{url}/{article}", {**NEW, "code": "", "vat": "E", "vat_reason": ""})
        assert again.status_code == 422
        assert "Say why there is no VAT" in text(again)

    def test_has_its_prices_by_list_and_day(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        article = new_article(cast.alice, cast.kuusi)
        assert "Open a price list" in text(alice.get(f"{url}/{article}"))
        normal = new_list(cast.alice, cast.kuusi)
        for amount, day in (("9", "2026-01-01"), ("10,0525", "2026-02-01"), ("11", "2090-01-01")):
            typed = {"price_list": str(normal), "price": amount, "valid_from": day}
            page = text(post(alice, f"{url}/{article}/prices", typed, follow_redirects=True))
        for words in ("The price is set.", "10.0525 EUR", "In force", "Coming", "Over", "Take back"):
            assert words in page, words
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            coming = prices_of(cast.kuusi.workspace_id, [article])[article][0]
        back = post(alice, f"/w/{cast.kuusi.workspace_id}/prices/{coming.id}/take-back", follow_redirects=True)
        assert "The price is taken back." in text(back)
        assert "Coming" not in text(back)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"price": "x"}, "a price"),
            ({"valid_from": "soon"}, "Choose a day."),
            ({"price_list": "x"}, "Choose a price"),
        ],
    )
    def test_tells_what_is_wrong_with_a_price(
        self, cast: Cast, alice: FlaskClient, url: str, changes: dict[str, str], words: str
    ) -> None:
        article, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        typed = {"price_list": str(normal), "price": "1", "valid_from": "2026-01-01", **changes}
        answer = post(alice, f"{url}/{article}/prices", typed)
        assert answer.status_code == 422
        assert words in text(answer)


class TestPrice:
    """The price from a day on."""

    def test_says_what_is_wrong_also_where_there_is_no_list_to_choose(
        self, cast: Cast, alice: FlaskClient, url: str
    ) -> None:
        article = new_article(cast.alice, cast.kuusi, code="A-1")
        told = told_above(post(alice, f"{url}/{article}/prices", {"price": "1", "valid_from": "2026-11-23"}))
        assert told == ["Choose a price list."]


class TestLists:
    """Price lists."""

    def test_are_opened_and_one_is_the_default(self, cast: Cast, alice: FlaskClient) -> None:
        url = f"/w/{cast.kuusi.workspace_id}/price-lists"
        assert "No price list yet" in text(alice.get(url))
        for name, currency in (("Normal", "EUR"), ("Export", "SEK")):
            page = text(post(alice, url, {"name": name, "currency": currency}, follow_redirects=True))
        assert "Make it the default" in page
        assert post(alice, url, {"name": "", "currency": "x"}).status_code == 422
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            export = price_list_rows(cast.kuusi.workspace_id)[1]
        post(alice, f"{url}/{export.id}/default")
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            assert price_list_rows(cast.kuusi.workspace_id)[0].name == "Export"

    def test_are_not_there_for_a_stranger(self, cast: Cast) -> None:
        normal, charlie = new_list(cast.alice, cast.kuusi), cast.charlie.browser()
        url = f"/w/{cast.kuusi.workspace_id}/price-lists"
        assert charlie.get(url).status_code == 404
        assert post(charlie, f"{url}/{normal}/default").status_code == 404
        assert post(charlie, f"/w/{cast.ek.workspace_id}/price-lists/{normal}/default").status_code == 404


class TestImport:
    """A list of articles and prices."""

    def test_is_shown_first_and_taken_then(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        new_list(cast.alice, cast.kuusi)
        assert "vat_use" in text(alice.get(f"{url}/import"))
        preview = post(alice, f"{url}/import", {"file": (BytesIO(FILE.encode("cp1252")), "a.csv")})
        assert "New: 1. Changed: 0. Prices: 2. To be corrected: 0." in text(preview)
        assert articles(cast) == ()
        content = re.search(r'name="content" value="([^"]+)"', text(preview))
        assert content is not None
        taken = post(alice, f"{url}/import/take", {"content": content[1]}, follow_redirects=True)
        assert "Articles added: 1, changed: 0. Prices set: 2." in text(taken)
        assert [each.name for each in articles(cast)] == ["Kuppi"]

    def test_names_each_error_at_its_column_and_takes_nothing(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        bad = "code,text_fi,vat_rate,price,valid_from\nA,Yksi,25.5,1,someday\nB,,x,,\n"
        preview = text(post(alice, f"{url}/import", {"file": (BytesIO(bad.encode()), "a.csv")}))
        for words in ("valid_from: Line 2", "vat_rate: Line 3", "text_fi: ", "price_list: "):
            assert words in preview, words
        assert "Take the list" not in preview
        assert articles(cast) == ()

    @pytest.mark.parametrize("data", [b"", b"code\n", b"PK\x03\x04", b"code;colour\nA;red\n"])
    def test_refuses_what_is_no_list(self, alice: FlaskClient, url: str, data: bytes) -> None:
        assert post(alice, f"{url}/import", {"file": (BytesIO(data), "a.csv")}).status_code == 422
        assert post(alice, f"{url}/import/take", {"content": "%"}).status_code == 422


class TestExport:
    """The same list as a file."""

    def test_comes_back_as_it_went(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        normal = new_list(cast.alice, cast.kuusi)
        mug = new_article(cast.alice, cast.kuusi, texts={"fi": "-10 %", "en": "Mug"}, vat="food, restaurants, feed")
        new_article(cast.alice, cast.kuusi, code="E", texts={"fi": "Vakuutus"}, vat="E", vat_reason="AVL 44 §")
        new_article(cast.alice, cast.kuusi, code="U", texts={"fi": "Käytetty"}, vat="scheme:used_goods")
        priced(cast.alice, cast.kuusi, mug, normal, "12.0525", date(2026, 1, 1))
        file = alice.get(f"{url}/export.csv")
        assert "MUKI;'-10 %;" in file.get_data(as_text=True)
        assert file.headers["Content-Disposition"] == "attachment; filename=articles.csv"
        preview = text(post(alice, f"{url}/import", {"file": (BytesIO(file.get_data()), "a.csv")}))
        assert "New: 0. Changed: 0. Prices: 0. To be corrected: 0." in preview
