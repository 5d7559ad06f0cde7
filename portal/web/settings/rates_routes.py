"""The page of kept exchange rates, on the blueprint of the settings."""

from uuid import UUID

from flask import render_template, request

from portal.auth.gate import in_workspace
from portal.edge.clock import now
from portal.web.here import workspace_here
from portal.web.settings.factoring_routes import blueprint
from portal.web.settings.rates import rates_page
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId

__all__ = ["blueprint"]


@blueprint.get("/w/<uuid:workspace_id>/rates")
@in_workspace(Permission.EDIT_SETTINGS)
def rates(workspace_id: UUID) -> str:
    """Show what other currencies are worth in the company's own, by whom and when it was published."""
    on = local_day(now(), workspace_here(workspace_id).country)
    page = rates_page(WorkspaceId(workspace_id), request.args.get("currency", ""), on=on)
    return render_template("settings/rates.html", page=page)
