"""The pages of a company's settings."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.requests.actions import check_in_stream
from billing.seller.actions import save_seller
from billing.seller.queries import get_seller
from billing.streams.actions import (
    CodeTaken,
    RequestsWait,
    change_series,
    change_stream,
    open_series,
    open_stream,
    switch_off,
    switch_on,
)
from billing.streams.queries import get_series, get_stream
from portal.auth.gate import current_actor, in_workspace, proven_anew
from portal.edge.clock import now as clock_now
from portal.edge.transaction import transaction
from portal.web.settings.form import read, typed
from portal.web.settings.numbers import read_series, series_page, whole
from portal.web.settings.page import read_stream, settings_page, streams_page
from portal.web.settings.streams import read_card, stream_page
from portal.web.settings.usual import Usual, usual_of, with_usual
from portal.web.telling import tell
from tenants.files.queries import NoSuchFile, get_file
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import SeriesId, StreamId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("settings", __name__, template_folder="templates")
SETTINGS = "/w/<uuid:workspace_id>/settings"
STREAMS = "/w/<uuid:workspace_id>/streams"
SERIES = "/w/<uuid:workspace_id>/series"
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
    workspace = get_workspace(workspace_id)
    page = streams_page(current_actor(), workspace, local_day(clock_now(), workspace.country))
    return render_template("settings/streams.html", page=page)


@blueprint.post(STREAMS)
@in_workspace(Permission.EDIT_SETTINGS)
def open_another(workspace_id: UUID) -> Answer:
    """Open a stream, with a number series of its own or one that it shares."""
    where = WorkspaceId(workspace_id)
    try:
        with transaction(acting=workspace_id) as now:
            opened = open_stream(current_actor(), where, read_stream(request.form), now=now)
    except InvalidFields as refusal:
        problems = refusal.problems
    except CodeTaken as refusal:
        problems = (Problem("code", refusal.message),)
    else:
        tell(msg("The stream is open; requests can be fetched into it."))
        return redirect(url_for("settings.stream", workspace_id=workspace_id, stream_id=opened), 303)
    workspace = get_workspace(where)
    today = local_day(clock_now(), workspace.country)
    page = streams_page(current_actor(), workspace, today, request.form, problems)
    return render_template("settings/streams.html", page=page), 422


@blueprint.get(f"{STREAMS}/<uuid:stream_id>")
@in_workspace(Permission.EDIT_SETTINGS)
def stream(workspace_id: UUID, stream_id: UUID) -> str:
    """Show a stream with its series, term of payment and texts."""
    where = WorkspaceId(workspace_id)
    page = stream_page(
        current_actor(), get_workspace(where), get_stream(where, StreamId(stream_id)), usual=_usual(where)
    )
    return render_template("settings/stream.html", page=page)


@blueprint.post(f"{STREAMS}/<uuid:stream_id>")
@in_workspace(Permission.EDIT_SETTINGS)
def save_stream(workspace_id: UUID, stream_id: UUID) -> Answer:
    """Keep a stream, or show it again with what has to be changed."""
    where, which = WorkspaceId(workspace_id), StreamId(stream_id)
    usual, before = _usual(where), get_stream(where, which).terms
    try:
        card = read_card(request.form)
        card = replace(card, terms=with_usual(card.terms, request.form, usual))
        with transaction(acting=workspace_id) as now:
            change_stream(current_actor(), where, which, card, now=now)
            if (card.terms.price_list, card.terms.vat) != (before.price_list, before.vat):
                check_in_stream(current_actor(), where, which, now=now)
    except InvalidFields as refusal:
        there = get_workspace(where), get_stream(where, which)
        page = stream_page(current_actor(), *there, request.form, refusal.problems, usual=usual)
        return render_template("settings/stream.html", page=page), 422
    tell(msg("The stream is saved; what is issued from now on follows it."))
    return redirect(url_for("settings.stream", workspace_id=workspace_id, stream_id=stream_id), 303)


def _usual(workspace_id: WorkspaceId) -> Usual:
    country = get_workspace(workspace_id).country
    return usual_of(workspace_id, country, local_day(clock_now(), country))


@blueprint.post(f"{STREAMS}/<uuid:stream_id>/off")
@in_workspace(Permission.EDIT_SETTINGS)
def stream_off(workspace_id: UUID, stream_id: UUID) -> Response:
    """Switch a stream off; where more waits in it than the page said, say so instead."""
    knowing = whole(request.form.get("knowing", "")) or 0
    try:
        with transaction(acting=workspace_id) as now:
            switch_off(current_actor(), WorkspaceId(workspace_id), StreamId(stream_id), knowing=knowing, now=now)
    except RequestsWait as refusal:
        tell(refusal.message, "warn")
    else:
        tell(msg("The stream is switched off."))
    return redirect(url_for("settings.stream", workspace_id=workspace_id, stream_id=stream_id), 303)


@blueprint.post(f"{STREAMS}/<uuid:stream_id>/on")
@in_workspace(Permission.EDIT_SETTINGS)
def stream_on(workspace_id: UUID, stream_id: UUID) -> Response:
    """Switch a stream on again."""
    with transaction(acting=workspace_id) as now:
        switch_on(current_actor(), WorkspaceId(workspace_id), StreamId(stream_id), now=now)
    tell(msg("The stream is switched on."))
    return redirect(url_for("settings.stream", workspace_id=workspace_id, stream_id=stream_id), 303)


@blueprint.get(f"{SERIES}/new")
@in_workspace(Permission.EDIT_SETTINGS)
def new_series(workspace_id: UUID) -> str:
    """Show the form that opens a number series."""
    return render_template("settings/series.html", page=series_page(get_workspace(workspace_id), None))


@blueprint.post(f"{SERIES}/new")
@in_workspace(Permission.EDIT_SETTINGS)
def open_new_series(workspace_id: UUID) -> Answer:
    """Open a number series, or show the form again with what has to be changed."""
    try:
        with transaction(acting=workspace_id) as now:
            open_series(current_actor(), WorkspaceId(workspace_id), read_series(request.form), now=now)
    except InvalidFields as refusal:
        page = series_page(get_workspace(workspace_id), None, request.form, refusal.problems)
        return render_template("settings/series.html", page=page), 422
    tell(msg("The number series is open; a stream can be given it."))
    return redirect(url_for("settings.streams", workspace_id=workspace_id), 303)


@blueprint.get(f"{SERIES}/<uuid:series_id>")
@in_workspace(Permission.EDIT_SETTINGS)
def series(workspace_id: UUID, series_id: UUID) -> str:
    """Show a number series."""
    found = get_series(WorkspaceId(workspace_id), SeriesId(series_id))
    return render_template("settings/series.html", page=series_page(get_workspace(workspace_id), found))


@blueprint.post(f"{SERIES}/<uuid:series_id>")
@in_workspace(Permission.EDIT_SETTINGS)
def save_series(workspace_id: UUID, series_id: UUID) -> Answer:
    """Keep a number series, or show it again with what has to be changed."""
    where, which = WorkspaceId(workspace_id), SeriesId(series_id)
    found = get_series(where, which)
    try:
        with transaction(acting=workspace_id) as now:
            change_series(current_actor(), where, which, read_series(request.form, found), now=now)
    except InvalidFields as refusal:
        page = series_page(get_workspace(workspace_id), found, request.form, refusal.problems)
        return render_template("settings/series.html", page=page), 422
    tell(msg("The number series is saved."))
    return redirect(url_for("settings.streams", workspace_id=workspace_id), 303)
