"""Writing price lists."""

from datetime import datetime

from sqlalchemy import update

from billing.articles.actions.cards import take_codes
from billing.articles.models import PriceList
from billing.articles.queries.prices import get_price_list, price_list_rows
from billing.articles.rules.pricing import list_name_problem
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import PriceListId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.money import UnknownCurrency, exponent
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.plans.capabilities import Capability


def add_price_list(actor: Actor, workspace_id: WorkspaceId, name: str, currency: str, *, now: datetime) -> PriceListId:
    """Open a price list in a currency, which it keeps; the first one is the default.

    Raises:
        NotAllowedNow: the plan has no articles.
        InvalidFields: the name is missing or taken, or the currency isn't one.
    """
    actor.must(Permission.EDIT_ARTICLES, in_=workspace_id)
    actor.must_have(Capability.ARTICLES, in_=workspace_id)
    take_codes(workspace_id)
    lists, name, currency = price_list_rows(workspace_id), " ".join(name.split()), currency.strip().upper()
    problems = _currency_problems(currency)
    if (wrong := list_name_problem(name, [each.name for each in lists])) is not None:
        problems.insert(0, Problem("name", wrong))
    if problems:
        raise InvalidFields(problems)
    row = PriceList(workspace_id=workspace_id, name=name, currency=currency, is_default=not lists, created_at=now)
    db.session.add(row)
    db.session.flush()
    about = About("price_list", row.id, after={"name": name, "currency": currency})
    enter(actor, "price_list_added", about, in_=workspace_id, now=now)
    return PriceListId(row.id)


def make_default(actor: Actor, workspace_id: WorkspaceId, list_id: PriceListId, *, now: datetime) -> None:
    """Make a price list the one that is used where none is named.

    Raises:
        NoSuchPriceList: the workspace has none by that id.
        NotAllowedNow: the plan has no articles.
    """
    actor.must(Permission.EDIT_ARTICLES, in_=workspace_id)
    actor.must_have(Capability.ARTICLES, in_=workspace_id)
    take_codes(workspace_id)
    chosen = get_price_list(workspace_id, list_id)
    if chosen.is_default:
        return
    before = next((each.name for each in price_list_rows(workspace_id) if each.is_default), "")
    of_workspace = update(PriceList).where(PriceList.workspace_id == workspace_id)
    # The old one first: the index takes one default at a time.
    db.session.execute(of_workspace.where(PriceList.is_default).values(is_default=False))
    db.session.execute(of_workspace.where(PriceList.id == list_id).values(is_default=True))
    about = About("price_list", list_id, before={"name": before}, after={"name": chosen.name})
    enter(actor, "price_list_chosen", about, in_=workspace_id, now=now)


def _currency_problems(currency: str) -> list[Problem]:
    try:
        exponent(currency)
    except UnknownCurrency:
        return [Problem("currency", msg("%(code)s isn't a currency.", code=currency[:20] or "–"))]
    return []
