"""Which requests a form chose."""

from uuid import uuid4

import pytest
from factories.cast import Cast
from factories.requests import csv_file, imported
from factories.screens import RunDesk, run_desk
from flask import Flask
from werkzeug.datastructures import MultiDict

from billing.requests.queries import RequestQuery, request_rows
from billing.streams.actions import open_stream
from billing.streams.rules import NewStream
from portal.web._design.selection import UnreadableSelection
from portal.web.choosing import Chosen, chosen_requests, ids_of, joined


@pytest.fixture
def runs(cast: Cast, app: Flask) -> RunDesk:
    return run_desk(cast, app)


def chosen(runs: RunDesk, **form: object) -> tuple[Chosen, ...]:
    with runs.cast.alice.acting(in_=runs.workspace_id):
        return chosen_requests(runs.workspace_id, MultiDict(form), "EUR")


class TestChosenRequests:
    """Rows by hand, all that match, or ids from a preview."""

    def test_are_the_ready_ones_that_match_save_those_left_out(self, runs: RunDesk) -> None:
        ready = runs.ready()
        assert chosen(runs, selected="all") == (Chosen(runs.stream_id, tuple(ready)),)
        assert chosen(runs, selected="all", but=str(ready[0]))[0].request_ids == tuple(ready[1:])
        assert len(chosen(runs, selected="all", to="12")[0].request_ids) == 1

    def test_stay_inside_the_file_that_the_list_was_kept_to(self, runs: RunDesk) -> None:
        data = csv_file("N-1;10001;Later;1;1,00;25,5")
        result = imported(runs.cast.alice, runs.workspace_id, runs.stream_id, data)
        assert chosen(runs, selected="all", file=str(result.file_id))[0].request_ids == result.request_ids

    def test_come_in_a_group_for_each_stream(self, runs: RunDesk) -> None:
        with runs.cast.alice.acting(in_=runs.workspace_id) as (actor, now):
            ads = open_stream(actor, runs.workspace_id, NewStream("ads", "Ads", "20", 5), now=now)
        imported(runs.cast.alice, runs.workspace_id, ads, csv_file("A-1;10001;Ad;1;1,00;25,5"))
        assert {one.stream_id: len(one.request_ids) for one in chosen(runs, selected="all")} == {
            runs.stream_id: 3,
            ads: 1,
        }
        assert [one.stream_id for one in chosen(runs, selected="all", stream=str(ads))] == [ads]

    def test_keep_a_named_one_that_is_not_ready_so_that_the_run_can_say_why(self, runs: RunDesk) -> None:
        with runs.cast.alice.acting(in_=runs.workspace_id):
            wrong = request_rows(runs.workspace_id, RequestQuery(state="invalid"))[0].id
        first = runs.ready()[0]
        assert chosen(runs, ids=joined([wrong, first])) == (Chosen(runs.stream_id, (first, wrong)),)

    def test_are_none_of_another_company(self, runs: RunDesk) -> None:
        ids, ek = joined(runs.ready()), runs.cast.ek.workspace_id
        with runs.cast.charlie.acting(in_=ek):
            assert chosen_requests(ek, MultiDict({"ids": ids}), "SEK") == ()
            assert chosen_requests(ek, MultiDict({"selected": "all"}), "SEK") == ()
        assert chosen(runs, ids=str(uuid4())) == ()


class TestIdsOf:
    """Ids in one field."""

    def test_are_read_back_in_their_order(self) -> None:
        ids = tuple(uuid4() for _ in range(3))
        assert ids_of(joined(ids)) == ids

    def test_refuse_what_is_none(self) -> None:
        with pytest.raises(UnreadableSelection):
            ids_of("x")
