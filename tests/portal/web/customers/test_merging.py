"""Comparing and merging two cards on screen."""

import re

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.requests import new_customer
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


@pytest.fixture
def alice(cast: Cast) -> FlaskClient:
    return cast.alice.browser()


class TestMergePage:
    """The way from the notice to one card."""

    def test_compares_the_cards_and_merges_into_the_one_that_is_chosen(self, cast: Cast, alice: FlaskClient) -> None:
        first, second = (new_customer(cast.alice, cast.kuusi, city=city) for city in ("Turku", "Åbo"))
        url = f"/w/{cast.kuusi.workspace_id}/customers"
        merge = f"{url}/{first}/merge/{second}"
        assert merge in text(alice.get(f"{url}/{first}"))
        assert "Tuohi" in text(alice.get(f"{url}?standing=duplicate"))
        page = text(alice.get(merge))
        assert page.index("Turku") < page.index("Åbo")
        assert "From 10001 Tuohi &amp; Terva Oy move 0 requests" in page
        answer = post(alice, merge, {"stays": str(second)})
        assert answer.location == f"{url}/{second}"
        assert "Merged with 10001 Tuohi &amp; Terva Oy" in text(alice.get(answer.location))
        rests = text(alice.get(f"{url}/{first}"))
        assert "This card rests." in rests
        assert "this card rests" in rests

    def test_says_why_two_cards_cant_be_merged(self, cast: Cast, alice: FlaskClient) -> None:
        first, second = (new_customer(cast.alice, cast.kuusi, kind=kind) for kind in ("business", "consumer"))
        merge = f"/w/{cast.kuusi.workspace_id}/customers/{first}/merge/{second}"
        assert "correct the kind first" in text(alice.get(merge))
        answer = post(alice, merge, {"stays": str(first)})
        assert answer.status_code == 409

    def test_is_not_there_for_a_stranger(self, cast: Cast) -> None:
        first, second = (new_customer(cast.alice, cast.kuusi) for _ in range(2))
        charlie = cast.charlie.browser()
        for house in (cast.kuusi, cast.ek):
            merge = f"/w/{house.workspace_id}/customers/{first}/merge/{second}"
            assert charlie.get(merge).status_code == 404
            assert post(charlie, merge, {"stays": str(first)}).status_code == 404
