"""Checking again, and what a customer's card sets right."""

from datetime import date
from decimal import Decimal

import pytest
from factories.articles import new_article, new_list, priced
from factories.cast import Cast
from factories.requests import HEADER, csv_file, customer_input, imported, new_customer, ready_house, some_requests

from billing.requests.actions import (
    add_customer_and_check,
    change_customer_and_check,
    check_again,
    check_priced,
)
from billing.requests.queries import RequestQuery, request_rows
from tenants.kernel.ids import StreamId
from tenants.kernel.refusals import NotFound

OWN_PRICE = "request_id;customer_number;text;quantity;unit_price;vat_rate"
GAPS = "request_id;customer_number;customer_name;text;quantity;unit_price;vat_rate"


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a company that may invoice."""
    return ready_house(cast.alice, cast.kuusi)


class TestArticles:
    """Requests that name articles."""

    ROW = "request_id;customer_number;article;quantity"

    def test_are_ready_once_the_article_has_a_price(self, cast: Cast, stream: StreamId) -> None:
        new_list(cast.alice, cast.kuusi)
        cheap = new_list(cast.alice, cast.kuusi, "Cheap")
        mug = new_article(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi, price_list="Cheap", discount_percent=Decimal(10))
        imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file("A;10001;MUKI;3", header=self.ROW))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (before,) = request_rows(cast.kuusi.workspace_id, RequestQuery())
        priced(cast.alice, cast.kuusi, mug, cheap, "10", date(2026, 1, 1))
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            counts = check_again(actor, cast.kuusi.workspace_id, now=now)
            (after,) = request_rows(cast.kuusi.workspace_id, RequestQuery())
        assert (before.state, [problem.field for problem in before.problems]) == ("invalid", ["lines.1.price"])
        assert (counts.became_ready, after.state, after.net, after.subject) == (1, "ready", 27, "Muki")

    def test_are_judged_by_a_price_that_was_corrected(self, cast: Cast, stream: StreamId) -> None:
        mug, prices = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        priced(cast.alice, cast.kuusi, mug, prices, "10", date(2026, 1, 1))
        new_customer(cast.alice, cast.kuusi)
        imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file("A;10001;MUKI;3", header=self.ROW))
        imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file("B;10001;Own;1;5;25,5", header=OWN_PRICE))
        priced(cast.alice, cast.kuusi, mug, prices, "11", date(2026, 1, 1))
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            counts = check_priced(actor, cast.kuusi.workspace_id, now=now)
            nets = sorted(row.net for row in request_rows(cast.kuusi.workspace_id, RequestQuery()))
        assert (counts.ready, nets) == (1, [5, 33])

    def test_are_known_when_they_come_again(self, cast: Cast, stream: StreamId) -> None:
        priced(
            cast.alice,
            cast.kuusi,
            new_article(cast.alice, cast.kuusi),
            new_list(cast.alice, cast.kuusi),
            "10",
            date(2026, 1, 1),
        )
        new_customer(cast.alice, cast.kuusi)
        data = csv_file("A;10001;MUKI;3", "B;10001;MUG;1", header=self.ROW)
        first = imported(cast.alice, cast.kuusi.workspace_id, stream, data)
        again = imported(cast.alice, cast.kuusi.workspace_id, stream, data)
        assert (first.ready, first.invalid, again.duplicates, again.request_ids) == (1, 1, 2, ())


class TestCheckAgain:
    """After something changed."""

    def test_makes_requests_ready_when_their_card_is_filled(self, cast: Cast, stream: StreamId) -> None:
        rows = ("A;500;Savi Oy;Mug;1;10;25,5", "B;500;Savi Oy;Mug;1;10;25,5", "C;501;Other Oy;Mug;1;10;25,5")
        imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file(*rows, header=GAPS))
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            row = request_rows(cast.kuusi.workspace_id, RequestQuery())[0]
            assert row.customer_id is not None
            counts = change_customer_and_check(
                actor, cast.kuusi.workspace_id, row.customer_id, customer_input(name="Savi Oy"), now=now
            )
        assert (counts.ready, counts.became_ready, counts.invalid) == (2, 2, 0)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            states = [
                (row.key, row.state, len(row.problems) > 0)
                for row in request_rows(cast.kuusi.workspace_id, RequestQuery())
            ]
        assert states == [("A", "ready", False), ("B", "ready", False), ("C", "invalid", True)]

    def test_finds_the_customer_who_was_unknown(self, cast: Cast, stream: StreamId) -> None:
        imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file("A;700;Mug;1;10;25,5"))
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            card = customer_input(number="700", name="Late Oy")
            customer_id, counts = add_customer_and_check(actor, cast.kuusi.workspace_id, card, now=now)
            (row,) = request_rows(cast.kuusi.workspace_id, RequestQuery())
        assert (counts.became_ready, row.customer_id, row.customer_name) == (1, customer_id, "Late Oy")

    def test_takes_readiness_away_where_a_card_no_longer_allows_it(self, cast: Cast, stream: StreamId) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        some_requests(cast.alice, cast.kuusi, stream, 2)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            card = customer_input(
                kind="public", delivery="einvoice", einvoice_address="003712345671", buyer_reference="x"
            )
            change_customer_and_check(actor, cast.kuusi.workspace_id, customer_id, card, now=now)
            counts = check_again(actor, cast.kuusi.workspace_id, now=now)
        assert (counts.ready, counts.became_invalid) == (2, 0)

    def test_bills_silent_requests_as_the_card_says_and_only_them(self, cast: Cast, stream: StreamId) -> None:
        where = cast.kuusi.workspace_id
        customer_id = new_customer(cast.alice, cast.kuusi, vat_id="FI92345670")
        rows = ("A;10001;Mug;1;10;25,5;EUR", "B;10001;Mug;1;10;;")
        file = csv_file(*rows, header=f"{HEADER};currency")
        imported(cast.alice, where, stream, file)
        with cast.alice.acting(in_=where) as (actor, now):
            card = customer_input(vat_id="FI92345670", currency="SEK", vat_category="AE")
            counts = change_customer_and_check(actor, where, customer_id, card, now=now)
            found = [(row.key, row.state, row.currency, row.vat) for row in request_rows(where, RequestQuery())]
        assert counts.became_ready == 1
        assert found == [("A", "ready", "EUR", Decimal("2.55")), ("B", "ready", "SEK", Decimal(0))]
        assert imported(cast.alice, where, stream, file).duplicates == 2

    def test_checks_given_requests_only(self, cast: Cast, stream: StreamId) -> None:
        new_customer(cast.alice, cast.kuusi)
        ids = some_requests(cast.alice, cast.kuusi, stream, 3).request_ids
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            counts = check_again(actor, cast.kuusi.workspace_id, request_ids=ids[:2], now=now)
        assert counts.ready == 2

    def test_is_not_a_strangers_to_do(self, cast: Cast, stream: StreamId) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            check_again(actor, cast.kuusi.workspace_id, now=now)
