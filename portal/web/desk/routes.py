"""The pages of the service desk."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.delivery.actions import Way
from billing.desk.actions import SendingOn, claim_written, release_written, return_written, send_on
from billing.desk.rules.checklist import CHECKS
from portal.auth.gate import current_actor, in_workspace, staff
from portal.auth.proving import seal
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web._design import Action
from portal.web.channels import channel_named
from portal.web.desk.page import desk_page
from portal.web.desk.review import review_page
from portal.web.desk.together import own_notice
from portal.web.posted import posted_day
from portal.web.reasons import permitted
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, Invalid, InvalidFields, Problem

blueprint = Blueprint("desk", __name__, template_folder="templates")
DESK = "/w/<uuid:workspace_id>/desk"
ONE = f"{DESK}/<uuid:written_id>"
REASON = "reason."
Answer = str | Response | tuple[str, int]


@blueprint.get("/desk")
@staff
def desk() -> str:
    """Show what waits at the desks of all clients."""
    actor = current_actor()
    places = [place for place in actor.workspaces if actor.may(Permission.CHECK_WRITTEN, in_=place)]
    page = desk_page(actor, places, request.args, path=url_for("desk.desk"), now=moment())
    return render_template("desk/desk.html", page=page)


@blueprint.get(DESK)
@in_workspace(Permission.CHECK_WRITTEN)
def of_client(workspace_id: UUID) -> str:
    """Show what waits at the desk of one client."""
    path = url_for("desk.of_client", workspace_id=workspace_id)
    actor, where = current_actor(), WorkspaceId(workspace_id)
    may = actor.may(Permission.EDIT_SETTINGS, in_=where)
    settings_url = url_for("desk.settings", workspace_id=workspace_id) if may else ""
    together = Action(label=msg("Send on together"), url=url_for("desk.choose_many", workspace_id=where), icon="send")
    actions = (permitted(together, actor, Permission.RUN_INVOICING, where),)
    page = desk_page(actor, (where,), request.args, path=path, settings_url=settings_url, actions=actions, now=moment())
    return render_template("desk/desk.html", page=replace(page, together=own_notice(actor, where)))


@blueprint.get(ONE)
@in_workspace(Permission.CHECK_WRITTEN)
def review(workspace_id: UUID, written_id: UUID) -> str:
    """Show one invoice to be checked."""
    page = review_page(current_actor(), WorkspaceId(workspace_id), WrittenId(written_id), now=moment())
    return render_template("desk/review.html", page=page)


@blueprint.post(f"{ONE}/claim")
@in_workspace(Permission.CHECK_WRITTEN)
def claim(workspace_id: UUID, written_id: UUID) -> Response:
    """Take an invoice in hand, or over from somebody."""
    over = request.form.get("take_over") == "yes"
    with transaction(acting=workspace_id) as now:
        claim_written(current_actor(), WorkspaceId(workspace_id), WrittenId(written_id), take_over=over, now=now)
    return _review(workspace_id, written_id)


@blueprint.post(f"{ONE}/release")
@in_workspace(Permission.CHECK_WRITTEN)
def release(workspace_id: UUID, written_id: UUID) -> Response:
    """Let go of an invoice."""
    with transaction(acting=workspace_id) as now:
        release_written(current_actor(), WorkspaceId(workspace_id), WrittenId(written_id), now=now)
    return _list(workspace_id)


@blueprint.post(f"{ONE}/return")
@in_workspace(Permission.CHECK_WRITTEN)
def give_back(workspace_id: UUID, written_id: UUID) -> Answer:
    """Return an invoice to whoever wrote it."""
    where, id_ = WorkspaceId(workspace_id), WrittenId(written_id)
    said = ((name.removeprefix(REASON), text) for name, text in request.form.items() if name.startswith(REASON))
    try:
        with transaction(acting=workspace_id) as now:
            return_written(current_actor(), where, id_, dict(said), request.form.get("message", ""), now=now)
    except Invalid as refusal:
        return _refused(where, id_, refusal)
    tell(msg("Returned. Whoever wrote it is told by e-mail."), "good")
    return _list(workspace_id)


@blueprint.post(f"{ONE}/send")
@in_workspace(Permission.CHECK_WRITTEN)
def send(workspace_id: UUID, written_id: UUID) -> Answer:
    """Send an invoice on under its number; one that is printed here is shown, to be printed and handed over."""
    where, id_ = WorkspaceId(workspace_id), WrittenId(written_id)
    try:
        with transaction(acting=workspace_id) as now:
            sent = send_on(current_actor(), where, id_, _how(), seal=seal(), now=now)
    except (Invalid, Conflict) as refusal:
        return _refused(where, id_, refusal)
    if sent.channel == "print":
        tell(msg("It has its number, and waits to be printed and handed over."), "info")
        return redirect(url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=sent.invoice_id), 303)
    tell(msg("Sent on. It leaves in a moment, and whoever wrote it is told."), "good")
    return _list(workspace_id)


def _how() -> SendingOn:
    """Return what the form says.

    Raises:
        InvalidFields: a day can't be read.
    """
    days, problems = {}, []
    for name in ("issued_on", "due_on"):
        if (day := posted_day(name)) is None:
            problems.append(Problem(name, msg("Choose a day.")))
        else:
            days[name] = day
    if problems:
        raise InvalidFields(problems)
    return SendingOn(
        issued_on=days["issued_on"],
        due_on=days["due_on"],
        checked=frozenset(name for name in CHECKS if f"check.{name}" in request.form),
        shown=request.form.get("shown", ""),
        way=_way(),
    )


def _way() -> Way | None:
    """Return the way that was chosen instead of the customer's; None where theirs is to be taken."""
    channel = channel_named(request.form.get("channel"))
    return Way(channel, request.form.get("address", "").strip() or None) if channel else None


def _refused(workspace_id: WorkspaceId, written_id: WrittenId, refusal: Invalid | Conflict) -> tuple[str, int]:
    """Show the page again with what is wrong, and what was ticked and typed."""
    fields = isinstance(refusal, InvalidFields)
    problems = refusal.problems if isinstance(refusal, InvalidFields) else (Problem(refusal.field, refusal.message),)
    actor, answers = current_actor(), request.form
    page = review_page(actor, workspace_id, written_id, answers=answers, problems=problems, now=moment())
    return render_template("desk/review.html", page=page), 422 if fields or isinstance(refusal, Invalid) else 409


def _review(workspace_id: UUID, written_id: UUID) -> Response:
    return redirect(url_for("desk.review", workspace_id=workspace_id, written_id=written_id), 303)


def _list(workspace_id: UUID) -> Response:
    return redirect(url_for("desk.of_client", workspace_id=workspace_id), 303)
