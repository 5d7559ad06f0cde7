"""The pages of invoice runs."""

import json
from datetime import datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.corrections.queries import undo_of
from billing.delivery.actions import send_run
from billing.delivery.queries import run_delivery_counts
from billing.requests.actions.releasing import release_requests
from billing.runs.actions import NotInterrupted, RequestsTaken, Wish, restart_run
from billing.runs.queries import RunFacts, collective_invoices, get_run, run_progress
from billing.runs.rules.rehearsed import Rehearsed
from portal.auth.gate import current_actor, in_workspace
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web.choosing import Chosen, chosen_requests, company_currency, ids_of
from portal.web.posted import posted_day, typed_day
from portal.web.runs.export import run_csv, summary_csv
from portal.web.runs.listing import runs_page
from portal.web.runs.page import Stand, progress_of, run_page
from portal.web.runs.preview import Days, preview_page
from portal.web.runs.samples import sample_pdf
from portal.web.runs.sending import sent
from portal.web.runs.starting import DatesPassed, just_started, refuse_passed, start_each
from portal.web.telling import tell
from tenants.files.queries import get_file
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.days import NotADay
from tenants.kernel.ids import RequestId, RunId, StreamId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict, NotFound, Refusal
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("runs", __name__, template_folder="templates")
Answer = str | Response | tuple[str, int]
NOTHING_CHOSEN = msg("Choose requests that are ready first.")


@blueprint.get("/w/<uuid:workspace_id>/runs")
@in_workspace(Permission.SEE_INVOICES)
def runs(workspace_id: UUID) -> str:
    """Show the history of runs."""
    return render_template("runs/runs.html", page=runs_page(WorkspaceId(workspace_id), request.args))


@blueprint.post("/w/<uuid:workspace_id>/runs/preview")
@in_workspace(Permission.EDIT_REQUESTS)
def preview(workspace_id: UUID) -> Answer:
    """Rehearse what was chosen; nothing is numbered or sent. Small ones that are named are released before."""
    where = WorkspaceId(workspace_id)
    if small := [RequestId(id_) for id_ in ids_of(request.form.get("release", ""))]:
        with transaction(acting=workspace_id) as now:
            release_requests(current_actor(), where, small, now=now)
    chosen = _chosen(where)
    if not chosen:
        return _to_requests(where, NOTHING_CHOSEN)
    return _preview(where, chosen)


@blueprint.post("/w/<uuid:workspace_id>/runs/preview/sample.pdf")
@in_workspace(Permission.EDIT_REQUESTS)
def sample(workspace_id: UUID) -> Response:
    """Show one rehearsed invoice as the customer would see it; nothing is kept."""
    where, now = WorkspaceId(workspace_id), clock.now()
    try:
        stream_id, place = StreamId(UUID(request.form["stream"])), int(request.form["place"])
    except (KeyError, ValueError) as wrong:
        raise NotFound(request.url) from wrong
    ids = tuple(RequestId(id_) for id_ in ids_of(request.form.get("ids", "")))
    return Response(
        sample_pdf(where, stream_id, ids, place, _days(where, now), now=now), content_type="application/pdf"
    )


@blueprint.post("/w/<uuid:workspace_id>/runs")
@in_workspace(Permission.CREDIT_INVOICES)
def start(workspace_id: UUID) -> Answer:
    """Start a run of what was chosen, and go to its page; a second click lands on the same run."""
    where, actor = WorkspaceId(workspace_id), current_actor()
    chosen = _chosen(where)
    if not chosen:
        run_id = just_started(actor, where, now=clock.now())
        return _to_run(where, run_id) if run_id else _to_requests(where, NOTHING_CHOSEN)
    try:
        with transaction(acting=workspace_id) as now:
            wish = _wish(where, now)
            refuse_passed(wish, get_workspace(where).country, now=now)
            started = start_each(actor, where, chosen, wish, now=now)
    except RequestsTaken as taken:
        tell(taken.message, "info")
        return _to_run(where, taken.run_id)
    except DatesPassed as refusal:
        return _preview(where, chosen, refusal, _today(where)), 409
    except (Conflict, NotADay) as refusal:
        return _preview(where, chosen, refusal), 409
    return _to_run(where, started[0]) if len(started) == 1 else redirect(url_for("runs.runs", workspace_id=where), 303)


@blueprint.get("/w/<uuid:workspace_id>/runs/<uuid:run_id>")
@in_workspace(Permission.SEE_INVOICES)
def run(workspace_id: UUID, run_id: UUID) -> str:
    """Show how far a run has come, and what it did."""
    where, which = WorkspaceId(workspace_id), RunId(run_id)
    come, deliveries = run_progress(where, which), run_delivery_counts(where, which)
    facts = get_run(where, which, summed=come.state == "done")
    held = collective_invoices(where, which) if facts.row.billed > facts.row.issued else ()
    undoing = undo_of(where, which)
    under_way = run_progress(where, undoing.undone_by) if undoing.undone_by and undoing.is_under_way else None
    stand = Stand(come, deliveries, undoing, held, under_way)
    now = clock.now()
    on = local_day(now, get_workspace(where).country)
    page = run_page(current_actor(), where, facts, stand, on=on, now=now)
    return render_template("runs/run.html", page=page)


