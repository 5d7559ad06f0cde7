"""What is usual in a stream, as its page keeps it and as what waits in it follows."""

from datetime import date

import pytest
from factories.articles import new_article, new_list, priced
from factories.cast import Cast
from factories.requests import csv_file, imported, new_customer, ready_house
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billing.requests.queries import RequestQuery, RequestRow, request_rows
from billing.streams.queries import get_stream
from tenants.kernel.ids import StreamId

SILENT = "request_id;customer_number;text;quantity;unit_price;vat_rate"
OF_ARTICLE = "request_id;customer_number;article;quantity"


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a company that may invoice."""
    return ready_house(cast.alice, cast.kuusi)


def saved(cast: Cast, client: FlaskClient, stream: StreamId, **usual: str) -> TestResponse:
    """Save a stream's page with what is usual in it."""
    with cast.alice.acting():
        facts = get_stream(cast.kuusi.workspace_id, stream)
    form = {"name": facts.name, "series_id": str(facts.series_id), "due_rule": "days", **usual}
    return client.post(f"/w/{cast.kuusi.workspace_id}/streams/{stream}", data=form)


def rows(cast: Cast) -> tuple[RequestRow, ...]:
    """Return the requests of Kuusi's client."""
    with cast.alice.acting():
        return request_rows(cast.kuusi.workspace_id, RequestQuery())


class TestUsual:
    """Price list and VAT of a stream."""

    def test_taxes_what_waits_without_vat_and_what_comes_after(self, cast: Cast, stream: StreamId) -> None:
        new_customer(cast.alice, cast.kuusi)
        imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file("A;10001;Muki;1;100;", header=SILENT))
        (before,) = rows(cast)
        cast.alice.app.config["WTF_CSRF_ENABLED"] = False
        client = cast.alice.browser()
        assert saved(cast, client, stream, vat="standard rate").status_code == 303
        imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file("B;10001;Muki;2;100;", header=SILENT))
        assert (before.state, [problem.field for problem in before.problems]) == ("invalid", ["lines.1.vat"])
        assert sorted((row.state, row.net, row.vat) for row in rows(cast)) == [
            ("ready", 100, 25.5),
            ("ready", 200, 51),
        ]
        assert saved(cast, client, stream, vat="").status_code == 303
        assert {row.state for row in rows(cast)} == {"invalid"}
        changed = client.get(f"/w/{cast.kuusi.workspace_id}/audit").get_data(as_text=True)
        assert "standard rate" in changed

    def test_prices_articles_by_its_list_unless_the_card_names_one(self, cast: Cast, stream: StreamId) -> None:
        alice, kuusi = cast.alice, cast.kuusi
        mug, normal, cheap, own = new_article(alice, kuusi), *(new_list(alice, kuusi, name) for name in "ABC")
        for price_list, price in ((normal, "10"), (cheap, "8"), (own, "5")):
            priced(alice, kuusi, mug, price_list, price, date(2026, 1, 1))
        new_customer(alice, kuusi)
        new_customer(alice, kuusi, number="10002", price_list="C")
        data = csv_file("A;10001;MUKI;1", "B;10002;MUKI;1", header=OF_ARTICLE)
        imported(alice, kuusi.workspace_id, stream, data)
        assert sorted(row.net for row in rows(cast)) == [5, 10]
        alice.app.config["WTF_CSRF_ENABLED"] = False
        client = alice.browser()
        assert saved(cast, client, stream, price_list="B").status_code == 303
        assert sorted(row.net for row in rows(cast)) == [5, 8]
        page = client.get(f"/w/{kuusi.workspace_id}/streams/{stream}").get_data(as_text=True)
        assert '<option value="B" selected>' in page

    def test_tells_at_the_field_what_cannot_be_chosen(self, cast: Cast, stream: StreamId) -> None:
        cast.alice.app.config["WTF_CSRF_ENABLED"] = False
        answer = saved(cast, cast.alice.browser(), stream, price_list="Gone", vat="E")
        said = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "Choose a price list." in said
        assert "Choose the VAT." in said

    def test_is_kept_by_no_stranger(self, cast: Cast, stream: StreamId) -> None:
        cast.alice.app.config["WTF_CSRF_ENABLED"] = False
        assert saved(cast, cast.charlie.browser(), stream, vat="standard rate").status_code == 404
        with cast.alice.acting():
            assert get_stream(cast.kuusi.workspace_id, stream).terms.vat == ""
