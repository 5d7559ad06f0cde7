"""The page of the audit trail."""

from uuid import UUID

from flask import Blueprint, g, render_template, request

from portal.auth.gate import in_workspace
from portal.web.audit.page import audit_page
from tenants.kernel.actor import Permission
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("audit", __name__, template_folder="templates")


@blueprint.get("/w/<uuid:workspace_id>/audit")
@in_workspace(Permission.SEE_AUDIT)
def audit(workspace_id: UUID) -> str:
    """Show who did what in the workspace."""
    workspace = get_workspace(workspace_id)
    g.country = workspace.country
    return render_template("audit/audit.html", page=audit_page(workspace, request.args))
