"""The pages of terms: read, accept anew, give the mandate to remind, fetch records; and the plans side by side."""

from collections.abc import Callable, Sequence
from typing import cast
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_workspace
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web._design import Notice
from portal.web._design.words import reader_language
from portal.web.consenting import language_read, posted_consent, whole_text
from portal.web.handing_out import hand_out
from portal.web.here import workspace_here
from portal.web.telling import tell
from portal.web.terms.banner import banner
from portal.web.terms.page import plans_page, terms_page
from tenants.collaborations.noting import accept_new_terms, give_reminding_mandate
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict, InvalidFields, NotFound, Problem
from tenants.terms.actions import Accepted, NothingNew
from tenants.terms.queries import BEFORE_INVOICING, TO_REMIND, Kind, get_text, record_file, terms_to_accept
from tenants.terms.queries.records import FileKind

blueprint = Blueprint("terms", __name__, template_folder="templates")
blueprint.app_context_processor(banner)
Answer = Response | tuple[str, int]
Accept = Callable[..., Accepted]


@blueprint.get("/w/<uuid:workspace_id>/terms")
@in_workspace(Permission.SEE_WORKSPACE)
def terms(workspace_id: UUID) -> str:
    """Show what waits to be accepted, what was, and the records of it."""
    return _show(workspace_id, "terms", BEFORE_INVOICING)


@blueprint.post("/w/<uuid:workspace_id>/terms")
@in_workspace(Permission.ACCEPT_TERMS)
def accept(workspace_id: UUID) -> Answer:
    """Accept texts that have changed under an agreement that runs."""
    return _accept(workspace_id, "terms", BEFORE_INVOICING, accept_new_terms, msg("The new terms are accepted."))


@blueprint.get("/w/<uuid:workspace_id>/terms/mandate")
@in_workspace(Permission.SEE_WORKSPACE)
def mandate(workspace_id: UUID) -> str:
    """Show the mandate to remind and to collect."""
    return _show(workspace_id, "mandate", TO_REMIND)


@blueprint.post("/w/<uuid:workspace_id>/terms/mandate")
@in_workspace(Permission.ACCEPT_TERMS)
def give(workspace_id: UUID) -> Answer:
    """Give the mandate to remind and to collect."""
    return _accept(workspace_id, "mandate", TO_REMIND, give_reminding_mandate, msg("The mandate is given."))


@blueprint.get("/w/<uuid:workspace_id>/terms/<kind>/<int:version>")
@in_workspace(Permission.SEE_WORKSPACE)
def text(workspace_id: UUID, kind: str, version: int) -> str:
    """Show one version of a text in full."""
    found = get_text(kind, version, reader_language())
    if found is None:
        raise NotFound(kind, version)
    workspace = workspace_here(workspace_id)
    return render_template("terms/text.html", workspace=workspace, text=whole_text(found, workspace.country))


@blueprint.get("/w/<uuid:workspace_id>/terms/records/<uuid:record_id>/<any(pdf, seal, evidence):kind>")
@in_workspace(Permission.SEE_AUDIT)
def file(workspace_id: UUID, record_id: UUID, kind: str) -> Response:
    """Hand out the record of an acceptance, the seal of it, or the evidence of authority: to the admin and the firm."""
    where = WorkspaceId(workspace_id)
    of_firm = current_actor().workspaces[where].firm_id
    found = record_file(where, record_id, cast("FileKind", kind), of_firm=of_firm)
    return hand_out(found, saved=kind != "pdf")


@blueprint.get("/w/<uuid:workspace_id>/plans")
@in_workspace(Permission.SEE_WORKSPACE)
def plans(workspace_id: UUID) -> str:
    """Show the plans side by side."""
    page = plans_page(current_actor(), workspace_here(workspace_id), read=request.args.get("variant", ""))
    return render_template("terms/plans.html", page=page)


def _accept(workspace_id: UUID, page: str, kinds: Sequence[Kind], act: Accept, done: Message) -> Answer:
    try:
        consent = posted_consent()
        with transaction(acting=workspace_id) as now:
            act(current_actor(), WorkspaceId(workspace_id), consent, language=language_read(), now=now)
    except InvalidFields as refusal:
        if not terms_to_accept(WorkspaceId(workspace_id), reader_language(), now=clock.now(), kinds=kinds):
            return _show(workspace_id, page, kinds, changed=NothingNew().message), 409
        return _show(workspace_id, page, kinds, problems=refusal.problems), 422
    except Conflict as refusal:
        return _show(workspace_id, page, kinds, changed=refusal.message), 409
    tell(done)
    return redirect(url_for("terms.terms", workspace_id=workspace_id), 303)


def _show(
    workspace_id: UUID,
    page: str,
    kinds: Sequence[Kind],
    *,
    problems: Sequence[Problem] = (),
    changed: Message | None = None,
) -> str:
    shown = terms_page(current_actor(), workspace_here(workspace_id), now=clock.now(), kinds=kinds, problems=problems)
    notice = Notice("warn", changed) if changed else None
    return render_template(f"terms/{page}.html", page=shown, notice=notice)
