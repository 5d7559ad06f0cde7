"""Reading and accepting the agreement and the terms."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_workspace
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web._design import Notice
from portal.web._design.words import reader_language
from portal.web.approvals.page import approvals_page
from portal.web.consenting import CAPACITIES, language_read, posted_consent
from portal.web.telling import tell
from tenants.collaborations.actions import Declined, accept_collaboration, decline_collaboration
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem
from tenants.terms.actions import TermsChanged
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("approvals", __name__, template_folder="templates")


@blueprint.get("/w/<uuid:workspace_id>/approvals")
@in_workspace(Permission.SEE_WORKSPACE)
def approvals(workspace_id: UUID) -> str:
    """Show what is agreed on, and what waits to be accepted."""
    return _show(WorkspaceId(workspace_id))


@blueprint.post("/w/<uuid:workspace_id>/approvals")
@in_workspace(Permission.ACCEPT_TERMS)
def accept(workspace_id: UUID) -> Response | tuple[str, int]:
    """Accept the agreement that waits, with all texts in force."""
    try:
        consent = posted_consent()
        with transaction(acting=workspace_id) as now:
            accept_collaboration(
                current_actor(),
                WorkspaceId(workspace_id),
                consent,
                language=language_read(),
                now=now,
                collaboration_id=_request(),
            )
    except InvalidFields as refusal:
        return _show(WorkspaceId(workspace_id), refusal.problems), 422
    except TermsChanged as refusal:
        return _show(WorkspaceId(workspace_id), changed=refusal.message), 409
    tell(msg("Accepted. The collaboration is active."))
    return redirect(url_for("approvals.approvals", workspace_id=workspace_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/approvals/decline")
@in_workspace(Permission.ACCEPT_TERMS)
def decline(workspace_id: UUID) -> Response:
    """Say no to a firm's request; its reason goes to the firm."""
    request_id = _request()
    if request_id is None:
        raise NotFound(workspace_id)
    with transaction(acting=workspace_id) as now:
        declined = Declined(request.form.get("reason", ""))
        decline_collaboration(current_actor(), WorkspaceId(workspace_id), request_id, declined, now=now)
    tell(msg("Declined. The firm is told."))
    return redirect(url_for("approvals.approvals", workspace_id=workspace_id), 303)


def _show(workspace_id: WorkspaceId, problems: Sequence[Problem] = (), changed: Message | None = None) -> str:
    g.country = get_workspace(workspace_id).country
    asked = request.values.get("request", "")
    page = approvals_page(
        current_actor(), workspace_id, reader_language(), now=clock.now(), problems=problems, request=asked
    )
    notice = Notice("warn", changed) if changed else None
    return render_template("approvals/approvals.html", page=page, notice=notice, capacities=CAPACITIES)


def _request() -> UUID | None:
    """Return the request that a form is about; a form without one is about the newest."""
    try:
        return UUID(request.form["request"]) if request.form.get("request") else None
    except ValueError as wrong:
        raise NotFound from wrong
