"""The pages of factoring agreements, on the blueprint of the settings."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from billing.factoring.actions import save_agreement
from billing.factoring.queries import get_agreement
from portal.auth.gate import current_actor, in_workspace, proven_anew
from portal.edge.transaction import transaction
from portal.web.settings.factoring import agreement_page, factoring_page, read_agreement
from portal.web.settings.looks import blueprint
from portal.web.settings.routes import Answer
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import FactoringId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields
from tenants.workspaces.queries import get_workspace

__all__ = ["blueprint"]
FACTORING = "/w/<uuid:workspace_id>/factoring"


@blueprint.get(FACTORING)
@in_workspace(Permission.EDIT_SETTINGS)
def factoring(workspace_id: UUID) -> str:
    """Show to whom receivables are transferred."""
    return render_template("settings/factoring.html", page=factoring_page(get_workspace(WorkspaceId(workspace_id))))


@blueprint.get(f"{FACTORING}/new")
@in_workspace(Permission.EDIT_SETTINGS)
def new_agreement(workspace_id: UUID) -> str:
    """Show an empty agreement."""
    page = agreement_page(get_workspace(WorkspaceId(workspace_id)), None)
    return render_template("settings/agreement.html", page=page)


@blueprint.post(f"{FACTORING}/new")
@proven_anew  # money goes to another account
@in_workspace(Permission.EDIT_SETTINGS)
def add_agreement(workspace_id: UUID) -> Answer:
    """Keep a new agreement, or show it again with what has to be changed."""
    return _saved(WorkspaceId(workspace_id), None)


@blueprint.get(f"{FACTORING}/<uuid:factoring_id>")
@in_workspace(Permission.EDIT_SETTINGS)
def agreement(workspace_id: UUID, factoring_id: UUID) -> str:
    """Show an agreement to be changed."""
    where = WorkspaceId(workspace_id)
    found = get_agreement(where, FactoringId(factoring_id))
    return render_template("settings/agreement.html", page=agreement_page(get_workspace(where), found))


@blueprint.post(f"{FACTORING}/<uuid:factoring_id>")
@proven_anew  # money goes to another account
@in_workspace(Permission.EDIT_SETTINGS)
def keep_agreement(workspace_id: UUID, factoring_id: UUID) -> Answer:
    """Keep an agreement, or show it again with what has to be changed."""
    return _saved(WorkspaceId(workspace_id), FactoringId(factoring_id))


def _saved(where: WorkspaceId, which: FactoringId | None) -> Answer:
    try:
        with transaction(acting=where) as now:
            save_agreement(current_actor(), where, read_agreement(request.form), which, now=now)
    except InvalidFields as refusal:
        found = get_agreement(where, which) if which else None
        page = agreement_page(get_workspace(where), found, request.form, refusal.problems)
        return render_template("settings/agreement.html", page=page), 422
    tell(msg("The agreement is saved; what is issued from now on follows it."))
    return redirect(url_for("settings.factoring", workspace_id=where), 303)
