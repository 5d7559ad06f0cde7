"""The pages of billing requests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response

from billing.requests.actions import Upload, check_again, dismiss_requests, import_requests, take_back
from billing.requests.actions.releasing import hold_requests, release_requests
from billing.requests.queries import get_request
from portal.auth.gate import current_actor, in_workspace
from portal.auth.proving import seal
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web._design import Choice
from portal.web.choosing import chosen_requests, company_currency, kept_file
from portal.web.requests.actions import attach_action, dismiss_action, fetch_action, take_back_action
from portal.web.requests.desk import desk_of
from portal.web.requests.fix_form import fix_form
from portal.web.requests.importing import (
    ImportPage,
    beyond_plan,
    file_name,
    from_contracts,
    import_form,
    import_page,
)
from portal.web.requests.listing import requests_page
from portal.web.requests.page import Doings, RequestPage, request_page
from portal.web.requests.small import small_remark
from portal.web.telling import tell
from tenants.files.queries import get_file
from tenants.kernel.actor import NotAllowedNow, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict, Invalid, Problem
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("requests", __name__, template_folder="templates")
Answer = str | Response | tuple[str, int]
STREAM_MISSING = msg("Choose a stream.")
FILE_MISSING = msg("Choose a file.")


@blueprint.get("/w/<uuid:workspace_id>/requests")
@in_workspace(Permission.SEE_INVOICES)
def requests(workspace_id: UUID) -> str:
    """Show the list before a run."""
    where = WorkspaceId(workspace_id)
    page = requests_page(current_actor(), where, request.args, desk_of(where), _file_asked_for(where))
    return render_template("requests/requests.html", page=page)


@blueprint.get("/w/<uuid:workspace_id>/requests/import")
@in_workspace(Permission.SEE_INVOICES)
def import_form_page(workspace_id: UUID) -> str:
    """Ask for a file."""
    return _ask(WorkspaceId(workspace_id), stream=request.args.get("stream", ""))


@blueprint.post("/w/<uuid:workspace_id>/requests/import")
@in_workspace(Permission.IMPORT_REQUESTS)
def fetch(workspace_id: UUID) -> Answer:
    """Take the requests of a file, all of it or nothing."""
    where, file, stream = WorkspaceId(workspace_id), request.files.get("file"), request.form.get("stream", "")
    stream_id = next((each.id for each in desk_of(where).streams if str(each.id) == stream), None)
    if stream_id is None:
        return _ask(where, stream_error=STREAM_MISSING), 422
    if file is None or not file.filename:
        return _ask(where, stream=stream, error=FILE_MISSING), 422
    try:
        with transaction(acting=workspace_id) as now:
            upload = Upload(file.filename, file.read())
            result = import_requests(current_actor(), where, StreamId(stream_id), upload, now=now, seal=seal())
    except NotAllowedNow as refusal:
        return _ask(where, stream=stream, stream_error=refusal.message), 403
    except (Invalid, Conflict) as refusal:
        return _ask(where, stream=stream, error=refusal.message), 422
    return redirect(url_for("requests.imported", workspace_id=where, file_id=result.file_id), 303)


@blueprint.get("/w/<uuid:workspace_id>/requests/import/<uuid:file_id>")
@in_workspace(Permission.SEE_INVOICES)
def imported(workspace_id: UUID, file_id: UUID) -> str:
    """Show what came of a file."""
    return render_template("requests/imported.html", page=_imported(WorkspaceId(workspace_id), file_id))


@blueprint.post("/w/<uuid:workspace_id>/requests/dismiss")
@in_workspace(Permission.EDIT_REQUESTS)
def dismiss(workspace_id: UUID) -> Response:
    """Take requests off the list: one by its id, or all that are cancelled."""
    which = request.form.get("dismiss", "")
    with transaction(acting=workspace_id) as now:
        ids = None if which == "all" else [RequestId(_id(which))]
        count = dismiss_requests(current_actor(), WorkspaceId(workspace_id), ids, now=now)
    tell(_dismissed(count), "good" if count else "info")
    return redirect(url_for("requests.requests", workspace_id=workspace_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/requests/<uuid:request_id>/take-back")
@in_workspace(Permission.EDIT_REQUESTS)
def take_back_one(workspace_id: UUID, request_id: UUID) -> Response:
    """Put a dismissed request of a contract back onto the list."""
    with transaction(acting=workspace_id) as now:
        taken = take_back(current_actor(), WorkspaceId(workspace_id), RequestId(request_id), now=now)
    tell(msg("It is on the list again.") if taken else msg("It isn't dismissed any more."), "good" if taken else "info")
    return redirect(url_for("requests.billing_request", workspace_id=workspace_id, request_id=request_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/requests/check")
@in_workspace(Permission.EDIT_REQUESTS)
def check(workspace_id: UUID) -> Response:
    """Check every open request again, by today's cards and settings."""
    with transaction(acting=workspace_id) as now:
        found = check_again(current_actor(), WorkspaceId(workspace_id), now=now)
    sentence = msg("Checked: %(ready)s are ready, %(invalid)s have errors.", ready=found.ready, invalid=found.invalid)
    tell(sentence, "good" if not found.invalid else "warn")
    return redirect(url_for("requests.requests", workspace_id=workspace_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/requests/release")
@in_workspace(Permission.EDIT_REQUESTS)
def release(workspace_id: UUID) -> Response:
    """Have the selected requests billed however little they come to."""
    where = WorkspaceId(workspace_id)
    chosen = chosen_requests(where, request.form, company_currency(where))
    with transaction(acting=workspace_id) as now:
        count = release_requests(current_actor(), where, [id_ for one in chosen for id_ in one.request_ids], now=now)
    tell(msg("Requests that the next run bills, however little they come to: %(count)s.", count=count))
    return redirect(url_for("requests.requests", workspace_id=workspace_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/requests/hold")
@in_workspace(Permission.EDIT_REQUESTS)
def hold(workspace_id: UUID) -> Response:
    """Have the selected requests wait again where they come to too little."""
    where = WorkspaceId(workspace_id)
    chosen = chosen_requests(where, request.form, company_currency(where))
    with transaction(acting=workspace_id) as now:
        count = hold_requests(current_actor(), where, [id_ for one in chosen for id_ in one.request_ids], now=now)
    tell(msg("Requests that wait again where they come to too little: %(count)s.", count=count))
    return redirect(url_for("requests.requests", workspace_id=workspace_id), 303)


@blueprint.get("/w/<uuid:workspace_id>/requests/<uuid:request_id>")
@in_workspace(Permission.SEE_INVOICES)
def billing_request(workspace_id: UUID, request_id: UUID) -> str:
    """Show one request."""
    return render_template("requests/request.html", page=page_of(workspace_id, request_id))


@blueprint.get("/w/<uuid:workspace_id>/requests/<uuid:request_id>/beside")
@in_workspace(Permission.SEE_INVOICES)
def beside(workspace_id: UUID, request_id: UUID) -> str:
    """Return what the side panel of the list shows of a request."""
    return render_template("requests/beside.html", page=page_of(workspace_id, request_id))


@blueprint.get("/w/<uuid:workspace_id>/requests/<uuid:request_id>/source")
@in_workspace(Permission.SEE_INVOICES)
def source_file(workspace_id: UUID, request_id: UUID) -> Response:
    """Hand out the file that a request was read from, exactly as it came but for personal ids, which are masked."""
    where = WorkspaceId(workspace_id)
    file = get_file(where, get_request(where, RequestId(request_id)).row.file_id)
    response = Response(file.content, content_type="application/octet-stream")
    name = secure_filename(file.name) or "requests"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def page_of(
    workspace_id: UUID,
    request_id: UUID,
    *wrong: Message,
    typed: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
) -> RequestPage:
    """Return the page of a request, with why a file wasn't attached to it, or what was typed can't be read."""
    where, actor = WorkspaceId(workspace_id), current_actor()
    found = get_request(where, RequestId(request_id))
    row = found.row
    dismiss = dismiss_action(actor, where, row) or take_back_action(actor, where, row)
    attach = attach_action(actor, where, row)
    country = get_workspace(where).country
    fix = fix_form(actor, where, found, country, typed=typed, problems=problems)
    return request_page(where, found, Doings(dismiss, attach, wrong, small_remark(desk_of(where), found.row), fix))


def _ask(
    workspace_id: WorkspaceId, *, stream: str = "", error: Message | str = "", stream_error: Message | str = ""
) -> str:
    desk = desk_of(workspace_id)
    send = fetch_action(current_actor(), workspace_id, desk)
    closed = beyond_plan(current_actor(), workspace_id)
    form = import_form(desk, send, closed, stream=stream, error=error, stream_error=stream_error)
    contracts = from_contracts(current_actor(), workspace_id, local_day(moment(), get_workspace(workspace_id).country))
    return render_template("requests/import.html", form=replace(form, contracts=contracts))


def _imported(workspace_id: WorkspaceId, file_id: UUID) -> ImportPage:
    return import_page(workspace_id, file_id, fetch_action(current_actor(), workspace_id, desk_of(workspace_id)))


def _file_asked_for(workspace_id: WorkspaceId) -> Choice | None:
    """Return the file that the list is to be kept to, where one is asked for."""
    found = kept_file(request.args)
    return kept_file(request.args, file_name(workspace_id, UUID(found.value))) if found else None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Invalid(text[:40]) from wrong


def _dismissed(count: int) -> Message:
    if count == 1:
        return msg("1 request was dismissed.")
    return msg("%(count)s requests were dismissed.", count=count)
