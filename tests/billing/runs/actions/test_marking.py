"""Marking what became of a run's requests."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from factories.desk import Desk
from factories.plans import sent, steps_of

from billing.runs.actions.marking import mark_issued, set_aside
from tenants.kernel.ids import InvoiceId, RequestId, RunId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem

REASON = msg("The request has errors.")
# As many as a chunk has; none of them is in the run, so that nothing is marked by it.
REQUESTS = [RequestId(uuid4()) for _ in range(200)]


def _issued(workspace_id: WorkspaceId, run_id: RunId) -> None:
    mark_issued(workspace_id, run_id, {each: InvoiceId(uuid4()) for each in REQUESTS})


def _left_out(workspace_id: WorkspaceId, run_id: RunId) -> None:
    set_aside(workspace_id, run_id, dict.fromkeys(REQUESTS, Problem("", REASON)))


class TestMarking:
    """The statements that mark many requests at once."""

    @pytest.mark.parametrize("mark", [_issued, _left_out])
    def test_find_their_requests_by_key_in_a_run_that_the_planner_knows_nothing_of(
        self, desk: Desk, mark: Callable[[WorkspaceId, RunId], None]
    ) -> None:
        run_id = desk.start()
        with desk.acting():
            [statement] = sent(lambda: mark(desk.workspace_id, run_id), naming="update run_item")
            conditions = [step.get("Index Cond", "") for step in steps_of(*statement)]
        assert any("request_id = ANY" in each for each in conditions), conditions