@blueprint.get("/w/<uuid:workspace_id>/runs/<uuid:run_id>/progress")
@in_workspace(Permission.SEE_INVOICES)
def progress(workspace_id: UUID, run_id: UUID) -> Response:
    """Answer the page's question how far the run has come; at the end, have the page load its summary."""
    where, which = WorkspaceId(workspace_id), RunId(run_id)
    if "HX-Request" not in request.headers:
        return _to_run(where, which)
    come = run_progress(where, which)
    shown = progress_of(where, come, now=clock.now())
    response = Response(render_template("runs/progress.html", run=shown))
    if come.is_settled:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.get("/w/<uuid:workspace_id>/runs/<uuid:run_id>/summary.pdf")
@in_workspace(Permission.SEE_INVOICES)
def summary_pdf(workspace_id: UUID, run_id: UUID) -> Response:
    """Hand out the summary of a run."""
    where = WorkspaceId(workspace_id)
    found = get_run(where, RunId(run_id))
    if found.row.summary_file_id is None:
        raise NotFound(run_id)
    return _download(get_file(where, found.row.summary_file_id).content, found, "pdf", "application/pdf")


@blueprint.get("/w/<uuid:workspace_id>/runs/<uuid:run_id>/summary.csv")
@in_workspace(Permission.SEE_INVOICES)
def summary_table(workspace_id: UUID, run_id: UUID) -> Response:
    """Hand out the summary of a run for a spreadsheet: totals by VAT rate, and what was left out."""
    found = get_run(WorkspaceId(workspace_id), RunId(run_id))
    content = summary_csv(found).encode("utf-8-sig")
    return _download(content, found, "csv", "text/csv; charset=utf-8", name="summary")


@blueprint.get("/w/<uuid:workspace_id>/runs/<uuid:run_id>/invoices.csv")
@in_workspace(Permission.SEE_INVOICES)
def invoices_csv(workspace_id: UUID, run_id: UUID) -> Response:
    """Hand out the invoices of a run for a spreadsheet; the mark at the beginning tells it the encoding."""
    where, which = WorkspaceId(workspace_id), RunId(run_id)
    found = get_run(where, which)
    return _download(run_csv(where, which).encode("utf-8-sig"), found, "csv", "text/csv; charset=utf-8")


@blueprint.post("/w/<uuid:workspace_id>/runs/<uuid:run_id>/send")
@in_workspace(Permission.SEND_DOCUMENTS)
def send(workspace_id: UUID, run_id: UUID) -> Response:
    """Send every invoice of a run that hasn't been sent."""
    where, which = WorkspaceId(workspace_id), RunId(run_id)
    get_run(where, which)
    with transaction(acting=workspace_id) as now:
        result = send_run(current_actor(), where, which, now=now)
    words, tone = sent(result)
    tell(words, tone)
    return _to_run(where, which)


@blueprint.post("/w/<uuid:workspace_id>/runs/<uuid:run_id>/restart")
@in_workspace(Permission.CREDIT_INVOICES)
def restart(workspace_id: UUID, run_id: UUID) -> Response:
    """Start again what was interrupted in a run; a second click finds it at work."""
    where, which = WorkspaceId(workspace_id), RunId(run_id)
    try:
        with transaction(acting=workspace_id) as now:
            restart_run(current_actor(), where, which, now=now)
    except NotInterrupted as refusal:
        tell(refusal.message, "info")
    else:
        tell(msg("The interrupted part was started again."))
    return _to_run(where, which)


def _chosen(workspace_id: WorkspaceId) -> tuple[Chosen, ...]:
    return chosen_requests(workspace_id, request.form, company_currency(workspace_id))


def _preview(
    workspace_id: WorkspaceId,
    chosen: tuple[Chosen, ...],
    refused: Refusal | None = None,
    days: Days | None = None,
) -> str:
    now = clock.now()
    try:
        days = days or _days(workspace_id, now)
    except NotADay as unread:
        today = local_day(now, get_workspace(workspace_id).country)
        refused, days = unread, Days(posted_day("issued_on") or today, posted_day("due_on"))
    page = preview_page(current_actor(), workspace_id, chosen, days, refused=refused, now=now)
    return render_template("runs/preview.html", page=page)


def _today(workspace_id: WorkspaceId) -> Days:
    """Return today as the invoice date, with the due date that was chosen unless that is over as well."""
    today, due_on = local_day(clock.now(), get_workspace(workspace_id).country), posted_day("due_on")
    return Days(today, due_on if due_on and due_on >= today else None)


def _wish(workspace_id: WorkspaceId, now: datetime) -> Wish:
    try:
        shown = json.loads(request.form.get("rehearsed", "null"))
    except ValueError:
        shown = None
    days = _days(workspace_id, now)
    return Wish(
        issued_on=days.issued_on,
        due_on=days.due_on,
        fingerprint=request.form.get("fingerprint") or None,
        rehearsed=Rehearsed.of(shown),
    )


def _days(workspace_id: WorkspaceId, now: datetime) -> Days:
    """Return the days that were chosen; as the invoice date today, where the company is, unless one was.

    Raises:
        NotADay: what was typed isn't a day; it is never taken for today.
    """
    today = local_day(now, get_workspace(workspace_id).country)
    return Days(typed_day("issued_on") or today, typed_day("due_on"))


def _to_run(workspace_id: WorkspaceId, run_id: RunId) -> Response:
    return redirect(url_for("runs.run", workspace_id=workspace_id, run_id=run_id), 303)


def _to_requests(workspace_id: WorkspaceId, sentence: Message) -> Response:
    tell(sentence, "warn")
    return redirect(url_for("requests.requests", workspace_id=workspace_id), 303)


def _download(content: bytes, found: RunFacts, ending: str, media_type: str, *, name: str = "run") -> Response:
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-{found.row.number}.{ending}")
    return response
