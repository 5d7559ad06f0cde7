"""Putting a request right on its own page."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from billing.requests.actions.fixing import Typed, fix_request
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web.requests.attaching import blueprint
from portal.web.requests.routes import Answer, page_of
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields

__all__ = ["blueprint"]


@blueprint.post("/w/<uuid:workspace_id>/requests/<uuid:request_id>/fix")
@in_workspace(Permission.EDIT_REQUESTS)
def fix(workspace_id: UUID, request_id: UUID) -> Answer:
    """Write what was typed and check the request again, or show what can't be read."""
    where, id_, form = WorkspaceId(workspace_id), RequestId(request_id), request.form.to_dict()
    typed = Typed(form, form.get("mark", ""), reckon=form.get("reckon") == "y")
    try:
        with transaction(acting=workspace_id) as now:
            ready = fix_request(current_actor(), where, id_, typed, now=now)
    except InvalidFields as refusal:
        page = page_of(where, id_, typed=form, problems=refusal.problems)
        return render_template("requests/request.html", page=page), 422
    except Conflict as refusal:
        tell(refusal.message, "warn")
        return redirect(url_for("requests.billing_request", workspace_id=where, request_id=id_), 303)
    said = msg("Saved. The request is ready.") if ready else msg("Saved. Something still keeps the request back.")
    tell(said, "good" if ready else "warn")
    return redirect(url_for("requests.billing_request", workspace_id=where, request_id=id_), 303)
