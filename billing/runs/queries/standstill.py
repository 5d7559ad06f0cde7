"""Where a run stands still because its workers died again and again; only a person gets it going."""

from dataclasses import dataclass

from sqlalchemy import String, cast, or_, select

from billing.runs.models import RunItem
from tenants.kernel.db import db
from tenants.kernel.ids import RunId, WorkspaceId
from tenants.kernel.language import Message
from tenants.kernel.outbox.causes import INTERRUPTED
from tenants.kernel.outbox.models import Task
from tenants.kernel.outbox.stopped import StoppedTask, stopped_tasks

ISSUING, RENDERING, SUMMARISING = "issue_chunk", "render_chunk", "summarise_run"
# A run that undoes another numbers credit notes.
NUMBERING = (ISSUING, "undo_chunk")
KINDS = (*NUMBERING, RENDERING, SUMMARISING)


@dataclass(frozen=True, slots=True)
class Standstill:
    """The parts of a run, counted from one, that stand still at numbering and at documents; the attempts they had.

    `cause` is why the first of them was given up.
    """

    numbering: tuple[int, ...]
    documents: tuple[int, ...]
    summary: bool
    attempts: int
    cause: Message = INTERRUPTED


def standstill_of(workspace_id: WorkspaceId, run_id: RunId) -> Standstill | None:
    """Return where a run stands still, or None where it doesn't."""
    stopped = stopped_in(workspace_id, run_id)
    if not stopped:
        return None
    return Standstill(
        _parts(stopped, NUMBERING),
        _parts(stopped, (RENDERING,)),
        any(task.kind == SUMMARISING for task in stopped),
        max(task.attempts for task in stopped),
        stopped[0].cause,
    )


def stopped_in(workspace_id: WorkspaceId, run_id: RunId) -> tuple[StoppedTask, ...]:
    """Return the tasks of a run that were given up."""
    return stopped_tasks(workspace_id, KINDS, about=("run_id", run_id))


def _parts(stopped: tuple[StoppedTask, ...], kinds: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted(int(task.ids["chunk"]) + 1 for task in stopped if task.kind in kinds))


def is_rendering(workspace_id: WorkspaceId, run_id: RunId) -> bool:
    """Say whether somebody makes documents of a run, or will without being asked again."""
    invoices = select(cast(RunItem.invoice_id, String)).where(
        RunItem.workspace_id == workspace_id, RunItem.run_id == run_id, RunItem.state == "issued"
    )
    at_work = select(Task.id).where(
        Task.scope_id == workspace_id,
        Task.kind.in_([RENDERING, "render_invoice"]),
        Task.state.in_(["ready", "running"]),
        or_(Task.ids["run_id"].astext == str(run_id), Task.ids["invoice_id"].astext.in_(invoices)),
    )
    return db.session.scalar(at_work.limit(1)) is not None
