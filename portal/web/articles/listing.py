"""The list of articles: what it can be asked, its rows, and which of them a form chose."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.articles.queries import (
    ArticleQuery,
    article_count,
    article_ids,
    article_rows,
    price_list_rows,
    prices_on,
    setting_of,
)
from billing.articles.rules.facts import ArticleFacts, PriceFacts, Setting
from portal.web._design import Action, Choice, Column, Filter, Page, Selection, TableQuery, TableSpec, TableView
from portal.web._design.words import Words
from portal.web.articles.actions import page_actions, table_actions
from portal.web.articles.words import RATE_GONE, STATES, price_words, unit_words, vat_choices, vat_words
from tenants.kernel.actor import Actor
from tenants.kernel.ids import ArticleId, WorkspaceId
from tenants.kernel.language import msg


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article in the list; `price` is today's by the default list, `problem` why it can't be billed today."""

    id: str
    name: str
    url: str
    code: str
    unit: str
    vat: str
    price: str
    active: bool
    problem: Words
    tone: str


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """The list as a reader sees it, and what can be done."""

    view: TableView
    rows: tuple[ArticleRow, ...]
    ways: tuple[Action, ...]
    actions: tuple[Action, ...]

    @property
    def add(self) -> Action:
        """Return the way to a new article."""
        return self.ways[-1]


def articles_page(actor: Actor, workspace_id: WorkspaceId, args: MultiDict[str, str], *, now: datetime) -> ArticlesPage:
    """Return the page of the list that an address asks for."""
    setting = setting_of(workspace_id, now=now)
    default = next((each for each in price_list_rows(workspace_id) if each.is_default), None)
    spec = _spec(setting, default.name if default else "")
    query = TableQuery.parse(spec, args)
    wanted = _asked(query)
    page = Page.of(query, article_count(workspace_id, wanted))
    articles = article_rows(workspace_id, replace(wanted, offset=page.offset, limit=page.size))
    ids = [article.id for article in articles]
    prices = prices_on(workspace_id, ids, default.id, setting.on) if default else {}
    path = url_for("articles.articles", workspace_id=workspace_id)
    currency = default.currency if default else setting.currency
    return ArticlesPage(
        TableView(spec=spec, query=query, page=page, path=path, selection=Selection.parse(args)),
        tuple(_row(workspace_id, each, setting, prices.get(each.id), currency) for each in articles),
        page_actions(actor, workspace_id),
        table_actions(actor, workspace_id),
    )


def chosen_articles(workspace_id: WorkspaceId, form: MultiDict[str, str], *, now: datetime) -> list[ArticleId]:
    """Return the articles that a form chose: rows by hand, or all that match its filters save some.

    Raises:
        UnreadableSelection: an id isn't one.
    """
    selection = Selection.parse(form)
    if not selection.all_matching:
        return [ArticleId(id_) for id_ in selection.uuids()]
    query = TableQuery.parse(_spec(setting_of(workspace_id, now=now), ""), form)
    return article_ids(workspace_id, _asked(query), selection.uuids_left_out())


def _spec(setting: Setting, price_list: str) -> TableSpec:
    price = msg("Price, %(list)s", list=price_list) if price_list else msg("Price")
    return TableSpec(
        name="articles",
        columns=(
            Column(key="code", label=msg("Code")),
            Column(key="name", label=msg("Name"), phone="title"),
            Column(key="unit", label=msg("Unit")),
            Column(key="vat", label=msg("VAT"), sortable=False),
            Column(key="price", label=price, kind="number", sortable=False),
            Column(key="state", label=msg("State"), kind="state"),
        ),
        filters=(
            Filter(key="state", label=msg("State"), choices=tuple(Choice(*each) for each in STATES.items())),
            Filter(
                key="vat",
                label=msg("VAT"),
                choices=tuple(Choice(*each) for each in vat_choices(setting.country, setting.on)),
            ),
        ),
        sort="code",
        search_label=msg("Name or code"),
    )


def _asked(query: TableQuery) -> ArticleQuery:
    return ArticleQuery(
        search=query.search,
        state=query.answer("state"),
        vat=query.answer("vat"),
        sort=query.sort,
        descending=query.descending,
    )


def _row(
    workspace_id: WorkspaceId, article: ArticleFacts, setting: Setting, price: PriceFacts | None, currency: str
) -> ArticleRow:
    vat = vat_words(article, setting)
    return ArticleRow(
        id=str(article.id),
        name=article.name,
        url=url_for("articles.card", workspace_id=workspace_id, article_id=article.id),
        code=article.code,
        unit=unit_words(article.unit),
        vat=vat or "–",
        price=price_words(price.amount, currency) if price else "–",
        active=article.active,
        problem="" if vat else RATE_GONE,
        tone="" if vat else "bad",
    )
