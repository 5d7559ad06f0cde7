"""Taking a list of articles and prices: all of it or nothing, in a few statements whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ARRAY, Text, any_, literal, select
from sqlalchemy.dialects.postgresql import insert

from billing.articles.actions.cards import new_row, take_codes, write_change
from billing.articles.actions.prices import told_price
from billing.articles.models import Article, Price
from billing.articles.queries.articles import articles_by_code
from billing.articles.queries.prices import price_list_rows, prices_of
from billing.articles.queries.setting import setting_of
from billing.articles.rules.card import read_article
from billing.articles.rules.facts import Setting
from billing.articles.rules.listed import JudgedArticle, Known, ListedArticle, judge
from billing.articles.rules.pricing import to_column
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict
from tenants.plans.capabilities import Capability


class ListHasErrors(Conflict):
    """Some rows of the list have to be corrected first; nothing was taken."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a list: how many articles were added and changed, and how many prices were set."""

    added: int
    changed: int
    prices: int


def judged(workspace_id: WorkspaceId, rows: Sequence[ListedArticle], *, now: datetime) -> list[JudgedArticle]:
    """Return what would come of a list today; nothing is written."""
    return judge(rows, _known(workspace_id, rows), setting_of(workspace_id, now=now))


def import_articles(actor: Actor, workspace_id: WorkspaceId, rows: Sequence[ListedArticle], *, now: datetime) -> Taken:
    """Write the articles and prices of a list.

    Raises:
        NotAllowedNow: the plan has no articles.
        ListHasErrors: a row has to be corrected.
    """
    actor.must(Permission.EDIT_ARTICLES, in_=workspace_id)
    actor.must_have(Capability.ARTICLES, in_=workspace_id)
    take_codes(workspace_id)
    setting = setting_of(workspace_id, now=now)
    known = _known(workspace_id, rows)
    found = judge(rows, known, setting)
    if any(each.problems for each in found):
        raise ListHasErrors
    added = _add(workspace_id, found, setting, now)
    changed = _change(actor, workspace_id, found, setting, now)
    _tell_replaced(actor, workspace_id, found, known, now)
    taken = Taken(added, changed, _set_prices(workspace_id, found, now))
    if any((taken.added, taken.changed, taken.prices)):
        after = {"added": taken.added, "changed": taken.changed, "prices": taken.prices}
        enter(actor, "articles_imported", About("article", after=after), in_=workspace_id, now=now)
    return taken


def _known(workspace_id: WorkspaceId, rows: Sequence[ListedArticle]) -> Known:
    articles = articles_by_code(workspace_id, {row["code"] for row in rows})
    prices = prices_of(workspace_id, [article.id for article in articles.values()])
    by_code = {code: prices[article.id] for code, article in articles.items()}
    return Known(articles, by_code, price_list_rows(workspace_id))


def _add(workspace_id: WorkspaceId, found: Sequence[JudgedArticle], setting: Setting, now: datetime) -> int:
    news = (read_article(each.card, setting).values for each in found if each.card and each.outcome == "added")
    return add_rows(Article, (new_row(workspace_id, values, setting.country, now=now) for values in news))


def _change(
    actor: Actor, workspace_id: WorkspaceId, found: Sequence[JudgedArticle], setting: Setting, now: datetime
) -> int:
    cards = {each.card.code: each.card for each in found if each.card and each.outcome == "changed"}
    wanted = Article.code == any_(literal(list(cards), ARRAY(Text)))
    query = select(Article).where(Article.workspace_id == workspace_id, wanted).with_for_update()
    rows = db.session.scalars(query).all() if cards else ()
    values = ((row, read_article(cards[row.code], setting).values) for row in rows)
    return sum(write_change(actor, row, read, setting.country, now=now) for row, read in values)


def _tell_replaced(
    actor: Actor, workspace_id: WorkspaceId, found: Sequence[JudgedArticle], known: Known, now: datetime
) -> None:
    """Write each price that the list replaces into the journal: something may have been sold by it."""
    for code, price in ((each.row["code"], each.price) for each in found if each.price):
        for old in known.prices.get(code, ()):
            if (old.list_id, old.valid_from) == (price.list.id, price.valid_from) and old.amount != price.amount:
                amounts = (old.amount, price.amount)
                before, after = (told_price(price.list, price.valid_from, amount) for amount in amounts)
                about = About("article", known.articles[code].id, before=before, after=after)
                enter(actor, "price_set", about, in_=workspace_id, now=now)


def _set_prices(workspace_id: WorkspaceId, found: Sequence[JudgedArticle], now: datetime) -> int:
    priced = [(each.row["code"], each.price) for each in found if each.price]
    ids = {code: article.id for code, article in articles_by_code(workspace_id, {code for code, _ in priced}).items()}
    rows: list[dict[str, Any]] = [
        {
            "workspace_id": workspace_id,
            "id": uuid4(),
            "article_id": ids[code],
            "price_list_id": price.list.id,
            "valid_from": price.valid_from,
            "ten_thousandths": to_column(price.amount),
            "written_at": now,
        }
        for code, price in priced
    ]
    if rows:
        wanted = insert(Price)
        replaced = {name: wanted.excluded[name] for name in ("ten_thousandths", "written_at")}
        key = ["workspace_id", "article_id", "price_list_id", "valid_from"]
        db.session.execute(wanted.on_conflict_do_update(index_elements=key, set_=replaced), rows)
    return len(rows)
