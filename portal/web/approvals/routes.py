"""Reading and accepting the agreement and the terms."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_workspace
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web._design import Notice
from portal.web._design.words import reader_language
from portal.web.approvals.page import AUTHORITIES, CAPACITIES, approvals_page
from portal.web.telling import tell
from tenants.collaborations.actions import Declined, accept_collaboration, decline_collaboration
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import LANGUAGES, Language, Message, msg
from tenants.kernel.refusals import NotFound
from tenants.terms.actions import Authority, Consent, TermsChanged, accept_terms
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
    if wrong := _wrong():
        return _show(WorkspaceId(workspace_id), wrong), 422
    try:
        with transaction(acting=workspace_id) as now:
            accept_collaboration(
                current_actor(),
                WorkspaceId(workspace_id),
                _consent(),
                language=_language_read(),
                now=now,
                collaboration_id=_request(),
            )
    except TermsChanged as refusal:
        return _show(WorkspaceId(workspace_id), {}, refusal.message), 409
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


@blueprint.post("/w/<uuid:workspace_id>/approvals/terms")
@in_workspace(Permission.ACCEPT_TERMS)
def accept_new_terms(workspace_id: UUID) -> Response | tuple[str, int]:
    """Accept texts that have changed under an agreement that runs."""
    if wrong := _wrong():
        return _show(WorkspaceId(workspace_id), wrong), 422
    try:
        with transaction(acting=workspace_id) as now:
            accept_terms(current_actor(), WorkspaceId(workspace_id), _consent(), language=_language_read(), now=now)
    except TermsChanged as refusal:
        return _show(WorkspaceId(workspace_id), {}, refusal.message), 409
    tell(msg("The new terms are accepted."))
    return redirect(url_for("approvals.approvals", workspace_id=workspace_id), 303)


def _show(workspace_id: WorkspaceId, wrong: Mapping[str, Message] | None = None, changed: Message | None = None) -> str:
    g.country = get_workspace(workspace_id).country
    asked = request.values.get("request", "")
    page = approvals_page(
        current_actor(), workspace_id, reader_language(), now=clock.now(), wrong=wrong or {}, request=asked
    )
    notice = Notice("warn", changed) if changed else None
    return render_template("approvals/approvals.html", page=page, notice=notice, capacities=CAPACITIES)


def _request() -> UUID | None:
    """Return the request that a form is about; a form without one is about the newest."""
    try:
        return UUID(request.form["request"]) if request.form.get("request") else None
    except ValueError as wrong:
        raise NotFound from wrong


def _wrong() -> dict[str, Message]:
    wrong: dict[str, Message] = {}
    if request.form.get("authority") not in AUTHORITIES:
        wrong["authority"] = msg("Choose one.")
    if not request.form.get("consent"):
        wrong["consent"] = msg("Tick this to accept.")
    return wrong


def _consent() -> Consent:
    authority = cast("Authority", request.form["authority"])
    return Consent(frozenset(request.form.getlist("read")), authority, request.remote_addr or "")


def _language_read() -> Language:
    """Return the language the texts were read in, which another tab may have changed since."""
    read = request.form.get("read_in", "")
    return next((language for language in LANGUAGES if language == read), reader_language())
