"""The list of requests and its counts."""

from decimal import Decimal

import pytest
from factories.cast import Cast
from factories.requests import csv_file, imported, new_customer, ready_house, some_requests
from factories.statements import statements

from billing.requests.queries import (
    RequestQuery,
    portfolio_counts,
    ready_ids,
    ready_requests,
    request_count,
    request_rows,
)
from tenants.kernel.ids import StreamId


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a company with three ready requests and an invalid one."""
    stream_id = ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    some_requests(cast.alice, cast.kuusi, stream_id)
    imported(cast.alice, cast.kuusi.workspace_id, stream_id, csv_file("X;999;Mug;2;100,00;25,5"))
    return stream_id


class TestRequestRows:
    """Searching, filtering, ordering, paging."""

    @pytest.mark.parametrize(
        ("query", "keys"),
        [
            (RequestQuery(), ["R-1", "R-2", "R-3", "X"]),
            (RequestQuery(state="invalid"), ["X"]),
            (RequestQuery(search="1000"), ["R-1", "R-2", "R-3"]),
            (RequestQuery(search="TERVA"), ["R-1", "R-2", "R-3"]),
            (RequestQuery(min_minor=20000), ["X"]),
            (RequestQuery(max_minor=20000), ["R-1", "R-2", "R-3"]),
            (RequestQuery(sort="total", descending=True, limit=1), ["X"]),
            (RequestQuery(offset=1, limit=2), ["R-2", "R-3"]),
        ],
    )
    def test_are_what_was_asked_for(self, cast: Cast, stream: StreamId, query: RequestQuery, keys: list[str]) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            assert [row.key for row in request_rows(cast.kuusi.workspace_id, query)] == keys

    def test_cost_one_query_a_page(self, cast: Cast, stream: StreamId) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            request_count(cast.kuusi.workspace_id, RequestQuery())
            with statements() as sent:
                request_rows(cast.kuusi.workspace_id, RequestQuery())
        assert len(sent) == 1


class TestReadyRequests:
    """What a run would take."""

    def test_are_added_up_by_currency_without_those_taken_out(self, cast: Cast, stream: StreamId) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            everything = ready_ids(cast.kuusi.workspace_id, RequestQuery())
            found = ready_requests(cast.kuusi.workspace_id, RequestQuery(), everything[:1])
        assert list(found.ids) == everything[1:]
        (total,) = found.sums
        assert (total.currency, total.count, total.net, total.total) == ("EUR", 2, Decimal("200.00"), Decimal("251.00"))

    def test_count_a_credit_note_against_the_sum(self, cast: Cast, stream: StreamId) -> None:
        header = "request_id;customer_number;text;quantity;unit_price;vat_rate;credited_invoice"
        row = "K;10001;Mug;1;50;25,5;20260001"
        imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file(row, header=header))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (total,) = ready_requests(cast.kuusi.workspace_id, RequestQuery()).sums
        assert (total.count, total.net) == (4, Decimal("250.00"))


class TestPortfolioCounts:
    """All clients at once."""

    def test_count_only_what_the_reader_may_see(self, cast: Cast, stream: StreamId) -> None:
        both = (cast.kuusi.workspace_id, cast.ek.workspace_id)
        with cast.alice.acting():
            counts = portfolio_counts(both)
        assert {id_: (count.ready, count.invalid, count.open) for id_, count in counts.items()} == {
            cast.kuusi.workspace_id: (3, 1, 4)
        }
        with cast.charlie.acting():
            assert portfolio_counts(both) == {}
