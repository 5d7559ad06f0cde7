"""Reading the articles of a workspace."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Text, and_, any_, func, literal, or_, select

from billing.articles.models import Article
from billing.articles.rules.facts import ArticleFacts
from billing.articles.rules.tax import Tax
from tenants.kernel.db import db
from tenants.kernel.ids import ArticleId, WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.kernel.sorting import beginning, sort_key
from tenants.workspaces.queries import get_workspace

SORTS = {"name": Article.sort_key, "code": Article.code, "unit": Article.unit, "state": Article.active}


class NoSuchArticle(NotFound):
    """There is no such article here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleQuery:
    """What a reader asked the list of articles for; `search` is the start of a name or code, `vat` a tax's choice."""

    search: str = ""
    state: str = ""
    vat: str = ""
    sort: str = "code"
    descending: bool = False
    offset: int = 0
    limit: int = 50


def get_article(workspace_id: WorkspaceId, article_id: ArticleId) -> ArticleFacts:
    """Return an article.

    Raises:
        NoSuchArticle: the workspace has none by that id.
    """
    query = select(Article).where(Article.workspace_id == workspace_id, Article.id == article_id)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        raise NoSuchArticle(article_id)
    return facts_of(row)


def articles_by_code(workspace_id: WorkspaceId, codes: Collection[str]) -> dict[str, ArticleFacts]:
    """Return the articles that have one of the codes, by code, in one query."""
    if not codes:
        return {}
    wanted = Article.code == any_(literal(list(codes), ARRAY(Text)))
    rows = db.session.scalars(select(Article).where(Article.workspace_id == workspace_id, wanted))
    return {row.code: facts_of(row) for row in rows}


def article_rows(workspace_id: WorkspaceId, query: ArticleQuery) -> tuple[ArticleFacts, ...]:
    """Return one page of a workspace's articles in the order asked for."""
    order = SORTS.get(query.sort, Article.code)
    # In use stands before resting, as the word does.
    turned = query.descending != (query.sort == "state")
    page = _matching(select(Article), workspace_id, query).order_by(order.desc() if turned else order, Article.code)
    return tuple(facts_of(row) for row in db.session.scalars(page.offset(query.offset).limit(query.limit)))


def article_count(workspace_id: WorkspaceId, query: ArticleQuery) -> int:
    """Return how many articles a query finds, all pages together."""
    return db.session.scalar(_matching(select(func.count()).select_from(Article), workspace_id, query)) or 0


def article_ids(workspace_id: WorkspaceId, query: ArticleQuery, but_not: Collection[UUID] = ()) -> list[ArticleId]:
    """Return the ids of all articles that a query finds, save some."""
    found = db.session.scalars(_matching(select(Article.id), workspace_id, query))
    return [ArticleId(id_) for id_ in found if id_ not in but_not]


def _matching(statement: Select[Any], workspace_id: WorkspaceId, query: ArticleQuery) -> Select[Any]:
    wanted: list[ColumnElement[bool]] = [Article.workspace_id == workspace_id]
    if query.state:
        wanted.append(Article.active.is_(query.state == "active"))
    if query.vat:
        of_category = and_(Article.vat_use.is_(None), Article.vat_category == query.vat)
        wanted.append(or_(Article.vat_use == query.vat, of_category))
    if search := query.search.strip():
        name = beginning(sort_key(search, get_workspace(workspace_id).country))
        codes = {beginning(search), beginning(search.upper())}
        named = and_(Article.sort_key >= name[0], Article.sort_key < name[1])
        wanted.append(or_(named, *(and_(Article.code >= each[0], Article.code < each[1]) for each in codes)))
    return statement.where(*wanted)


def facts_of(row: Article) -> ArticleFacts:
    """Return a row as a value."""
    return ArticleFacts(
        id=ArticleId(row.id),
        code=row.code,
        name=row.name,
        texts=row.texts,
        unit=row.unit,
        tax=Tax(row.vat_category, row.vat_use),
        vat_reason=row.vat_reason,
        sales_account=row.sales_account,
        active=row.active,
    )
