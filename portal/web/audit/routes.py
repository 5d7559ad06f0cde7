"""The page of the audit trail."""

from uuid import UUID

from flask import Blueprint, Response, g, render_template, request

from portal.auth.gate import in_workspace
from portal.edge.clock import now
from portal.web.audit.numbers import numbers_csv as csv_of
from portal.web.audit.numbers import numbers_page
from portal.web.audit.numbers import numbers_pdf as pdf_of
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


@blueprint.get("/w/<uuid:workspace_id>/audit/numbers")
@in_workspace(Permission.SEE_AUDIT)
def numbers(workspace_id: UUID) -> str:
    """Show that no number of any series is missing."""
    return render_template("audit/numbers.html", page=numbers_page(get_workspace(workspace_id), request.args))


@blueprint.get("/w/<uuid:workspace_id>/audit/numbers.csv")
@in_workspace(Permission.SEE_AUDIT)
def numbers_csv(workspace_id: UUID) -> Response:
    """Hand out the count of numbers for a spreadsheet."""
    return _saved(csv_of(get_workspace(workspace_id), request.args), "numbers.csv", "text/csv; charset=utf-8")


@blueprint.get("/w/<uuid:workspace_id>/audit/numbers.pdf")
@in_workspace(Permission.SEE_AUDIT)
def numbers_pdf(workspace_id: UUID) -> Response:
    """Hand out the count of numbers as PDF."""
    return _saved(pdf_of(get_workspace(workspace_id), request.args, now()), "numbers.pdf", "application/pdf")


def _saved(content: bytes, name: str, media_type: str) -> Response:
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
