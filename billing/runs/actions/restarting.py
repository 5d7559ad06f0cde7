"""Starting a run again where its workers died again and again."""

from datetime import datetime

from billing.runs.queries import run_progress
from billing.runs.queries.standstill import stopped_in
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import RunId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.outbox.stopped import start_again
from tenants.kernel.refusals import Conflict


class NotInterrupted(Conflict):
    """This run isn't interrupted, so there is nothing to start again."""


def restart_run(actor: Actor, workspace_id: WorkspaceId, run_id: RunId, *, now: datetime) -> int:
    """Have the interrupted parts of a run worked on anew; returns how many. Nothing is issued twice by that.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not; what undoes a run needs only what crediting does.
        NoSuchRun: the workspace has none by that id.
        NotInterrupted: nothing of it stands still, such as after the first of two clicks.
    """
    actor.must(Permission.CREDIT_INVOICES, in_=workspace_id)
    if run_progress(workspace_id, run_id).kind == "requests":
        actor.must(Permission.RUN_INVOICING, in_=workspace_id)
    parts = start_again(workspace_id, [task.task_id for task in stopped_in(workspace_id, run_id)])
    if not parts:
        raise NotInterrupted(run_id)
    enter(actor, "run_restarted", About("run", run_id, after={"parts": parts}), in_=workspace_id, now=now)
    return parts
