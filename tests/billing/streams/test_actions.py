"""Opening and changing streams and number series."""

from dataclasses import replace
from datetime import date

import pytest
from factories.books import Books
from factories.cast import Cast
from factories.requests import ready_house

from billing.streams.actions import (
    CodeTaken,
    RequestsWait,
    SeriesUsed,
    StreamCard,
    change_series,
    change_stream,
    open_series,
    open_stream,
    switch_off,
    switch_on,
)
from billing.streams.queries import NoSuchStream, get_series, get_stream, series_rows, stream_rows
from billing.streams.rules import NewSeries, NewStream, StreamTerms
from tenants.kernel.refusals import InvalidFields, NotFound

HOURS = NewStream("hours", "Hours", "20", 6)


class TestOpenStream:
    """Opening."""

    def test_gives_it_a_series_of_its_own(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            stream = get_stream(cast.kuusi.workspace_id, open_stream(actor, cast.kuusi.workspace_id, HOURS, now=now))
        assert (stream.name, stream.active, stream.next_printed(date(2026, 11, 22))) == ("Hours", True, "20000001")

    def test_refuses_a_code_that_is_taken(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(CodeTaken):
            open_stream(actor, cast.kuusi.workspace_id, NewStream("sales", "Sales", "20", 6), now=now)

    def test_refuses_a_prefix_that_begins_like_another(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            with pytest.raises(InvalidFields) as refused:
                open_stream(actor, cast.kuusi.workspace_id, NewStream("hours", "Hours", "100102", 6), now=now)
            assert [problem.field for problem in refused.value.problems] == ["prefix"]
            open_stream(actor, cast.kuusi.workspace_id, NewStream("hours", "Hours", "200102", 6), now=now)

    def test_never_begins_at_a_number_that_exists(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        books.invoice(books.customer("Matkailu Oy"), number="20000041", reference="200000411")
        with cast.alice.acting(in_=books.workspace_id) as (actor, now):
            with pytest.raises(InvalidFields, match="41 exists already"):
                open_stream(actor, books.workspace_id, HOURS, now=now)
            open_stream(actor, books.workspace_id, replace(HOURS, next_number=42), now=now)
            assert [one.next_number for one in series_rows(books.workspace_id) if one.prefix == "20"] == [42]

    def test_goes_by_the_country_where_nothing_was_agreed_yet(self, cast: Cast) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            open_stream(actor, cast.kuusi.workspace_id, HOURS, now=now)
            assert [row.code for row in stream_rows(cast.kuusi.workspace_id)] == ["hours"]

    def test_hides_streams_from_a_stranger(self, cast: Cast) -> None:
        stream_id = ready_house(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert stream_rows(cast.kuusi.workspace_id) == ()
            with pytest.raises(NoSuchStream):
                get_stream(cast.kuusi.workspace_id, stream_id)
            with pytest.raises(NotFound):
                open_stream(actor, cast.kuusi.workspace_id, HOURS, now=now)

    def test_shares_a_series_that_is_there(self, cast: Cast) -> None:
        first = ready_house(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            series_id = get_stream(cast.kuusi.workspace_id, first).series_id
            new = NewStream("hours", "Hours", "", 0, series_id=series_id)
            opened = open_stream(actor, cast.kuusi.workspace_id, new, now=now)
            assert get_stream(cast.kuusi.workspace_id, opened).series_id == series_id
            assert len(series_rows(cast.kuusi.workspace_id)) == 1


class TestChangeStream:
    """Name, series, term and texts."""

    def test_is_kept_and_told(self, cast: Cast) -> None:
        first, here = ready_house(cast.alice, cast.kuusi), cast.kuusi.workspace_id
        with cast.alice.acting(in_=here) as (actor, now):
            terms = StreamTerms(payment_days=7, due_rule="month_end", above={"fi": " Kiitos ", "sv": " "})
            series_id = get_stream(here, first).series_id
            change_stream(actor, here, first, StreamCard(name="Tilaukset", series_id=series_id, terms=terms), now=now)
            found = get_stream(here, first)
        assert (found.name, found.terms.payment_days, found.terms.above) == ("Tilaukset", 7, {"fi": "Kiitos"})

    def test_is_no_strangers_to_do(self, cast: Cast) -> None:
        first, here = ready_house(cast.alice, cast.kuusi), cast.kuusi.workspace_id
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            for act in (switch_off, switch_on):
                with pytest.raises(NotFound):
                    act(actor, here, first, now=now)
            with pytest.raises(NotFound):
                open_series(actor, here, NewSeries("Hours", "20", 6), now=now)


class TestSwitchOff:
    """Off and on again."""

    def test_says_what_waits_before_it_is_done(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        books.request(customer=books.customer("Matkailu Oy"))
        with cast.alice.acting(in_=books.workspace_id) as (actor, now):
            with pytest.raises(RequestsWait, match="Ready requests in the stream: 1"):
                switch_off(actor, books.workspace_id, books.stream_id, now=now)
            switch_off(actor, books.workspace_id, books.stream_id, knowing=1, now=now)
            assert not get_stream(books.workspace_id, books.stream_id).active
            switch_on(actor, books.workspace_id, books.stream_id, now=now)
            assert get_stream(books.workspace_id, books.stream_id).active


class TestChangeSeries:
    """Before and after its first number."""

    def test_is_free_before_its_first_number(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        here = cast.kuusi.workspace_id
        with cast.alice.acting(in_=here) as (actor, now):
            (series,) = series_rows(here)
            new = NewSeries("Sales", "100102", 4, yearly=True, next_number=412)
            change_series(actor, here, series.id, new, now=now)
            found = get_series(here, series.id)
        assert (found.next_printed(date(2026, 11, 22)), found.first_number) == ("100102260412", 412)

    def test_is_only_renamed_afterwards(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        books.invoice(books.customer("Matkailu Oy"))
        with cast.alice.acting(in_=books.workspace_id) as (actor, now):
            (series,) = series_rows(books.workspace_id)
            with pytest.raises(SeriesUsed):
                change_series(
                    actor, books.workspace_id, series.id, NewSeries("S", "10", series.digits, next_number=900), now=now
                )
            same = NewSeries("Renamed", series.prefix, series.digits, series.yearly, series.next_number)
            change_series(actor, books.workspace_id, series.id, same, now=now)
            assert get_series(books.workspace_id, series.id).name == "Renamed"

    def test_never_begins_at_a_number_that_exists(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        books.invoice(books.customer("Matkailu Oy"), number="20000041", reference="200000411")
        with cast.alice.acting(in_=books.workspace_id) as (actor, now):
            with pytest.raises(InvalidFields, match="41 exists already"):
                open_series(actor, books.workspace_id, NewSeries("Old", "20", 6, next_number=41), now=now)
            open_series(actor, books.workspace_id, NewSeries("Old", "20", 6, next_number=42), now=now)
