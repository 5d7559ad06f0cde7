"""The run that the next one of a stream is compared with."""

from datetime import timedelta

import pytest
from factories.desk import Desk

from billing.runs.actions import RehearsalChanged, Wish, begin_run
from billing.runs.queries import DueBeforeIssue
from billing.runs.queries.comparison import billed_in, last_run
from tenants.kernel.ids import RunId


def begin(desk: Desk, wish: Wish) -> RunId:
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        return begin_run(actor, desk.workspace_id, desk.stream_id, desk.requests, wish, now=now)


class TestComparison:
    def test_there_is_none_before_the_first(self, desk: Desk) -> None:
        found = desk.rehearse()
        assert (found.compared_with, found.differences) == (None, ())

    def test_tells_who_is_missing_beside_the_last_run(self, desk: Desk) -> None:
        first = desk.run(*desk.requests[:2])
        found = desk.rehearse(*desk.requests[1:])
        assert found.compared_with is not None
        assert (found.compared_with.id, [one.kind for one in found.differences].count("missing")) == (first, 2)

    def test_leaves_out_a_run_that_was_undone(self, desk: Desk) -> None:
        run_id = desk.run(*desk.requests[:2])
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert last_run(desk.workspace_id, desk.stream_id) is not None
            assert len(billed_in(desk.workspace_id, run_id)) == 2
        desk.change(
            "insert into invoice_run (workspace_id, id, number, stream_id, state, issued_on, started_by, started_at,"
            " chosen, chunks, fingerprint, kind, undoes_run_id) select workspace_id, gen_random_uuid(), 2, stream_id,"
            " 'done', issued_on, started_by, started_at, 1, 1, '', 'undo', id from invoice_run"
        )
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert last_run(desk.workspace_id, desk.stream_id) is None


class TestDays:
    def test_gives_all_invoices_the_due_day_that_was_chosen(self, desk: Desk) -> None:
        due = desk.today + timedelta(days=40)
        run_id = begin(desk, Wish(issued_on=desk.today, due_on=due))
        desk.issue(run_id)
        assert desk.ask("select distinct due_on, content ->> 'due_on' from invoice") == [(due, due.isoformat())]

    def test_refuses_a_due_day_before_the_invoice_date(self, desk: Desk) -> None:
        with pytest.raises(DueBeforeIssue):
            begin(desk, Wish(issued_on=desk.today, due_on=desk.today - timedelta(days=1)))

    def test_is_another_rehearsal_with_another_due_day(self, desk: Desk) -> None:
        shown = desk.rehearse()
        with pytest.raises(RehearsalChanged):
            begin(desk, Wish(issued_on=desk.today, due_on=desk.today, fingerprint=shown.fingerprint))


class TestChangesSince:
    def test_says_what_was_changed_since_the_preview(self, desk: Desk) -> None:
        shown = desk.rehearse()
        desk.change("update customer set changed_at = now() + interval '1 second' where number = '10001'")
        desk.change("update billing_request set state = 'dismissed' where id = :id", id=desk.requests[4])
        wish = Wish(issued_on=desk.today, fingerprint=shown.fingerprint, rehearsed=shown.rehearsed)
        with pytest.raises(RehearsalChanged) as refused:
            begin(desk, wish)
        told = [str(one) for one in refused.value.changes]
        assert told[0].startswith("Customer cards changed: 1 (")
        assert told[1:] == ["Requests that aren't ready any more: 1."]

    def test_keeps_with_the_run_what_its_preview_showed(self, desk: Desk) -> None:
        shown = desk.rehearse()
        begin(desk, Wish(issued_on=desk.today, fingerprint=shown.fingerprint, rehearsed=shown.rehearsed))
        assert desk.ask("select rehearsed ->> 'count', rehearsed ->> 'first' from invoice_run") == [("5", "10000001")]
