"""Starting a run takes its requests, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from factories.desk import Desk

from billing.invoices.rules.days import latest_due_day, latest_issue_day
from billing.runs.actions import NothingToRun, RehearsalChanged, RequestsTaken, Wish, begin_run, start_run, starting
from billing.runs.queries import DateBeforeLast, DateTooFarAhead, DueTooFarAhead
from tenants.kernel.actor import Actor
from tenants.kernel.ids import RunId
from tenants.kernel.refusals import Forbidden, NotFound


class TestStartRun:
    """What is written, and what is asked for."""

    def test_takes_the_requests_in_their_order_and_asks_for_a_task_per_chunk(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(starting, "CHUNK", 2)
        run_id = desk.start(*reversed(desk.requests))
        items = desk.ask("select request_id, chunk, state from run_item order by place")
        assert items == [(one, place // 2, "waiting") for place, one in enumerate(reversed(desk.requests))]
        tasks = desk.ask("select key, ids ->> 'chunk' from task where kind = 'issue_chunk' order by key")
        assert tasks == [(f"{run_id}:{chunk}", str(chunk)) for chunk in range(3)]
        assert desk.ask("select number, chosen, chunks, state from invoice_run") == [(1, 5, 3, "running")]

    def test_is_written_in_the_journal(self, desk: Desk) -> None:
        run_id = desk.start()
        assert desk.ask("select who, about_id from journal where act = 'run_started'") == [("Alice", run_id)]

    def test_takes_no_number_yet(self, desk: Desk) -> None:
        desk.start()
        assert desk.ask("select next_number from number_series") == [(1,)]

    def test_counts_a_request_once_that_is_named_twice(self, desk: Desk) -> None:
        desk.start(desk.requests[0], desk.requests[0])
        assert desk.ask("select chosen from invoice_run") == [(1,)]

    def test_takes_what_was_rehearsed(self, desk: Desk) -> None:
        assert desk.start(fingerprint=desk.rehearse().fingerprint)

    def test_refuses_what_is_no_longer_as_rehearsed(self, desk: Desk) -> None:
        before = desk.rehearse().fingerprint
        desk.change("update customer set changed_at = changed_at + interval '1 second'")
        with pytest.raises(RehearsalChanged):
            desk.start(fingerprint=before)
        assert desk.ask("select count(*) from invoice_run") == [(0,)]

    def test_names_the_run_that_has_them_to_a_second_click(self, desk: Desk) -> None:
        run_id = desk.start()
        with pytest.raises(RequestsTaken, match="Run 1 has 5 of these requests already; Alice started it") as refusal:
            desk.start()
        assert refusal.value.run_id == run_id

    def test_names_the_run_to_whoever_wants_one_of_them_too(self, desk: Desk) -> None:
        desk.start(*desk.requests[:2])
        with pytest.raises(RequestsTaken, match="1 of these"):
            desk.start(*desk.requests[1:])

    def test_takes_again_what_was_set_aside(self, desk: Desk) -> None:
        desk.change("update billing_request set state = 'invalid' where id = :id", id=desk.requests[0])
        desk.run()
        desk.change("update billing_request set state = 'ready' where id = :id", id=desk.requests[0])
        desk.run(desk.requests[0])
        assert desk.ask("select count(*) from invoice") == [(5,)]

    def test_refuses_when_nothing_is_ready(self, desk: Desk) -> None:
        desk.change("update billing_request set state = 'dismissed'")
        with pytest.raises(NothingToRun):
            desk.start()

    def test_refuses_a_day_before_the_newest_invoice(self, desk: Desk) -> None:
        desk.run(desk.requests[0])
        with pytest.raises(DateBeforeLast):
            desk.start(desk.requests[1], on=desk.today - timedelta(days=1))

    def test_refuses_a_day_further_ahead_than_the_series_could_live_with(self, desk: Desk) -> None:
        latest = latest_issue_day(desk.today)
        with pytest.raises(DateTooFarAhead) as refused:
            desk.start(on=latest + timedelta(days=1))
        assert (refused.value.field, refused.value.params) == ("issued_on", {"latest": latest})
        assert desk.ask("select count(*) from invoice_run") == [(0,)]
        assert desk.start(on=latest)

    def test_lets_a_series_go_on_whose_newest_invoice_is_far_ahead_already(self, desk: Desk) -> None:
        year = timedelta(days=400)
        far = desk.today + year
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            wish = Wish(issued_on=far)
            run_id = begin_run(actor, desk.workspace_id, desk.stream_id, desk.requests[:1], wish, now=now + year)
        desk.issue(run_id)
        with pytest.raises(DateBeforeLast):
            desk.start(desk.requests[1], on=latest_issue_day(desk.today))
        with pytest.raises(DateTooFarAhead):
            desk.start(desk.requests[1], on=far + timedelta(days=1))
        assert desk.start(desk.requests[1], on=far)

    def test_refuses_a_due_day_beyond_the_longest_term(self, desk: Desk) -> None:
        def started(due_on: date) -> RunId:
            with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
                wish = Wish(issued_on=desk.today, due_on=due_on)
                return begin_run(actor, desk.workspace_id, desk.stream_id, desk.requests, wish, now=now)

        latest = latest_due_day(desk.today)
        with pytest.raises(DueTooFarAhead) as refused:
            started(latest + timedelta(days=1))
        assert (refused.value.field, refused.value.params) == ("due_on", {"latest": latest})
        assert started(latest)

    def test_refuses_a_stream_that_is_switched_off(self, desk: Desk) -> None:
        desk.change("update stream set active = false")
        with pytest.raises(starting.StreamClosed):
            desk.start()

    def test_lets_one_of_two_who_start_at_once_have_them(self, desk: Desk) -> None:
        def attempt(_number: int) -> str:
            with desk.app.app_context():
                try:
                    desk.start()
                except RequestsTaken:
                    return "taken"
                return "started"

        with ThreadPoolExecutor(8) as pool:
            outcomes = sorted(pool.map(attempt, range(8)))
        assert outcomes == ["started"] + ["taken"] * 7
        assert desk.ask("select count(*), count(distinct request_id) from run_item") == [(5, 5)]

    def test_hides_the_requests_from_a_stranger(self, desk: Desk) -> None:
        charlie, ek = desk.cast.charlie, desk.cast.ek.workspace_id
        for workspace_id in (desk.workspace_id, ek):
            with charlie.acting(in_=ek) as (actor, now), pytest.raises(NotFound):
                start_run(
                    actor, workspace_id, desk.stream_id, desk.requests,
                    issued_on=desk.today, fingerprint=None, now=now,
                )  # fmt: skip

    def test_refuses_who_may_only_look(self, desk: Desk) -> None:
        with desk.cast.bob.acting(in_=desk.workspace_id) as (bob, now):
            reach = bob.workspaces[desk.workspace_id]
            viewer = Actor(bob.user_id, bob.name, {desk.workspace_id: type(reach)("viewer", frozenset())})
            with pytest.raises(Forbidden):
                start_run(
                    viewer, desk.workspace_id, desk.stream_id, desk.requests,
                    issued_on=desk.today, fingerprint=None, now=now,
                )  # fmt: skip
