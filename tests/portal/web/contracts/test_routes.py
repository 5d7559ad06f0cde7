"""The screens of contracts."""

import re
from io import BytesIO

import pytest
from factories.cast import Cast
from factories.contracts import new_contract
from factories.forms import post
from factories.requests import csv_file, new_customer, ready_house
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billing.contracts.queries.contracts import get_contract
from billing.requests.queries import RequestQuery, request_rows
from billing.streams.actions import switch_off

NEW = {
    "number": "S-1",
    "customer_number": "10001",
    "name": "Rent of a kiln",
    "months": "1",
    "starts_on": "2026-11-15",
    "line_1_text": "Rent",
    "line_1_quantity": "1",
    "line_1_unit_price": "300",
    "line_1_vat_rate": "25,5",
}


@pytest.fixture
def alice(cast: Cast) -> FlaskClient:
    ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    return cast.alice.browser()


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/w/{cast.kuusi.workspace_id}/contracts"


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


class TestContracts:
    """The list and the card."""

    def test_begins_with_the_first_step(self, alice: FlaskClient, url: str) -> None:
        assert "No contracts yet" in text(alice.get(url))

    def test_shows_the_coming_periods_before_anything_is_kept(self, alice: FlaskClient, url: str) -> None:
        shown = text(post(alice, f"{url}/new", {**NEW, "do": "show"}))
        assert "Coming periods" in shown
        assert "160.00 EUR" in shown
        assert "16 of 30" in shown
        assert "No contracts yet" in text(alice.get(url))

    def test_keeps_a_contract_and_makes_its_requests(self, alice: FlaskClient, url: str) -> None:
        kept = post(alice, f"{url}/new", {**NEW, "do": "save"})
        assert kept.status_code == 303
        assert "Rent of a kiln" in text(alice.get(kept.headers["Location"]))
        fetch = text(alice.get(url.replace("contracts", "requests/import")))
        assert "Fetch from contracts" in fetch
        made = post(alice, f"{url}/make", {"until": "2026-12-01"})
        listed = text(alice.get(made.headers["Location"]))
        assert "Requests made: 2, with errors: 0." in listed
        assert "2 periods" not in text(alice.get(url))
        again = post(alice, f"{url}/make", {"until": "2026-12-01"})
        assert "Nothing falls due by" in text(alice.get(again.headers["Location"]))

    def test_reads_the_day_as_it_is_written_here_and_refuses_what_is_none(self, alice: FlaskClient, url: str) -> None:
        post(alice, f"{url}/new", {**NEW, "do": "save"})
        for typed, said in (("soon", "soon isn&#39;t a day"), ("2126-11-23", "at most 12 months ahead")):
            refused = post(alice, f"{url}/make", {"until": typed})
            assert refused.status_code == 422
            assert said in text(refused)
            assert 'id="field-until-error"' in text(refused)
        made = post(alice, f"{url}/make", {"until": "1.12.2026"})
        assert "Requests made: 2, with errors: 0." in text(alice.get(made.headers["Location"]))

    def test_offers_to_put_a_dismissed_period_back(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        post(alice, f"{url}/new", {**NEW, "do": "save"})
        post(alice, f"{url}/make", {"until": "2026-11-15"})
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (row,) = request_rows(cast.kuusi.workspace_id, RequestQuery())
        requests = url.replace("contracts", "requests")
        assert "Put it back onto the list" not in text(alice.get(f"{requests}/{row.id}"))
        post(alice, f"{requests}/dismiss", {"dismiss": str(row.id)})
        assert "Put it back onto the list" in text(alice.get(f"{requests}/{row.id}"))
        assert post(cast.charlie.browser(), f"{requests}/{row.id}/take-back").status_code == 404
        done = post(alice, f"{requests}/{row.id}/take-back", follow_redirects=True)
        assert "It is on the list again." in text(done)

    def test_keeps_a_contract_in_its_stream_while_that_is_switched_off(
        self, cast: Cast, alice: FlaskClient, url: str
    ) -> None:
        contract_id, where = new_contract(cast.alice, cast.kuusi), cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            own = get_contract(where, contract_id).stream_id
            switch_off(actor, where, own, now=now)
        shown = text(alice.get(f"{url}/{contract_id}"))
        assert re.search(
            rf'<option value="{own}" selected[^>]*>[^<]+, switched off: nothing is billed meanwhile', shown
        )
        made = post(alice, f"{url}/make", {"until": "2026-12-01"}, follow_redirects=True)
        assert "Contracts left out, their stream is switched off: 1." in text(made)

    def test_shows_each_error_at_its_field(self, alice: FlaskClient, url: str) -> None:
        page = text(post(alice, f"{url}/new", {**NEW, "line_1_unit_price": "much", "do": "save"}))
        assert 'href="#field-line_1_unit_price"' in page
        assert "Line 1, Price without VAT" in page

    def test_changes_a_contract(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        contract_id = new_contract(cast.alice, cast.kuusi)
        shown = text(alice.get(f"{url}/{contract_id}"))
        assert "Coming periods" in shown
        changed = post(alice, f"{url}/{contract_id}", {**NEW, "name": "Rent of two kilns", "do": "save"})
        assert changed.status_code == 303
        assert "Rent of two kilns" in text(alice.get(url))

    def test_takes_a_file(self, alice: FlaskClient, url: str) -> None:
        header = "number;customer_number;months;starts_on;text;unit_price"
        data = csv_file("S-9;10001;1;2026-01-01;Rent;300", header=header)
        sent = {"file": (BytesIO(data), "c.csv")}
        page = text(post(alice, f"{url}/import", sent, content_type="multipart/form-data"))
        assert "Contracts in the file: 1. To be corrected: 0." in page
        content = re.search(r'name="content" value="([^"]+)"', page)
        assert content is not None
        post(alice, f"{url}/import/take", {"content": content[1]})
        assert "S-9" in text(alice.get(url))

    def test_are_no_pages_for_a_stranger(self, cast: Cast, url: str) -> None:
        contract_id = (ready_house(cast.alice, cast.kuusi), new_customer(cast.alice, cast.kuusi))[1]
        for ending in ("", "/new", "/import", f"/{contract_id}"):
            assert cast.charlie.browser().get(f"{url}{ending}").status_code == 404
