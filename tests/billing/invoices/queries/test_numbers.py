"""How far a series has come."""

from datetime import date

from factories.desk import Desk

from billing.invoices.actions import take_numbers
from billing.invoices.queries import last_issued_on, next_numbers
from billing.seller.queries import get_seller
from billing.streams.queries import get_stream


class TestNextNumbers:
    """What comes next, without taking it."""

    def test_begin_after_the_last_one_issued(self, desk: Desk) -> None:
        stream, seller = get_stream(desk.workspace_id, desk.stream_id), get_seller(desk.workspace_id)
        block = next_numbers(desk.workspace_id, stream.series_id, seller, 2, on=desk.today)
        assert [entry.number for entry in block.numbers] == ["10000006", "10000007"]
        assert next_numbers(desk.workspace_id, stream.series_id, seller, 2, on=desk.today) == block

    def test_end_before_a_reference_that_is_taken(self, desk: Desk) -> None:
        desk.change("update number_series set next_number = 3")
        stream, seller = get_stream(desk.workspace_id, desk.stream_id), get_seller(desk.workspace_id)
        block = next_numbers(desk.workspace_id, stream.series_id, seller, 2, on=desk.today)
        assert block.numbers == ()
        assert "Another invoice" in str(block.ended)

    def test_begin_at_one_in_a_new_year_that_the_number_says(self, desk: Desk) -> None:
        desk.change("update number_series set yearly = true, year = 2026, next_number = 412")
        stream, seller = get_stream(desk.workspace_id, desk.stream_id), get_seller(desk.workspace_id)
        for day, number in ((date(2026, 12, 31), "1026000412"), (date(2027, 1, 1), "1027000001")):
            (entry,) = next_numbers(desk.workspace_id, stream.series_id, seller, 1, on=day).numbers
            assert (entry.number, entry.year) == (number, day.year)
            assert stream.next_printed(day) == number


class TestLastIssuedOn:
    """The newest invoice date of a series."""

    def test_is_the_day_of_the_newest_number(self, desk: Desk) -> None:
        stream = get_stream(desk.workspace_id, desk.stream_id)
        assert last_issued_on(desk.workspace_id, stream.series_id) == desk.today


class TestTakeNumbers:
    """What is taken stays taken."""

    def test_keeps_the_year_that_a_series_has_come_to(self, desk: Desk) -> None:
        desk.change("update number_series set yearly = true, next_number = 412")
        day, year = desk.today, f"{desk.today.year % 100:02d}"
        with desk.cast.alice.acting(in_=desk.workspace_id):
            stream, seller = get_stream(desk.workspace_id, desk.stream_id), get_seller(desk.workspace_id)
            taken = [
                entry.number
                for on in (day, day.replace(year=day.year + 1))
                for entry in take_numbers(desk.workspace_id, stream.series_id, seller, 1, issued_on=on).numbers
            ]
            kept = get_stream(desk.workspace_id, desk.stream_id)
        assert taken == [f"10{year}000412", f"10{day.year % 100 + 1:02d}000001"]
        assert (kept.year, kept.next_number) == (day.year + 1, 2)
