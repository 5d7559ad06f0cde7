"""Customers out to CSV and in again, on screen."""

import re
from io import BytesIO

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.requests import new_customer, ready_house
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HOSTILE = "<script>alert(1)</script>"


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


@pytest.fixture
def url(cast: Cast) -> str:
    ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    return f"/w/{cast.kuusi.workspace_id}/customers"


@pytest.fixture
def alice(cast: Cast) -> FlaskClient:
    return cast.alice.browser()


def sent(client: FlaskClient, url: str, data: str) -> TestResponse:
    return post(client, f"{url}/import", {"file": (BytesIO(data.encode()), "c.csv")})


class TestFiles:
    """Out, in, and what stands between."""

    def test_go_out_as_the_list_is_narrowed_and_come_in_again(self, alice: FlaskClient, url: str) -> None:
        assert "Tuohi" not in text(alice.get(f"{url}/export?kind=consumer"))
        data = alice.get(f"{url}/export").get_data(as_text=True)
        assert data.startswith("\N{BYTE ORDER MARK}number;name;kind;")
        answer = sent(alice, url, data.replace("Hamngatan 1", "Hamngatan 2"))
        assert "1 cards will be written." in text(alice.get(answer.location))
        done = post(alice, answer.location, follow_redirects=True)
        assert "Saved." in text(done)
        assert "Hamngatan 2" in text(alice.get(f"{url}/export"))

    def test_carry_the_delivery_address_in_and_out(self, alice: FlaskClient, url: str) -> None:
        header = "number;deliver_street;deliver_postal_code;deliver_city"
        preview = sent(alice, url, f"{header}\n10001;Varastokatu 3;20100;Turku\n").location
        post(alice, preview)
        assert "Varastokatu 3;;20100;Turku;FI" in text(alice.get(f"{url}/export"))

    def test_make_no_second_card_unless_that_is_ticked(self, alice: FlaskClient, url: str) -> None:
        rows = ";Tuohi & Terva Oy;Hamngatan 1;10600;Ekenäs;a@a.example\n" * 2
        preview = sent(alice, url, f"number;name;street;postal_code;city;email\n{rows}").location
        page = text(alice.get(preview))
        assert "Some rows look like customers that have a card. They are left out." in page
        assert re.search(r'href="[^"]+/customers/[0-9a-f-]{36}">10001 Tuohi &amp; Terva Oy</a>', page)
        refused = post(alice, preview)
        assert refused.status_code == 409
        assert "so nothing was written." in text(refused)
        assert "10002" not in text(alice.get(f"{url}/export"))
        post(alice, preview, {"second_cards": "y"})
        assert "10003" in text(alice.get(f"{url}/export"))

    def test_tell_errors_at_the_field_and_write_nothing(self, alice: FlaskClient, url: str) -> None:
        answer = sent(alice, url, f"number;name;email\n10001;{HOSTILE};nowhere\n")
        page = text(alice.get(answer.location))
        assert "E-mail: nowhere isn&#39;t an e-mail address." in page
        assert HOSTILE not in page
        assert post(alice, answer.location).status_code == 409
        assert "script" not in text(alice.get(f"{url}/export"))

    def test_say_why_they_cant_be_read(self, alice: FlaskClient, url: str) -> None:
        assert "these are missing: number" in text(sent(alice, url, "name\nX\n"))
        assert "Choose a file." in text(post(alice, f"{url}/import"))

    def test_are_not_there_for_a_stranger(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        preview = sent(alice, url, "number;name\n1;A\n").location
        charlie = cast.charlie.browser()
        for path in (f"{url}/export", f"{url}/import", preview):
            assert charlie.get(path).status_code == 404
        assert post(charlie, preview).status_code == 404
        own = preview.replace(str(cast.kuusi.workspace_id), str(cast.ek.workspace_id))
        assert charlie.get(own).status_code == 404
