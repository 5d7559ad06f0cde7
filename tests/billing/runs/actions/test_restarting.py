"""Starting a run again whose workers died."""

import pytest
from factories.desk import Desk

from billing.runs.actions import NotInterrupted, restart_run
from billing.runs.queries import run_progress
from tenants.kernel.refusals import NotFound

DEAD = "update task set state = 'dead', attempts = max_attempts where kind = 'issue_chunk'"


class TestRestartRun:
    """`restart_run`."""

    def test_has_the_part_done_once_more_with_all_its_attempts(self, desk: Desk) -> None:
        run_id = desk.start()
        desk.change(DEAD)
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            assert restart_run(actor, desk.workspace_id, run_id, now=now) == 1
        assert desk.ask("select state, attempts from task where kind = 'issue_chunk'") == [("ready", 0)]
        assert desk.ask("select who from journal where act = 'run_restarted'") == [("Alice",)]
        desk.issue(run_id)
        with desk.acting():
            assert run_progress(desk.workspace_id, run_id).state == "done"
        assert desk.ask("select count(*) from invoice") == [(5,)]

    def test_refuses_the_second_click(self, desk: Desk) -> None:
        run_id = desk.start()
        with pytest.raises(NotInterrupted), desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            restart_run(actor, desk.workspace_id, run_id, now=now)

    def test_is_not_for_a_stranger(self, desk: Desk) -> None:
        run_id = desk.start()
        desk.change(DEAD)
        with pytest.raises(NotFound), desk.cast.charlie.acting(in_=desk.workspace_id) as (actor, now):
            restart_run(actor, desk.workspace_id, run_id, now=now)
