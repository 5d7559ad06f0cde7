"""Articles and prices for tests."""

from datetime import date
from decimal import Decimal

from factories.cast import House, Member

from billing.articles.actions import add_article, add_price_list, set_price
from billing.articles.rules.card import ArticleInput
from billing.articles.rules.facts import Setting
from tenants.kernel.ids import ArticleId, PriceListId

SETTING = Setting("FI", "fi", "EUR", date(2026, 11, 23))


def article_input(**changes: object) -> ArticleInput:
    """Return an article with a Finnish and an English text at the standard rate, with changes."""
    usual: dict[str, object] = {
        "code": "MUKI",
        "texts": {"fi": "Muki", "sv": "Mugg", "en": "Mug"},
        "vat": "standard rate",
        "sales_account": "3000",
    }
    return ArticleInput(**{**usual, **changes})  # type: ignore[arg-type]  # the fields are named by each test


def new_article(member: Member, house: House, **changes: object) -> ArticleId:
    """Have a member add an article."""
    with member.acting(in_=house.workspace_id) as (actor, now):
        return add_article(actor, house.workspace_id, article_input(**changes), now=now)


def new_list(member: Member, house: House, name: str = "Normal", currency: str = "EUR") -> PriceListId:
    """Have a member open a price list."""
    with member.acting(in_=house.workspace_id) as (actor, now):
        return add_price_list(actor, house.workspace_id, name, currency, now=now)


def priced(  # noqa: PLR0917  what is priced, where, and by whom
    member: Member, house: House, article: ArticleId, price_list: PriceListId, amount: str, since: date
) -> None:
    """Have a member set a price."""
    with member.acting(in_=house.workspace_id) as (actor, now):
        set_price(actor, house.workspace_id, article, price_list, (since, Decimal(amount)), now=now)
