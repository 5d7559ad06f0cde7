"""The pages on which many invoices are chosen to be sent on together, and on which it is told what came of that."""

from collections.abc import Mapping
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.delivery.actions import Way
from billing.desk.actions import BatchNotStopped, Together, ask_to_send, restart_batch
from billing.desk.queries import get_batch, waiting_rows
from billing.desk.queries.written import uuid_of
from billing.desk.rules.checklist import CHECKS, unchecked
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web.channels import channel_named
from portal.web.desk.many import AT_ONCE, many_page
from portal.web.desk.page import chosen_rows
from portal.web.desk.routes import DESK, blueprint
from portal.web.desk.together import progress_of, together_page
from portal.web.posted import posted_day
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import BatchId, WorkspaceId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem

Answer = str | Response | tuple[str, int]
MARK = "mark."
ASKED = f"{DESK}/together/<uuid:batch_id>"


@blueprint.post(f"{DESK}/together")
@in_workspace(Permission.CHECK_WRITTEN)
def choose_many(workspace_id: UUID) -> Answer:
    """Show what was chosen, before it is sent on; nothing is changed."""
    where, actor, now = WorkspaceId(workspace_id), current_actor(), moment()
    rows = chosen_rows(actor, where, request.form, now=now)
    if not rows:
        return _nothing(where)
    return render_template("desk/many.html", page=many_page(actor, where, rows, now=now))


@blueprint.post(f"{DESK}/together/send")
@in_workspace(Permission.CHECK_WRITTEN)
def send_many(workspace_id: UUID) -> Answer:
    """Ask for each chosen one to be sent on, and go to where it is told what came of it; a second click lands there."""
    where, marks, batch_id = WorkspaceId(workspace_id), _marks(), uuid_of(request.form.get("batch", ""))
    if not marks or batch_id is None:
        return _nothing(where)
    day, checked = posted_day("issued_on"), frozenset(name for name in CHECKS if f"check.{name}" in request.form)
    if day is None or unchecked(checked):
        problems = (*unchecked(checked), *([] if day else [Problem("issued_on", msg("Choose a day."))]))
        return _asked_again(where, marks, problems), 422
    together = Together(shown=marks, issued_on=day, checked=checked, way=_way())
    try:
        with transaction(acting=workspace_id) as now:
            ask_to_send(current_actor(), where, BatchId(batch_id), together, now=now)
    except InvalidFields as refusal:
        return _asked_again(where, marks, refusal.problems), 422
    return redirect(url_for("desk.together", workspace_id=workspace_id, batch_id=batch_id), 303)


@blueprint.get(ASKED)
@in_workspace(Permission.CHECK_WRITTEN)
def together(workspace_id: UUID, batch_id: UUID) -> str:
    """Show how far sending on together has come, and what was refused and why."""
    page = together_page(current_actor(), WorkspaceId(workspace_id), BatchId(batch_id))
    return render_template("desk/together.html", page=page)


@blueprint.get(f"{ASKED}/progress")
@in_workspace(Permission.CHECK_WRITTEN)
def together_progress(workspace_id: UUID, batch_id: UUID) -> Answer:
    """Answer the page's question how far it has come; at the end, have the page load what came of it."""
    where, which = WorkspaceId(workspace_id), BatchId(batch_id)
    if "HX-Request" not in request.headers:
        return redirect(url_for("desk.together", workspace_id=where, batch_id=which), 303)
    shown = progress_of(where, get_batch(where, which))
    answer = make_response(render_template("desk/together_progress.html", run=shown))
    if shown.finished:
        answer.headers["HX-Refresh"] = "true"
    return answer


@blueprint.post(f"{ASKED}/restart")
@in_workspace(Permission.CHECK_WRITTEN)
def restart_together(workspace_id: UUID, batch_id: UUID) -> Answer:
    """Start again what was interrupted; a second click finds it at work."""
    try:
        with transaction(acting=workspace_id) as now:
            restart_batch(current_actor(), WorkspaceId(workspace_id), BatchId(batch_id), now=now)
    except BatchNotStopped as refusal:
        tell(refusal.message, "info")
    else:
        tell(msg("The interrupted part was started again."))
    return redirect(url_for("desk.together", workspace_id=workspace_id, batch_id=batch_id), 303)


def _nothing(workspace_id: WorkspaceId) -> Response:
    tell(msg("Nothing was selected."), "info")
    return redirect(url_for("desk.of_client", workspace_id=workspace_id), 303)


def _marks() -> dict[WrittenId, str]:
    """Return the invoices that the form names, each with the mark of what was before the reader's eyes."""
    named = ((uuid_of(name.removeprefix(MARK)), mark) for name, mark in request.form.items() if name.startswith(MARK))
    return dict([(WrittenId(id_), mark) for id_, mark in named if id_ is not None][:AT_ONCE])


def _way() -> Way | None:
    """Return the way that was chosen for all; None where each goes as its customer's card says."""
    channel = channel_named(request.form.get("channel"))
    return Way(channel) if channel else None


def _asked_again(workspace_id: WorkspaceId, marks: Mapping[WrittenId, str], problems: tuple[Problem, ...]) -> str:
    now, actor = moment(), current_actor()
    rows = [row for row in waiting_rows((workspace_id,), now=now) if row.id in marks]
    page = many_page(actor, workspace_id, rows, answers=request.form, problems=problems, now=now)
    return render_template("desk/many.html", page=page)
