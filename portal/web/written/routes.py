"""The pages on which people write invoices."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from billing.delivery.queries import get_look
from billing.desk.actions import begin_written, copy_written, submit_written, withdraw_written
from billing.desk.queries import previewed
from billing.desk.rules.typed import MOST_LINES, TypedInvoice, TypedLine
from billing.documents.invoice import invoice_document, render_invoice
from portal.auth.gate import current_actor, in_workspace
from portal.auth.proving import seal
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web._design.filters import moment as moment_words
from portal.web.telling import tell
from portal.web.written.listing import written_page
from portal.web.written.page import invoice_page, saved_of
from portal.web.written.reading import filled_in, keep_posted, read_posted
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId, WrittenId
from tenants.kernel.language import msg, translate
from tenants.kernel.refusals import Conflict, InvalidFields

blueprint = Blueprint("written", __name__, template_folder="templates")
WRITTEN = "/w/<uuid:workspace_id>/written"
ONE = f"{WRITTEN}/<uuid:written_id>"
Answer = str | Answered | tuple[str, int]


@blueprint.get(WRITTEN)
@in_workspace(Permission.SEE_INVOICES)
def written(workspace_id: UUID) -> str:
    """Show the list of written invoices."""
    page = written_page(current_actor(), WorkspaceId(workspace_id), request.args)
    return render_template("written/written.html", page=page)


@blueprint.post(WRITTEN)
@in_workspace(Permission.WRITE_INVOICES)
def begin(workspace_id: UUID) -> Answered:
    """Begin an invoice, and open it."""
    with transaction(acting=workspace_id) as now:
        written_id = begin_written(current_actor(), WorkspaceId(workspace_id), now=now)
    return _open(workspace_id, written_id)


@blueprint.get(ONE)
@in_workspace(Permission.SEE_INVOICES)
def invoice(workspace_id: UUID, written_id: UUID) -> str:
    """Show a written invoice: as a form, or as it was submitted."""
    where, find = WorkspaceId(workspace_id), request.args.get("find", "").strip()[:100]
    page = invoice_page(current_actor(), where, WrittenId(written_id), find=find, now=moment())
    return render_template("written/invoice.html", page=page)


@blueprint.post(f"{ONE}/save")
@in_workspace(Permission.WRITE_INVOICES)
def save(workspace_id: UUID, written_id: UUID) -> Answer:
    """Keep a draft as it is typed; to a script it answers with what changed on the page."""
    where, id_, do = WorkspaceId(workspace_id), WrittenId(written_id), request.form.get("do", "")
    read = read_posted(workspace_id, request.form, moment())
    filled = filled_in(where, read, moment())
    posted = replace(filled, typed=_changed(filled.typed, do))
    try:
        with transaction(acting=workspace_id) as now:
            keep_posted(where, id_, posted, now=now)
    except Conflict as refusal:
        if not request.headers.get("HX-Request"):
            raise
        return render_template(
            "written/saved.html", saved=saved_of(where, id_, posted.typed, refusal.message, now=moment())
        )
    if not request.headers.get("HX-Request"):
        return _open(workspace_id, written_id, find=request.form.get("find", "") if do == "find" else "")
    if posted == read:
        saved = saved_of(where, id_, posted.typed, has_person=posted.person is not None, now=moment())
        return render_template("written/saved.html", saved=saved)
    page = invoice_page(current_actor(), where, id_, now=moment())
    whole = make_response(render_template("written/form.html", page=page))
    whole.headers.update({"HX-Retarget": "#written", "HX-Reswap": "outerHTML"})
    return whole


@blueprint.post(f"{ONE}/submit")
@in_workspace(Permission.WRITE_INVOICES)
def submit(workspace_id: UUID, written_id: UUID) -> Answer:
    """Keep what was typed, and submit it to the firm; what has to be changed first is shown at its field."""
    where, id_ = WorkspaceId(workspace_id), WrittenId(written_id)
    posted = filled_in(where, read_posted(workspace_id, request.form, moment()), moment())
    with transaction(acting=workspace_id) as now:
        version = keep_posted(where, id_, posted, now=now)
    try:
        with transaction(acting=workspace_id) as now:
            due_at = submit_written(current_actor(), where, id_, version=version, now=now)
    except InvalidFields as refusal:
        page = invoice_page(current_actor(), where, id_, problems=refusal.problems, now=moment())
        return render_template("written/invoice.html", page=page), 422
    tell(msg("Submitted. It is due out by %(moment)s.", moment=moment_words(due_at)), "good")
    return redirect(url_for("written.written", workspace_id=workspace_id), 303)


@blueprint.post(f"{ONE}/withdraw")
@in_workspace(Permission.WRITE_INVOICES)
def withdraw(workspace_id: UUID, written_id: UUID) -> Answered:
    """Take an invoice back."""
    with transaction(acting=workspace_id) as now:
        withdraw_written(current_actor(), WorkspaceId(workspace_id), WrittenId(written_id), now=now)
    tell(msg("Withdrawn. It isn't sent."), "good")
    return redirect(url_for("written.written", workspace_id=workspace_id), 303)


@blueprint.post(f"{ONE}/copy")
@in_workspace(Permission.WRITE_INVOICES)
def copy(workspace_id: UUID, written_id: UUID) -> Answered:
    """Begin an invoice that says what an earlier one said, and open it."""
    with transaction(acting=workspace_id) as now:
        new = copy_written(current_actor(), WorkspaceId(workspace_id), WrittenId(written_id), seal=seal(), now=now)
    return _open(workspace_id, new)


@blueprint.get(f"{ONE}/preview.pdf")
@in_workspace(Permission.SEE_INVOICES)
def preview(workspace_id: UUID, written_id: UUID) -> Response:
    """Return the invoice as the customer will see it, marked as a preview and without its number."""
    where = WorkspaceId(workspace_id)
    found = previewed(where, WrittenId(written_id), now=moment())
    mark = translate(msg("Preview"), found.language)
    document = invoice_document(found.content, get_look(where, found.stream_id), found.language, mark=mark)
    answer = Response(render_invoice(document, xml=None, xml_name=""), content_type="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename="preview.pdf")
    return answer


def _open(workspace_id: UUID, written_id: UUID, *, find: str = "") -> Answered:
    page = url_for("written.invoice", workspace_id=workspace_id, written_id=written_id, find=find or None)
    return redirect(page, 303)


def _changed(typed: TypedInvoice, do: str) -> TypedInvoice:
    """Return what was typed with a line added at the end, or one taken away."""
    what, _, place = do.partition(":")
    if what == "add" and len(typed.lines) < MOST_LINES:
        return replace(typed, lines=(*typed.lines, TypedLine()))
    if what == "remove" and place.isdecimal():
        left = tuple(line for at, line in enumerate(typed.lines, 1) if at != int(place))
        return replace(typed, lines=left or (TypedLine(),))
    return typed
