"""What runs have done."""

from uuid import uuid4

import pytest
from factories.desk import Desk

from billing.runs.queries import NoSuchRun, chunk_invoices, get_run, run_count, run_progress, run_rows
from tenants.kernel.ids import RunId


class TestRunRows:
    """The history, the newest first."""

    def test_tells_what_each_did(self, desk: Desk) -> None:
        runs = [desk.run(*desk.requests[:2]), desk.run(*desk.requests[2:])]
        with desk.acting():
            rows = run_rows(desk.workspace_id)
            assert run_count(desk.workspace_id) == 2
        assert [row.id for row in rows] == runs[::-1]
        assert [(row.number, row.issued, row.first_number, row.last_number) for row in rows] == [
            (2, 3, "10000003", "10000005"),
            (1, 2, "10000001", "10000002"),
        ]
        assert {(row.started_by_name, row.stream_name, row.state) for row in rows} == {("Alice", "Myynti", "done")}

    def test_asks_as_often_for_many_as_for_one(self, desk: Desk) -> None:
        desk.run(desk.requests[0])
        with desk.acting(), desk.asking() as one:
            run_rows(desk.workspace_id)
        desk.run(desk.requests[1])
        with desk.acting(), desk.asking() as two:
            run_rows(desk.workspace_id)
        assert len(one) == len(two)

    def test_shows_a_stranger_nothing(self, desk: Desk) -> None:
        run_id = desk.run()
        with desk.cast.charlie.acting(in_=desk.cast.ek.workspace_id):
            for workspace_id in (desk.workspace_id, desk.cast.ek.workspace_id):
                assert (run_rows(workspace_id), run_count(workspace_id)) == ((), 0)
                assert chunk_invoices(workspace_id, run_id, 0) == ()
                for read in (get_run, run_progress):
                    with pytest.raises(NoSuchRun):
                        read(workspace_id, run_id)


class TestGetRun:
    """One run with its totals and what it set aside."""

    def test_lists_what_was_set_aside_with_the_reason(self, desk: Desk) -> None:
        desk.change("update billing_request set state = 'dismissed' where id = :id", id=desk.requests[3])
        run_id = desk.run()
        with desk.acting():
            run = get_run(desk.workspace_id, run_id)
        assert (run.row.issued, run.row.set_aside, run.row.chosen) == (4, 1, 5)
        assert [(one.request_id, str(one.reason)) for one in run.set_aside] == [
            (desk.requests[3], "The request has been dismissed.")
        ]

    def test_is_refused_where_there_is_none(self, desk: Desk) -> None:
        with desk.acting(), pytest.raises(NoSuchRun):
            get_run(desk.workspace_id, RunId(uuid4()))


class TestRunProgress:
    """A few counts."""

    def test_goes_from_waiting_to_issued(self, desk: Desk) -> None:
        run_id = desk.start()
        with desk.acting():
            before = run_progress(desk.workspace_id, run_id)
        desk.issue(run_id)
        with desk.acting(), desk.asking() as asked:
            after = run_progress(desk.workspace_id, run_id)
        assert (before.state, before.waiting, before.issued) == ("running", 5, 0)
        assert (after.state, after.waiting, after.issued, after.rendered, after.sent) == ("done", 0, 5, 0, 0)
        assert not after.is_settled
        assert len(asked) == 3

    def test_knows_what_a_chunk_has_issued_in_order(self, desk: Desk) -> None:
        run_id = desk.run(*reversed(desk.requests))
        with desk.acting():
            ids = chunk_invoices(desk.workspace_id, run_id, 0)
        assert [(one,) for one in ids] == desk.ask("select id from invoice order by place_in_series")
