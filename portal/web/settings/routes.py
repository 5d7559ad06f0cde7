"""The pages of a company's settings."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.seller.actions import save_seller
from billing.seller.queries import get_seller
from billing.streams.actions import CodeTaken, open_stream
from portal.auth.gate import current_actor, in_workspace, proven_anew
from portal.edge.transaction import transaction
from portal.web.settings.form import read, typed
from portal.web.settings.page import read_stream, settings_page, streams_page
from portal.web.telling import tell
from tenants.files.queries import NoSuchFile, get_file
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("settings", __name__, template_folder="templates")
SETTINGS = "/w/<uuid:workspace_id>/settings"
STREAMS = "/w/<uuid:workspace_id>/streams"
Answer = str | Response | tuple[str, int]


@blueprint.get(SETTINGS)
@in_workspace(Permission.EDIT_SETTINGS)
def settings(workspace_id: UUID) -> str:
    """Show what the company's invoices say of it."""
    return render_template("settings/settings.html", page=settings_page(get_workspace(workspace_id)))


@blueprint.post(SETTINGS)
@proven_anew  # a bank account is among them
@in_workspace(Permission.EDIT_SETTINGS)
def save(workspace_id: UUID) -> Answer:
    """Keep the settings, or show them again with what has to be changed."""
    values = typed(request.form)
    try:
        given = read(values, request.files.get("logo"))
        with transaction(acting=workspace_id) as now:
            save_seller(current_actor(), WorkspaceId(workspace_id), given, now=now)
    except InvalidFields as refusal:
        page = settings_page(get_workspace(workspace_id), values, refusal.problems)
        return render_template("settings/settings.html", page=page), 422
    tell(msg("The settings are saved."))
    return redirect(url_for("settings.settings", workspace_id=workspace_id), 303)


@blueprint.get(f"{SETTINGS}/logo")
@in_workspace(Permission.EDIT_SETTINGS)
def logo(workspace_id: UUID) -> Response:
    """Return the logo, an image of our own making."""
    where = WorkspaceId(workspace_id)
    seller = get_seller(where)
    if seller.logo_file_id is None:
        raise NoSuchFile
    return Response(get_file(where, seller.logo_file_id).content, content_type="image/png")


@blueprint.get(STREAMS)
@in_workspace(Permission.EDIT_SETTINGS)
def streams(workspace_id: UUID) -> str:
    """Show the streams with their number series."""
    return render_template("settings/streams.html", page=streams_page(current_actor(), get_workspace(workspace_id)))


@blueprint.post(STREAMS)
@in_workspace(Permission.EDIT_SETTINGS)
def open_another(workspace_id: UUID) -> Answer:
    """Open a stream with a number series of its own."""
    try:
        with transaction(acting=workspace_id) as now:
            open_stream(current_actor(), WorkspaceId(workspace_id), read_stream(request.form), now=now)
    except InvalidFields as refusal:
        problems = refusal.problems
    except CodeTaken as refusal:
        problems = (Problem("code", refusal.message),)
    else:
        tell(msg("The stream is open; requests can be fetched into it."))
        return redirect(url_for("settings.streams", workspace_id=workspace_id), 303)
    page = streams_page(current_actor(), get_workspace(workspace_id), request.form, problems)
    return render_template("settings/streams.html", page=page), 422
