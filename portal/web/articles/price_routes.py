"""Prices of an article, and price lists."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.articles.actions import add_price_list, make_default, set_price, take_back_price
from billing.articles.queries import setting_of
from billing.articles.rules.pricing import parse_price
from billing.requests.actions import check_priced
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web.articles.lists_page import lists_page
from portal.web.articles.page import Typed
from portal.web.articles.routes import ARTICLES, CHANGED, Answer, blueprint, show
from portal.web.posted import posted_day
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import ArticleId, PriceId, PriceListId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid, InvalidFields, Problem

LISTS = "/w/<uuid:workspace_id>/price-lists"


@blueprint.post(f"{ARTICLES}/<uuid:article_id>/prices")
@in_workspace(Permission.EDIT_ARTICLES)
def set_article_price(workspace_id: UUID, article_id: UUID) -> Answer:
    """Set what an article costs from a day on."""
    where, which = WorkspaceId(workspace_id), ArticleId(article_id)
    try:
        price_list, asked = _read_price()
    except InvalidFields as refusal:
        return show(where, which, Typed(price=request.form, problems=refusal.problems)), CHANGED
    with transaction(acting=workspace_id) as now:
        set_price(current_actor(), where, which, price_list, asked, now=now)
        check_priced(current_actor(), where, now=now)
    tell(msg("The price is set."))
    return redirect(url_for("articles.card", workspace_id=workspace_id, article_id=article_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/prices/<uuid:price_id>/take-back")
@in_workspace(Permission.EDIT_ARTICLES)
def take_back(workspace_id: UUID, price_id: UUID) -> Response:
    """Take a price back that hasn't begun."""
    with transaction(acting=workspace_id) as now:
        article_id = take_back_price(current_actor(), WorkspaceId(workspace_id), PriceId(price_id), now=now)
        check_priced(current_actor(), WorkspaceId(workspace_id), now=now)
    tell(msg("The price is taken back."))
    return redirect(url_for("articles.card", workspace_id=workspace_id, article_id=article_id), 303)


@blueprint.get(LISTS)
@in_workspace(Permission.SEE_INVOICES)
def lists(workspace_id: UUID) -> str:
    """Show the price lists."""
    where = WorkspaceId(workspace_id)
    page = lists_page(current_actor(), where, setting_of(where, now=moment()))
    return render_template("articles/lists.html", page=page)


@blueprint.post(LISTS)
@in_workspace(Permission.EDIT_ARTICLES)
def open_list(workspace_id: UUID) -> Answer:
    """Open a price list."""
    where = WorkspaceId(workspace_id)
    try:
        with transaction(acting=workspace_id) as now:
            name, currency = (request.form.get(key, "") for key in ("name", "currency"))
            add_price_list(current_actor(), where, name, currency, now=now)
    except InvalidFields as refusal:
        page = lists_page(current_actor(), where, setting_of(where, now=moment()), request.form, refusal.problems)
        return render_template("articles/lists.html", page=page), CHANGED
    tell(msg("The price list is open."))
    return redirect(url_for("articles.lists", workspace_id=workspace_id), 303)


@blueprint.post(f"{LISTS}/<uuid:price_list_id>/default")
@in_workspace(Permission.EDIT_ARTICLES)
def choose_list(workspace_id: UUID, price_list_id: UUID) -> Response:
    """Make a price list the default."""
    with transaction(acting=workspace_id) as now:
        make_default(current_actor(), WorkspaceId(workspace_id), PriceListId(price_list_id), now=now)
        check_priced(current_actor(), WorkspaceId(workspace_id), now=now)
    tell(msg("Saved."))
    return redirect(url_for("articles.lists", workspace_id=workspace_id), 303)


def _read_price() -> tuple[PriceListId, tuple[date, Decimal]]:
    """Return the price that was typed.

    Raises:
        InvalidFields: a field can't be read.
    """
    problems, amount = [], Decimal(0)
    try:
        amount = parse_price(request.form.get("price", ""))
    except Invalid as refusal:
        problems.append(Problem("price", refusal.message))
    since = posted_day("valid_from")
    if since is None:
        problems.append(Problem("valid_from", msg("Choose a day.")))
    try:
        list_id = UUID(request.form.get("price_list", ""))
    except ValueError:
        list_id = UUID(int=0)
        problems.append(Problem("price_list", msg("Choose a price list.")))
    if problems or since is None:
        raise InvalidFields(problems)
    return PriceListId(list_id), (since, amount)
