"""The first page of a company."""

from uuid import UUID

from flask import Blueprint, g, render_template

from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now
from portal.web.here import workspace_here
from portal.web.home.page import home_page
from tenants.kernel.actor import Permission

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/w/<uuid:workspace_id>")
@in_workspace(Permission.SEE_WORKSPACE)
def home(workspace_id: UUID) -> str:
    """Show a company at a glance."""
    workspace = workspace_here(workspace_id)
    g.country = workspace.country
    page = home_page(current_actor(), workspace, now=now())
    return render_template("home/home.html", page=page)
