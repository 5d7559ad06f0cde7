"""Writing prices."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete, select

from billing.articles.actions.cards import take_codes
from billing.articles.models import Price
from billing.articles.queries.articles import get_article
from billing.articles.queries.prices import get_price_list
from billing.articles.queries.setting import setting_of
from billing.articles.rules.facts import PriceListFacts
from billing.articles.rules.pricing import from_column, to_column
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import ArticleId, PriceId, PriceListId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict, NotFound
from tenants.plans.capabilities import Capability


class NoSuchPrice(NotFound):
    """There is no such price here."""


class PriceHasBegun(Conflict):
    """The price has begun and stays in the history. Add a new one from a later day instead."""


def set_price(
    actor: Actor,
    workspace_id: WorkspaceId,
    article_id: ArticleId,
    list_id: PriceListId,
    asked: tuple[date, Decimal],
    *,
    now: datetime,
) -> None:
    """Set what a unit of an article costs by a list from a day on; a price that begins that very day is replaced.

    Raises:
        NoSuchArticle, NoSuchPriceList: the workspace has none by that id.
        NotAllowedNow: the plan has no articles.
    """
    actor.must(Permission.EDIT_ARTICLES, in_=workspace_id)
    actor.must_have(Capability.ARTICLES, in_=workspace_id)
    take_codes(workspace_id)
    article, price_list = get_article(workspace_id, article_id), get_price_list(workspace_id, list_id)
    valid_from, amount = asked
    row = db.session.scalars(
        select(Price).where(
            Price.workspace_id == workspace_id,
            Price.article_id == article.id,
            Price.price_list_id == price_list.id,
            Price.valid_from == valid_from,
        )
    ).one_or_none()
    before = None if row is None else told_price(price_list, row.valid_from, from_column(row.ten_thousandths))
    if row is None:
        row = Price(workspace_id=workspace_id, article_id=article.id, price_list_id=list_id, valid_from=valid_from)
        db.session.add(row)
    row.ten_thousandths, row.written_at = to_column(amount), now
    db.session.flush()
    about = About("article", article.id, before=before, after=told_price(price_list, valid_from, amount))
    enter(actor, "price_set", about, in_=workspace_id, now=now)


def take_back_price(actor: Actor, workspace_id: WorkspaceId, price_id: PriceId, *, now: datetime) -> ArticleId:
    """Take a price back that hasn't begun, and return the article it was of.

    Raises:
        NoSuchPrice: the workspace has none by that id.
        PriceHasBegun: something may have been sold by it.
        NotAllowedNow: the plan has no articles.
    """
    actor.must(Permission.EDIT_ARTICLES, in_=workspace_id)
    actor.must_have(Capability.ARTICLES, in_=workspace_id)
    query = select(Price).where(Price.workspace_id == workspace_id, Price.id == price_id)
    row = db.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise NoSuchPrice(price_id)
    if row.valid_from <= setting_of(workspace_id, now=now).on:
        raise PriceHasBegun(price_id)
    price_list = get_price_list(workspace_id, PriceListId(row.price_list_id))
    before = told_price(price_list, row.valid_from, from_column(row.ten_thousandths))
    db.session.execute(delete(Price).where(Price.workspace_id == workspace_id, Price.id == price_id))
    about = About("article", row.article_id, before=before)
    enter(actor, "price_taken_back", about, in_=workspace_id, now=now)
    return ArticleId(row.article_id)


def told_price(price_list: PriceListFacts, valid_from: date, amount: Decimal) -> dict[str, object]:
    """Return a price as the journal tells it."""
    return {
        "price_list": price_list.name,
        "valid_from": valid_from.isoformat(),
        "price": f"{amount:f} {price_list.currency}",
    }
