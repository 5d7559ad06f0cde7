"""Where a run stands still."""

from factories.desk import Desk

from billing.runs.queries import Standstill, run_progress
from billing.runs.queries.standstill import standstill_of
from tenants.kernel.outbox.tasks import sweep

DIED = "update task set state = 'running', attempts = max_attempts, lease_until = now() - interval '1 second' where {}"


def let_die(desk: Desk, which: str) -> None:
    """Have the workers of some tasks die at their last attempt, and the scheduler find out."""
    desk.change(DIED.format(which))
    with desk.acting():
        sweep()


class TestStandstillOf:
    """`standstill_of`."""

    def test_is_none_while_somebody_is_at_work(self, desk: Desk) -> None:
        run_id = desk.start()
        with desk.acting():
            assert standstill_of(desk.workspace_id, run_id) is None

    def test_names_the_part_whose_workers_died(self, desk: Desk) -> None:
        run_id = desk.start()
        let_die(desk, "kind = 'issue_chunk'")
        with desk.acting():
            come = run_progress(desk.workspace_id, run_id)
        assert (come.state, come.standstill) == ("running", Standstill((1,), (), summary=False, attempts=8))

    def test_tells_documents_and_summary_too(self, desk: Desk) -> None:
        run_id = desk.run()
        let_die(desk, "kind in ('render_chunk', 'summarise_run')")
        with desk.acting():
            assert standstill_of(desk.workspace_id, run_id) == Standstill((), (1,), summary=True, attempts=8)

    def test_is_hidden_from_a_stranger(self, desk: Desk) -> None:
        run_id = desk.start()
        let_die(desk, "kind = 'issue_chunk'")
        with desk.cast.charlie.acting():
            assert standstill_of(desk.workspace_id, run_id) is None
