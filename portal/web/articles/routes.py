"""The pages of a client's articles."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from billing.articles.actions import add_article, change_article, set_active
from billing.articles.queries import get_article, setting_of
from billing.requests.actions import check_priced
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web.articles.card import empty_card, read
from portal.web.articles.export import articles_csv
from portal.web.articles.listing import articles_page, chosen_articles
from portal.web.articles.page import Typed, card_page, new_page
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import ArticleId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields

blueprint = Blueprint("articles", __name__, template_folder="templates")
ARTICLES = "/w/<uuid:workspace_id>/articles"
Answer = str | Answered | tuple[str, int]
CHANGED = 422


@blueprint.get(ARTICLES)
@in_workspace(Permission.SEE_INVOICES)
def articles(workspace_id: UUID) -> str:
    """Show the list of articles."""
    page = articles_page(current_actor(), WorkspaceId(workspace_id), request.args, now=moment())
    return render_template("articles/articles.html", page=page)


@blueprint.post(f"{ARTICLES}/state")
@in_workspace(Permission.EDIT_ARTICLES)
def change_state(workspace_id: UUID) -> Answered:
    """Rest the articles that were chosen, or take them into use."""
    where, active = WorkspaceId(workspace_id), request.form.get("to") == "active"
    with transaction(acting=workspace_id) as now:
        chosen = chosen_articles(where, request.form, now=now)
        count = set_active(current_actor(), where, chosen, active=active, now=now)
        check_priced(current_actor(), where, now=now)
    said = msg("Articles in use again: %(count)s.", count=count) if active else msg("Rested: %(count)s.", count=count)
    tell(said if count else msg("Nothing changed."), "good" if count else "info")
    return redirect(url_for("articles.articles", workspace_id=workspace_id), 303)


@blueprint.get(f"{ARTICLES}/export.csv")
@in_workspace(Permission.SEE_INVOICES)
def export(workspace_id: UUID) -> Response:
    """Return all articles and prices as CSV."""
    answer = Response(articles_csv(WorkspaceId(workspace_id), now=moment()), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="articles.csv")
    return answer


@blueprint.get(f"{ARTICLES}/new")
@in_workspace(Permission.EDIT_ARTICLES)
def new(workspace_id: UUID) -> str:
    """Show an empty card."""
    where = WorkspaceId(workspace_id)
    setting = setting_of(where, now=moment())
    page = new_page(current_actor(), where, empty_card(setting), setting)
    return render_template("articles/card.html", page=page)


@blueprint.post(f"{ARTICLES}/new")
@in_workspace(Permission.EDIT_ARTICLES)
def add(workspace_id: UUID) -> Answer:
    """Keep a new article."""
    typed, where = read(request.form), WorkspaceId(workspace_id)
    try:
        with transaction(acting=workspace_id) as now:
            article_id = add_article(current_actor(), where, typed, now=now)
            check_priced(current_actor(), where, now=now)
    except InvalidFields as refusal:
        setting = setting_of(where, now=moment())
        page = new_page(current_actor(), where, typed, setting, refusal.problems)
        return render_template("articles/card.html", page=page), CHANGED
    tell(msg("Saved."))
    return redirect(url_for("articles.card", workspace_id=workspace_id, article_id=article_id), 303)


@blueprint.get(f"{ARTICLES}/<uuid:article_id>")
@in_workspace(Permission.SEE_INVOICES)
def card(workspace_id: UUID, article_id: UUID) -> str:
    """Show an article with its prices."""
    return show(WorkspaceId(workspace_id), ArticleId(article_id))


@blueprint.post(f"{ARTICLES}/<uuid:article_id>")
@in_workspace(Permission.EDIT_ARTICLES)
def change(workspace_id: UUID, article_id: UUID) -> Answer:
    """Keep a changed article."""
    typed, where, which = read(request.form), WorkspaceId(workspace_id), ArticleId(article_id)
    if not typed.code:  # a field that is shown and can't be changed isn't sent
        typed = replace(typed, code=get_article(where, which).code)
    try:
        with transaction(acting=workspace_id) as now:
            change_article(current_actor(), where, which, typed, now=now)
            check_priced(current_actor(), where, now=now)
    except InvalidFields as refusal:
        return show(where, which, Typed(card=typed, problems=refusal.problems)), CHANGED
    tell(msg("Saved."))
    return redirect(url_for("articles.card", workspace_id=workspace_id, article_id=article_id), 303)


def show(workspace_id: WorkspaceId, article_id: ArticleId, typed: Typed | None = None) -> str:
    """Return the page of an article, as kept or as typed."""
    article, setting = get_article(workspace_id, article_id), setting_of(workspace_id, now=moment())
    page = card_page(current_actor(), workspace_id, article, setting, typed)
    return render_template("articles/card.html", page=page)
