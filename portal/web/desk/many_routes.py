"""The pages on which many invoices are sent on together."""

from collections.abc import Mapping
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.delivery.actions import Way
from billing.desk.actions import SendingOn, take_and_send_on
from billing.desk.queries import waiting_rows
from billing.desk.queries.written import uuid_of
from billing.desk.rules.checklist import CHECKS, unchecked
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web._design.words import Words
from portal.web.channels import channel_named
from portal.web.desk.many import AT_ONCE, many_page, refused_page
from portal.web.desk.page import chosen_rows
from portal.web.desk.routes import DESK, blueprint
from portal.web.posted import posted_day
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, Invalid, InvalidFields, Problem

Answer = str | Response | tuple[str, int]
MARK = "mark."


@blueprint.post(f"{DESK}/together")
@in_workspace(Permission.CHECK_WRITTEN)
def choose_many(workspace_id: UUID) -> Answer:
    """Show what was chosen, before it is sent on; nothing is changed."""
    where, actor, now = WorkspaceId(workspace_id), current_actor(), moment()
    rows = chosen_rows(actor, where, request.form, now=now)
    if not rows:
        tell(msg("Nothing was selected."), "info")
        return redirect(url_for("desk.of_client", workspace_id=workspace_id), 303)
    return render_template("desk/many.html", page=many_page(actor, where, rows, now=now))


@blueprint.post(f"{DESK}/together/send")
@in_workspace(Permission.CHECK_WRITTEN)
def send_many(workspace_id: UUID) -> Answer:
    """Send each chosen one on under its number; one that is refused is named with its reason, and the rest go."""
    where, marks = WorkspaceId(workspace_id), _marks()
    day, checked = posted_day("issued_on"), frozenset(name for name in CHECKS if f"check.{name}" in request.form)
    if day is None or unchecked(checked):
        problems = (*unchecked(checked), *([] if day else [Problem("issued_on", msg("Choose a day."))]))
        return _asked_again(where, marks, problems), 422
    refused: dict[WrittenId, tuple[Words, ...]] = {}
    for written_id, mark in marks.items():
        if reasons := _send(
            where, written_id, SendingOn(issued_on=day, due_on=None, checked=checked, shown=mark, way=_way())
        ):
            refused[written_id] = reasons
    sent = len(marks) - len(refused)
    if refused:
        return render_template("desk/many.html", page=refused_page(where, sent, refused, now=moment()))
    tell(msg("Sent on: %(count)s. They leave in a moment, and whoever wrote them is told.", count=sent))
    return redirect(url_for("desk.of_client", workspace_id=workspace_id), 303)


def _send(workspace_id: WorkspaceId, written_id: WrittenId, how: SendingOn) -> tuple[Words, ...]:
    """Send one on in a transaction of its own; returns why it was refused, which leaves it as it was."""
    try:
        with transaction(acting=workspace_id) as now:
            take_and_send_on(current_actor(), workspace_id, written_id, how, now=now)
    except InvalidFields as refusal:
        return tuple(problem.message for problem in refusal.problems)
    except (Invalid, Conflict) as refusal:
        return (refusal.message,)
    return ()


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
