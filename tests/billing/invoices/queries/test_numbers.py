"""How far a series has come."""

from factories.desk import Desk

from billing.invoices.queries import last_issued_on, next_numbers
from billing.seller.queries import get_seller
from billing.streams.queries import get_stream


class TestNextNumbers:
    """What comes next, without taking it."""

    def test_begin_after_the_last_one_issued(self, desk: Desk) -> None:
        stream, seller = get_stream(desk.workspace_id, desk.stream_id), get_seller(desk.workspace_id)
        block = next_numbers(desk.workspace_id, stream.series_id, seller, 2)
        assert [entry.number for entry in block.numbers] == ["10000006", "10000007"]
        assert next_numbers(desk.workspace_id, stream.series_id, seller, 2) == block

    def test_end_before_a_reference_that_is_taken(self, desk: Desk) -> None:
        desk.change("update number_series set next_number = 3")
        stream, seller = get_stream(desk.workspace_id, desk.stream_id), get_seller(desk.workspace_id)
        block = next_numbers(desk.workspace_id, stream.series_id, seller, 2)
        assert block.numbers == ()
        assert "Another invoice" in str(block.ended)


class TestLastIssuedOn:
    """The newest invoice date of a series."""

    def test_is_the_day_of_the_newest_number(self, desk: Desk) -> None:
        stream = get_stream(desk.workspace_id, desk.stream_id)
        assert last_issued_on(desk.workspace_id, stream.series_id) == desk.today
