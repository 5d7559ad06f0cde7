"""Marking what became of a run's requests."""

from collections.abc import Callable
from typing import Any
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
    def test_take_from_a_run_only_their_requests_before_they_are_joined(
        self, desk: Desk, mark: Callable[[WorkspaceId, RunId], None]
    ) -> None:
        run_id = desk.start()
        with desk.acting():
            [statement] = sent(lambda: mark(desk.workspace_id, run_id), naming="update run_item")
            scans = [step for step in steps_of(*statement) if step.get("Relation Name") == "run_item"]
        found = [step for step in scans if step["Node Type"] != "ModifyTable"]
        assert found
        assert all("request_id = ANY" in _conditions(step) for step in found), found


def _conditions(step: dict[str, Any]) -> str:
    return " ".join(str(step.get(each, "")) for each in ("Index Cond", "Recheck Cond", "Filter"))
