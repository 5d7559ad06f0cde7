"""Opening a stream."""

import pytest
from factories.cast import Cast
from factories.requests import ready_house

from billing.streams.actions import CodeTaken, open_stream
from billing.streams.queries import NoSuchStream, get_stream, stream_rows
from billing.streams.rules import NewStream
from tenants.kernel.refusals import InvalidFields, NotFound

HOURS = NewStream("hours", "Hours", "20", 6)


class TestOpenStream:
    """Opening."""

    def test_gives_it_a_series_of_its_own(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            stream = get_stream(cast.kuusi.workspace_id, open_stream(actor, cast.kuusi.workspace_id, HOURS, now=now))
        assert (stream.name, stream.active, stream.next_printed) == ("Hours", True, "20000001")

    def test_refuses_a_code_that_is_taken(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(CodeTaken):
            open_stream(actor, cast.kuusi.workspace_id, NewStream("sales", "Sales", "20", 6), now=now)

    def test_keeps_all_prefixes_at_one_length(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(InvalidFields):
            open_stream(actor, cast.kuusi.workspace_id, NewStream("hours", "Hours", "100102", 6), now=now)

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
