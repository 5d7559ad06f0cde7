"""Taking requests off the list."""

import pytest
from factories.cast import Cast
from factories.requests import csv_file, imported, new_customer, ready_house

from billing.requests.actions import dismiss_requests
from billing.requests.queries import RequestQuery, request_rows
from tenants.kernel.refusals import NotFound

ROWS = ("A;10001;Mug;1;10;25,5;cancelled", "B;10001;Mug;1;10;25,5;", "C;999;Mug;1;10;25,5;")


class TestDismissRequests:
    """Dismissing."""

    def test_takes_off_all_cancelled_ones_and_others_only_by_name(self, cast: Cast) -> None:
        stream = ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi)
        header = "request_id;customer_number;text;quantity;unit_price;vat_rate;state"
        ids = imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file(*ROWS, header=header)).request_ids
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            assert dismiss_requests(actor, cast.kuusi.workspace_id, None, now=now) == 1
            assert [row.key for row in request_rows(cast.kuusi.workspace_id, RequestQuery())] == ["B", "C"]
            assert dismiss_requests(actor, cast.kuusi.workspace_id, ids[2:], now=now) == 1
            assert [row.key for row in request_rows(cast.kuusi.workspace_id, RequestQuery())] == ["B"]
            assert dismiss_requests(actor, cast.kuusi.workspace_id, ids, now=now) == 1
            assert not request_rows(cast.kuusi.workspace_id, RequestQuery())

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            dismiss_requests(actor, cast.kuusi.workspace_id, None, now=now)
