"""Taking a company's books along: what there is, and the ZIP of it."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, g, render_template, request, stream_with_context, url_for
from werkzeug.wrappers import Response

from billing.exports.actions import note_export
from billing.exports.queries import export_years
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import reading, transaction
from portal.web.export.zipping import zip_of_everything
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.kernel.scope import Scope, current_scope
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("export", __name__, template_folder="templates")


@blueprint.get("/w/<uuid:workspace_id>/export")
@in_workspace(Permission.EXPORT_BOOKS)
def export(workspace_id: UUID) -> str:
    """Show what can be taken along."""
    workspace = get_workspace(workspace_id)
    g.country = workspace.country
    url = url_for("export.take", workspace_id=workspace_id)
    return render_template("export/export.html", workspace=workspace, years=export_years(workspace.id), url=url)


@blueprint.post("/w/<uuid:workspace_id>/export")
@in_workspace(Permission.EXPORT_BOOKS)
def take(workspace_id: UUID) -> Response:
    """Send the books as a ZIP, with the files of one year or of all; that they were taken stands in the journal."""
    where, asked = WorkspaceId(workspace_id), request.form.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() else None
    if asked and year not in {found.year for found in export_years(where)}:
        raise NotFound(asked)
    name = f"{get_workspace(where).business_id}-{asked or 'all'}.zip"
    with transaction(acting=workspace_id) as now:
        note_export(current_actor(), where, year, now=now)
    pieces = _read_in(current_scope(), zip_of_everything(where, year, at=now))
    answer = Response(stream_with_context(pieces), content_type="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _read_in(scope: Scope, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is read in a scope; the request's own has ended when the answer is sent."""
    with reading(scope):
        yield from pieces
