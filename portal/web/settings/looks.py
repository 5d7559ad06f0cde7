"""How a stream's documents look: the form, and what it makes of the sample while it is filled in."""

from collections.abc import Mapping
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.documents.look import Look
from billing.seller.queries import SellerMissing
from billing.streams.queries import StreamFacts, get_stream
from billing.streams.rules import StreamTerms
from billing.templates.actions import save_template
from billing.templates.queries import look_as_typed, stream_look
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as clock_now
from portal.edge.transaction import transaction
from portal.web._design.words import reader_language
from portal.web.settings.preview import LANGUAGE_FIELD, sample_pdf
from portal.web.settings.routes import STREAMS, Answer, blueprint
from portal.web.settings.streams import read_card
from portal.web.settings.template import read_template_form, template_page
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import StreamId, WorkspaceId
from tenants.kernel.language import msg, pick_language
from tenants.kernel.refusals import InvalidFields
from tenants.workspaces.queries import get_workspace

__all__ = ["blueprint"]
TEMPLATE = f"{STREAMS}/<uuid:stream_id>/template"
PREVIEW = f"{STREAMS}/<uuid:stream_id>/preview"


@blueprint.get(TEMPLATE)
@in_workspace(Permission.EDIT_SETTINGS)
def template(workspace_id: UUID, stream_id: UUID) -> Answer:
    """Show how a stream's documents look; the company's settings come first."""
    stream = get_stream(WorkspaceId(workspace_id), StreamId(stream_id))
    try:
        page = template_page(stream.workspace_id, stream)
    except SellerMissing as refusal:
        tell(refusal.message, "warn")
        return redirect(url_for("settings.settings", workspace_id=workspace_id), 303)
    return render_template("settings/template.html", page=page)


@blueprint.post(TEMPLATE)
@in_workspace(Permission.EDIT_SETTINGS)
def save_look(workspace_id: UUID, stream_id: UUID) -> Answer:
    """Keep how a stream's documents look, or show the form again with what has to be changed."""
    where, which = WorkspaceId(workspace_id), StreamId(stream_id)
    try:
        given = read_template_form(request.form, request.files.get("image"))
        with transaction(acting=workspace_id) as now:
            save_template(current_actor(), where, which, given, now=now)
    except InvalidFields as refusal:
        page = template_page(where, get_stream(where, which), request.form, refusal.problems)
        return render_template("settings/template.html", page=page), 422
    tell(msg("The template is saved; documents made from now on follow it."))
    return redirect(url_for("settings.template", workspace_id=workspace_id, stream_id=stream_id), 303)


@blueprint.get(PREVIEW)
@in_workspace(Permission.EDIT_SETTINGS)
def preview(workspace_id: UUID, stream_id: UUID) -> Response:
    """Show the sample as it looks now."""
    stream = get_stream(WorkspaceId(workspace_id), StreamId(stream_id))
    return _drawn(stream, stream.terms, stream_look(stream.workspace_id, stream.id), request.args)


@blueprint.post(PREVIEW)
@in_workspace(Permission.EDIT_SETTINGS)
def preview_typed(workspace_id: UUID, stream_id: UUID) -> Answer:
    """Show the sample as it would look if what was typed were saved, or say why it can't."""
    g.framed = True
    stream = get_stream(WorkspaceId(workspace_id), StreamId(stream_id))
    try:
        terms, look = _typed(stream)
    except InvalidFields as refusal:
        return render_template("settings/no_preview.html", problems=refusal.problems), 422
    return _drawn(stream, terms, look, request.form)


def _typed(stream: StreamFacts) -> tuple[StreamTerms, Look]:
    """Return what the posted form says, of the stream's own page or of its template's; the rest is as kept."""
    if "design" in request.form:
        given = read_template_form(request.form, request.files.get("image"))
        return stream.terms, look_as_typed(stream.workspace_id, stream.id, given)
    return read_card(request.form).terms, stream_look(stream.workspace_id, stream.id)


def _drawn(stream: StreamFacts, terms: StreamTerms, look: Look, asked: Mapping[str, str]) -> Response:
    g.framed = True
    on = local_day(clock_now(), get_workspace(stream.workspace_id).country)
    language = pick_language([asked.get(LANGUAGE_FIELD, ""), reader_language()])
    return Response(sample_pdf(stream, terms, look, language, on), content_type="application/pdf")
