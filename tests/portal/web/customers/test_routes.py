"""The list of customers and their cards, and how a card makes requests ready."""

import re

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.requests import csv_file, imported, new_customer, ready_house
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billing.customers.queries import find_by_number
from billing.customers.rules.facts import CustomerFacts

HOSTILE = "<script>alert(1)</script>"
NEW = {
    "number": "",
    "kind": "business",
    "name": "Lumi Oy",
    "street": "Katu 1",
    "postal_code": "00100",
    "city": "Helsinki",
    "country": "FI",
    "email": "lumi@lumi.example",
    "language": "sv",
    "delivery": "email",
    "payment_days": "21",
}


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


@pytest.fixture
def alice(cast: Cast) -> FlaskClient:
    return cast.alice.browser()


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/w/{cast.kuusi.workspace_id}/customers"


def customer(cast: Cast, number: str) -> CustomerFacts | None:
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        return find_by_number(cast.kuusi.workspace_id, number)


class TestCustomers:
    """The list."""

    def test_begins_with_the_first_step(self, alice: FlaskClient, url: str) -> None:
        page = text(alice.get(url))
        assert "No customers yet" in page
        assert f'href="{url}/new"' in page

    def test_shows_each_with_what_the_card_lacks(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        new_customer(cast.alice, cast.kuusi, name="Ahti Oy", business_id="2622222-6")
        stream_id = ready_house(cast.alice, cast.kuusi)
        header = "request_id;customer_number;customer_name;text;quantity;unit_price;vat_rate"
        imported(
            cast.alice, cast.kuusi.workspace_id, stream_id, csv_file("R;77;Vajaa Oy;Text;1;1,00;25,5", header=header)
        )
        page = text(alice.get(url))
        for words in ("Ahti Oy", "2622222-6", "Complete", "Vajaa Oy", "The street address is missing."):
            assert words in page, words

    def test_narrows_by_search_and_answers(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        new_customer(cast.alice, cast.kuusi, name="Ahti Oy")
        new_customer(cast.alice, cast.kuusi, name="Pihla", kind="consumer")
        assert "Pihla" not in text(alice.get(f"{url}?q=aht"))
        assert "Ahti" not in text(alice.get(f"{url}?kind=consumer"))
        assert text(alice.get(f"{url}?sort=-name")).index("Pihla") < text(alice.get(f"{url}?sort=-name")).index("Ahti")

    def test_is_not_there_for_a_stranger(self, cast: Cast, url: str) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        charlie = cast.charlie.browser()
        for path in ("", "/new", f"/{customer_id}"):
            assert charlie.get(url + path).status_code == 404
        assert post(charlie, f"{url}/{customer_id}", NEW).status_code == 404
        assert charlie.get(f"/w/{cast.ek.workspace_id}/customers/{customer_id}").status_code == 404


class TestNewCustomer:
    """A new card."""

    def test_is_kept_and_gets_the_next_number(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        answer = post(alice, f"{url}/new", NEW, follow_redirects=True)
        assert "10001 Lumi Oy" in text(answer)
        assert "Saved." in text(answer)
        kept = customer(cast, "10001")
        assert kept is not None
        assert (kept.name, kept.language, kept.payment_days) == ("Lumi Oy", "sv", 21)

    def test_tells_every_problem_at_its_field_and_keeps_what_was_typed(self, alice: FlaskClient, url: str) -> None:
        wrong = {**NEW, "name": "", "postal_code": "12", "email": "x", "payment_days": "soon", "city": "Turku"}
        answer = post(alice, f"{url}/new", wrong)
        assert answer.status_code == 422
        page = text(answer)
        for name in ("name", "postal_code", "email", "payment_days"):
            assert f'id="field-{name}-error"' in page, name
            assert f'href="#field-{name}"' in page, name
        assert 'value="soon"' in page
        assert 'value="Turku"' in page

    def test_takes_number_and_name_from_the_request_that_waits(self, alice: FlaskClient, url: str) -> None:
        page = text(alice.get(f"{url}/new?number=30099&name=%22%3E{HOSTILE}"))
        assert 'value="30099"' in page
        assert HOSTILE not in page


class TestCard:
    """A card that is kept."""

    def test_makes_requests_ready_and_goes_back_to_the_list(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        stream_id = ready_house(cast.alice, cast.kuusi)
        header = (
            "request_id;customer_number;customer_name;customer_street;customer_postal_code;customer_city;"
            "customer_country;customer_email;text;quantity;unit_price;vat_rate"
        )
        rows = [f"R-{n};77;Vajaa Oy;Katu 1;;Turku;FI;a@a.example;Text;1;1,00;25,5" for n in range(3)]
        imported(cast.alice, cast.kuusi.workspace_id, stream_id, csv_file(*rows, header=header))
        kept = customer(cast, "77")
        assert kept is not None
        page = text(alice.get(f"{url}/{kept.id}?field=postal_code&back=state%3Dinvalid"))
        assert 'id="field-postal_code-error"' in page
        assert "data-errors" not in page
        sent = {**NEW, "name": "Vajaa Oy", "back": "state=invalid"}
        answer = post(alice, f"{url}/{kept.id}", sent)
        assert answer.location == f"/w/{cast.kuusi.workspace_id}/requests?state=invalid"
        assert "Saved. 3 requests became ready." in text(alice.get(answer.location))

    def test_keeps_tells_and_hides_its_delivery_address(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        there = {"deliver_street": "Varastokatu 3", "deliver_postal_code": "20100"}
        page = text(post(alice, f"{url}/{customer_id}", {**NEW, **there}))
        assert 'id="field-deliver_city-error"' in page
        post(alice, f"{url}/{customer_id}", {**NEW, **there, "deliver_city": "Turku"})
        page = text(alice.get(f"{url}/{customer_id}"))
        assert 'value="Varastokatu 3"' in page
        assert "Street of the delivery address" in page
        assert "Varastokatu" not in text(cast.charlie.browser().get(f"{url}/{customer_id}"))

    def test_never_leads_back_to_another_place(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        back = "https://evil.example/\r\nSet-Cookie: a=b"
        answer = post(alice, f"{url}/{customer_id}", {**NEW, "back": back})
        assert answer.location.startswith(f"/w/{cast.kuusi.workspace_id}/requests")
        assert "\n" not in answer.location
        assert "Set-Cookie: a=b" not in str(answer.headers)

    def test_tells_its_history_field_by_field(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        post(alice, f"{url}/{customer_id}", {**NEW, "name": HOSTILE})
        page = text(alice.get(f"{url}/{customer_id}"))
        assert "The card was made" in page
        assert "Town: Ekenäs → Helsinki" in page
        assert "Language of documents: Suomi → Svenska" in page
        assert HOSTILE not in page

    def test_keeps_shows_and_tells_terms_and_blocks(self, cast: Cast, alice: FlaskClient, url: str) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        kept = {
            "vat_category": "E", "vat_reason": "AVL 34 §", "currency": "SEK", "discount_percent": "7,5",
            "notes": "A\r\nB", "collective": "order", "enclosed": "factur_x",
            "collection_block_reason": "Disputed", "collection_block_until": "2026-12-31", "order_reference": "PO-7",
        }  # fmt: skip
        post(alice, f"{url}/{customer_id}", {**NEW, **kept})
        page = text(alice.get(f"{url}/{customer_id}"))
        for words in (
            "VAT treatment: Domestic → Exempt from VAT", "Discount: – → 7.5%",
            "The requests of one order number in one invoice",
            "E-invoice inside the PDF: As the stream&#39;s template says → Always Factur-X",
            "Collection blocked until: – → 31 Dec 2026",
            'value="7.5"', 'value="2026-12-31"', 'value="SEK" selected', 'value="PO-7"',
        ):  # fmt: skip
            assert words in page, words
        answer = post(
            alice, f"{url}/{customer_id}", {**NEW, "discount_percent": "much", "reminder_block_until": "soon"}
        )
        for name in ("discount_percent", "reminder_block_until", "reminder_block_reason"):
            assert (f'id="field-{name}-error"' in text(answer)) is (name != "reminder_block_reason"), name

    def test_keeps_its_number_also_where_something_else_is_wrong(
        self, cast: Cast, alice: FlaskClient, url: str
    ) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        answer = post(alice, f"{url}/{customer_id}", {**NEW, "city": ""})
        assert answer.status_code == 422
        assert 'value="10001"' in text(answer)
