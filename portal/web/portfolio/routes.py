"""All clients of the firm: the list, the same as CSV, and a person's own views of it."""

from collections.abc import Sequence
from urllib.parse import parse_qsl
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from billing.standing.queries.clients import OverviewRow, client_overview
from portal.auth.gate import current_actor, current_person, in_firm
from portal.edge.clock import now
from portal.edge.transaction import transaction
from portal.web._design import Field, TableQuery
from portal.web.asking_for_clients import client_filter
from portal.web.portfolio.export import portfolio_csv
from portal.web.portfolio.listing import matching, parse
from portal.web.portfolio.page import asked_of, portfolio_page
from portal.web.posted import with_problems
from portal.web.telling import tell
from tenants.conversations.narrowing import Reader
from tenants.firms.queries import get_firm
from tenants.kernel.actor import FirmPermission, Permission
from tenants.kernel.country import Country, local_day
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.saved_views.actions import LONGEST_NAME, begin_with, drop_view, save_view
from tenants.saved_views.queries import view_rows

blueprint = Blueprint("portfolio", __name__, template_folder="templates")
PORTFOLIO = "/f/<uuid:firm_id>/portfolio"
LIST = "portfolio"


@blueprint.get(PORTFOLIO)
@in_firm(FirmPermission.SEE_FIRM)
def portfolio(firm_id: UUID) -> AnyResponse:
    """Begin with the view that the reader chose to begin with, else with all clients."""
    listing = url_for("portfolio.clients", firm_id=firm_id)
    chosen = next((view for view in view_rows(current_person().id, LIST) if view.is_default), None)
    return redirect(f"{listing}?{chosen.query}" if chosen else listing)


@blueprint.get(f"{PORTFOLIO}/list")
@in_firm(FirmPermission.SEE_FIRM)
def clients(firm_id: UUID) -> str:
    """Show all clients that the address asks for."""
    firm = FirmId(firm_id)
    spec, query = parse(firm, request.args)
    rows = _rows(firm, query)
    page = portfolio_page(firm, spec, query, rows, view_rows(current_person().id, LIST))
    return render_template("portfolio/portfolio.html", page=page)


@blueprint.get(f"{PORTFOLIO}/clients.csv")
@in_firm(FirmPermission.SEE_FIRM)
def export(firm_id: UUID) -> Response:
    """Hand out the same clients as CSV."""
    firm = FirmId(firm_id)
    _, query = parse(firm, request.args)
    answer = Response(portfolio_csv(_rows(firm, query), _country(firm)), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="clients.csv")
    return answer


@blueprint.route(f"{PORTFOLIO}/views", methods=["GET", "POST"])
@in_firm(FirmPermission.SEE_FIRM)
def views(firm_id: UUID) -> str | AnyResponse | tuple[str, int]:
    """Ask under which name to keep what the list showed, and keep it."""
    query = _asked(FirmId(firm_id))
    if request.method == "GET":
        return _views(firm_id, query, ())
    try:
        with transaction() as moment:
            name, first = request.form.get("name", ""), "is_default" in request.form
            save_view(current_person().id, LIST, name, query, is_default=first, now=moment)
    except InvalidFields as refusal:
        return _views(firm_id, query, refusal.problems), 422
    tell(msg("The view is saved."))
    return redirect(f"{url_for('portfolio.clients', firm_id=firm_id)}?{query}", 303)


@blueprint.post(f"{PORTFOLIO}/views/<uuid:view_id>")
@in_firm(FirmPermission.SEE_FIRM)
def change_view(firm_id: UUID, view_id: UUID) -> AnyResponse:
    """Have the list begin with a view or no longer, or remove it."""
    wanted = request.form.get("wanted", "")
    with transaction():
        if wanted == "drop":
            drop_view(current_person().id, view_id)
        else:
            begin_with(current_person().id, view_id, chosen=wanted == "begin")
    return redirect(url_for("portfolio.views", firm_id=firm_id), 303)


def _rows(firm_id: FirmId, query: TableQuery) -> Sequence[OverviewRow]:
    actor, moment = current_actor(), now()
    reader = Reader(actor.user_id, "firm", local_day(moment, _country(firm_id)), actor.author)
    readable = [place for place in actor.workspaces if actor.may(Permission.SEE_INVOICES, in_=place)]
    return matching(client_overview(firm_id, client_filter(query), readable, reader, now=moment), query)


def _country(firm_id: FirmId) -> Country:
    country = get_firm(firm_id).country
    g.country = country
    return country


def _asked(firm_id: FirmId) -> str:
    """Return the query to be kept, as the list itself understands it; whatever it doesn't know is dropped."""
    given = MultiDict(parse_qsl(request.form.get("query", ""))) if request.method == "POST" else request.args
    _, query = parse(firm_id, given)
    return asked_of(query)


def _views(firm_id: UUID, query: str, problems: Sequence[Problem]) -> str:
    fields = (
        Field(
            name="name",
            label=msg("Name of the view"),
            value=request.form.get("name", ""),
            required=True,
            maxlength=LONGEST_NAME,
        ),
        Field(
            name="is_default",
            label=msg("Begin with this view"),
            kind="checkbox",
            checked="is_default" in request.form,
        ),
    )
    listing = url_for("portfolio.clients", firm_id=firm_id)
    return render_template(
        "portfolio/views.html",
        firm_id=firm_id,
        fields=with_problems(fields, problems),
        query=query,
        list_url=f"{listing}?{query}",
        listing=listing,
        kept=view_rows(current_person().id, LIST),
    )
