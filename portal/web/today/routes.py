"""The first page, and the lists behind its numbers."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.standing.queries.today import Today, today_of
from portal.auth.gate import current_actor, signed_in, staff
from portal.edge.clock import now
from portal.web.here import firm_here
from portal.web.today.page import today_page
from portal.web.today.portfolio import portfolio_page
from tenants.conversations.narrowing import Reader
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.registries.business_ids import format_business_id
from tenants.workspaces.queries import workspace_rows

blueprint = Blueprint("today", __name__, template_folder="templates")


@blueprint.get("/")
@signed_in
def today() -> str | Response:
    """Show staff what waits; take a client's people to their company, or let them choose among several."""
    actor = current_actor()
    if not actor.firms:
        return _companies(actor)
    firm_id = next(iter(actor.firms))
    g.country = firm_here(firm_id).country
    page = today_page(
        _today(actor),
        request.args,
        me=actor.name,
        clients=len(actor.workspaces),
        clients_url=url_for("clients.clients", firm_id=firm_id),
        now=now(),
    )
    return render_template("today/today.html", page=page)


@blueprint.get("/waiting/<kind>")
@staff
def waiting(kind: str) -> str:
    """Show the things of one kind that wait, across clients."""
    actor = current_actor()
    g.country = firm_here(next(iter(actor.firms))).country
    places = _checked(actor) if kind == "desk" else _readable(actor)
    page = portfolio_page(places, _today(actor), kind, request.args, reader=_reader(actor), now=now())
    return render_template("today/waiting.html", page=page)


def _companies(actor: Actor) -> str | Response:
    if len(actor.workspaces) == 1:
        return redirect(url_for("home.home", workspace_id=next(iter(actor.workspaces))))
    found = workspace_rows(tuple(actor.workspaces), at_most=len(actor.workspaces)) if actor.workspaces else []
    places = [(place.id, place.name, format_business_id(place.country, place.business_id)) for place in found]
    return render_template("today/choose.html", places=places)


def _today(actor: Actor) -> Today:
    found = today_of(_readable(actor), tuple(actor.firms), reader=_reader(actor), now=now())
    checked = _checked(actor)
    return Today(tuple(work for work in found.works if work.kind != "desk" or work.workspace_id in checked))


def _reader(actor: Actor) -> Reader:
    return Reader(actor.user_id, "firm", local_day(now(), g.country), actor.author)


def _readable(actor: Actor) -> tuple[WorkspaceId, ...]:
    return tuple(place for place in actor.workspaces if actor.may(Permission.SEE_INVOICES, in_=place))


def _checked(actor: Actor) -> tuple[WorkspaceId, ...]:
    """Return where a person may work at the desk; an auditor, who reads everything else, has nothing to do there."""
    return tuple(place for place in _readable(actor) if actor.may(Permission.CHECK_WRITTEN, in_=place))
