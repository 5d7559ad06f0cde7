"""Reading price lists and prices."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, func, literal, select
from sqlalchemy.dialects.postgresql import distinct_on

from billing.articles.models import Price, PriceList
from billing.articles.rules.facts import PriceFacts, PriceListFacts
from billing.articles.rules.pricing import from_column
from tenants.kernel.db import db
from tenants.kernel.ids import ArticleId, PriceId, PriceListId, WorkspaceId
from tenants.kernel.refusals import NotFound


class NoSuchPriceList(NotFound):
    """There is no such price list here."""


def price_list_rows(workspace_id: WorkspaceId) -> tuple[PriceListFacts, ...]:
    """Return the price lists of a workspace, the default one first, the others by name."""
    query = select(PriceList).where(PriceList.workspace_id == workspace_id)
    rows = db.session.scalars(query.order_by(PriceList.is_default.desc(), PriceList.name))
    return tuple(PriceListFacts(PriceListId(row.id), row.name, row.currency, row.is_default) for row in rows)


def get_price_list(workspace_id: WorkspaceId, list_id: PriceListId) -> PriceListFacts:
    """Return a price list.

    Raises:
        NoSuchPriceList: the workspace has none by that id.
    """
    found = next((each for each in price_list_rows(workspace_id) if each.id == list_id), None)
    if found is None:
        raise NoSuchPriceList(list_id)
    return found


def price_counts(workspace_id: WorkspaceId) -> Mapping[PriceListId, int]:
    """Return how many articles each price list has a price for, whichever day it begins."""
    counted = func.count(Price.article_id.distinct())
    query = select(Price.price_list_id, counted).where(Price.workspace_id == workspace_id).group_by(Price.price_list_id)
    return {PriceListId(row[0]): row[1] for row in db.session.execute(query)}


def prices_of(workspace_id: WorkspaceId, article_ids: Collection[ArticleId]) -> dict[ArticleId, list[PriceFacts]]:
    """Return every price of some articles, by article, the newest first in each list."""
    found: dict[ArticleId, list[PriceFacts]] = {id_: [] for id_ in article_ids}
    if not found:
        return found
    query = _prices(workspace_id, found).order_by(Price.price_list_id, Price.valid_from.desc())
    for row in db.session.scalars(query):
        found[ArticleId(row.article_id)].append(_facts(row))
    return found


def prices_on(
    workspace_id: WorkspaceId, article_ids: Collection[ArticleId], list_id: PriceListId, on: date
) -> dict[ArticleId, PriceFacts]:
    """Return what some articles cost by a list on a day, in one query; those without a price are left out."""
    if not article_ids:
        return {}
    query = (
        _prices(workspace_id, article_ids)
        .where(Price.price_list_id == list_id, Price.valid_from <= on)
        .ext(distinct_on(Price.article_id))
        .order_by(Price.article_id, Price.valid_from.desc())
    )
    return {ArticleId(row.article_id): _facts(row) for row in db.session.scalars(query)}


def _prices(workspace_id: WorkspaceId, article_ids: Collection[ArticleId]) -> Select[Any]:
    wanted: list[UUID] = list(article_ids)
    return select(Price).where(
        Price.workspace_id == workspace_id, Price.article_id == any_(literal(wanted, ARRAY(Uuid)))
    )


def _facts(row: Price) -> PriceFacts:
    return PriceFacts(
        id=PriceId(row.id),
        list_id=PriceListId(row.price_list_id),
        valid_from=row.valid_from,
        amount=from_column(row.ten_thousandths),
        written_at=row.written_at,
    )
