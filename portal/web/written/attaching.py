"""Attaching files to an invoice that is being written, and handing them out; what was typed is kept first."""

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from billing.attachments.queries import file_of_written
from billing.attachments.rules.attached import AttachedAlready
from billing.desk.actions import attach_to_written, detach_from_written
from billing.desk.queries import get_written
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web.attached import posted_uploads
from portal.web.handing_out import hand_out
from portal.web.written.customers import blueprint
from portal.web.written.page import invoice_page
from portal.web.written.reading import filled_in, keep_posted, read_posted
from portal.web.written.routes import ONE, Answer
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId, WrittenId
from tenants.kernel.refusals import Invalid, Problem, Refusal

__all__ = ["blueprint"]


@blueprint.post(f"{ONE}/attached")
@in_workspace(Permission.WRITE_INVOICES)
def attach(workspace_id: UUID, written_id: UUID) -> Answer:
    """Keep what was typed, and attach the files that were chosen, or show why one isn't taken."""
    where, id_ = WorkspaceId(workspace_id), WrittenId(written_id)
    _save(where, id_)
    try:
        with transaction(acting=workspace_id) as now:
            said = request.form.get("description", "")
            attach_to_written(current_actor(), where, id_, posted_uploads(), said, now=now)
    except (Invalid, AttachedAlready) as refusal:
        return _refused(where, id_, refusal)
    return _open(where, id_)


@blueprint.post(f"{ONE}/attached/remove")
@in_workspace(Permission.WRITE_INVOICES)
def detach(workspace_id: UUID, written_id: UUID) -> Answered:
    """Keep what was typed, and take a file off."""
    where, id_ = WorkspaceId(workspace_id), WrittenId(written_id)
    _save(where, id_)
    with transaction(acting=workspace_id) as now:
        detach_from_written(current_actor(), where, id_, request.form.get("remove", ""), now=now)
    return _open(where, id_)


@blueprint.get(f"{ONE}/attached/<sha256>")
@in_workspace(Permission.SEE_INVOICES)
def attached(workspace_id: UUID, written_id: UUID, sha256: str) -> Response:
    """Hand out a file that is attached to a written invoice, to be kept."""
    where = WorkspaceId(workspace_id)
    row = get_written(where, WrittenId(written_id)).row
    return hand_out(file_of_written(where, row.id, sha256), saved=True)


def _save(workspace_id: WorkspaceId, written_id: WrittenId) -> None:
    posted = filled_in(workspace_id, read_posted(workspace_id, request.form, moment()), moment())
    with transaction(acting=workspace_id) as now:
        keep_posted(workspace_id, written_id, posted, now=now)


def _refused(workspace_id: WorkspaceId, written_id: WrittenId, refusal: Refusal) -> Answer:
    problems = (Problem("files", refusal.message),)
    page = invoice_page(current_actor(), workspace_id, written_id, problems=problems, now=moment())
    return render_template("written/invoice.html", page=page), 422


def _open(workspace_id: WorkspaceId, written_id: WrittenId) -> Answered:
    page = url_for("written.invoice", workspace_id=workspace_id, written_id=written_id)
    return redirect(f"{page}#attached", 303)
