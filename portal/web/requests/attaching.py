"""Attaching files to a request on its page, and handing them out."""

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from billing.attachments.queries import file_of_request
from billing.requests.actions.attaching import attach_to_request, detach_from_request
from billing.requests.queries import get_request
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web.attached import posted_uploads
from portal.web.handing_out import hand_out
from portal.web.requests.routes import Answer, blueprint, page_of
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, Invalid

__all__ = ["blueprint"]
ONE = "/w/<uuid:workspace_id>/requests/<uuid:request_id>/attached"


@blueprint.post(ONE)
@in_workspace(Permission.EDIT_REQUESTS)
def attach(workspace_id: UUID, request_id: UUID) -> Answer:
    """Attach the files that were chosen, or show why one isn't taken."""
    where, id_, said = WorkspaceId(workspace_id), RequestId(request_id), request.form.get("description", "")
    try:
        with transaction(acting=workspace_id) as now:
            attach_to_request(current_actor(), where, id_, posted_uploads(), said, now=now)
    except (Invalid, Conflict) as refusal:
        return render_template("requests/request.html", page=page_of(where, id_, refusal.message)), 422
    tell(msg("Attached. It goes out with the invoice."), "good")
    return _back(where, id_)


@blueprint.post(f"{ONE}/remove")
@in_workspace(Permission.EDIT_REQUESTS)
def detach(workspace_id: UUID, request_id: UUID) -> Answered:
    """Take a file off."""
    where, id_ = WorkspaceId(workspace_id), RequestId(request_id)
    with transaction(acting=workspace_id) as now:
        detach_from_request(current_actor(), where, id_, request.form.get("remove", ""), now=now)
    tell(msg("It isn't attached any more."), "good")
    return _back(where, id_)


@blueprint.get(f"{ONE}/<sha256>")
@in_workspace(Permission.SEE_INVOICES)
def attached(workspace_id: UUID, request_id: UUID, sha256: str) -> Response:
    """Hand out a file that is attached to a request, to be kept."""
    where = WorkspaceId(workspace_id)
    row = get_request(where, RequestId(request_id)).row
    return hand_out(file_of_request(where, row.id, sha256), saved=True)


def _back(workspace_id: WorkspaceId, request_id: RequestId) -> Answered:
    page = url_for("requests.billing_request", workspace_id=workspace_id, request_id=request_id)
    return redirect(f"{page}#attachments", 303)
