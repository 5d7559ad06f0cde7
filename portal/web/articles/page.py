"""The page of one article, new or kept, with its prices by list and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.articles.queries import price_list_rows, prices_of
from billing.articles.rules.card import ArticleInput, as_input
from billing.articles.rules.facts import ArticleFacts, PriceFacts, PriceListFacts, Setting
from billing.articles.rules.pricing import in_force
from billing.articles.rules.tax import find_treatment
from portal.web._design import Action, Field, Option
from portal.web._design.fields import unplaced
from portal.web._design.words import Words
from portal.web.articles.actions import editing
from portal.web.articles.card import fields
from portal.web.articles.words import LABELS, RATE_GONE, STATES, price_words, unit_words, vat_words
from tenants.kernel.actor import Actor
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import LANGUAGES, Message, msg
from tenants.kernel.refusals import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A price in the history: from when, how much, and whether it holds, is coming or is over."""

    valid_from: date
    amount: str
    standing: str
    take_back: Action | None


@dataclass(frozen=True, slots=True)
class ListedPrices:
    """The prices of an article by one list, the newest first."""

    list: PriceListFacts
    rows: tuple[PriceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """An article to fill in, or only to read where `save` is refused."""

    title: Words
    fields: tuple[Field, ...]
    save: Action
    facts: tuple[tuple[Words, Words], ...] = ()
    prices: tuple[ListedPrices, ...] = ()
    price_fields: tuple[Field, ...] = ()
    others: tuple[Message, ...] = ()
    price_others: tuple[Message, ...] = ()
    set_price: Action | None = None
    lists_url: str
    cancel_url: str
    is_new: bool = False


def new_page(
    actor: Actor, workspace_id: WorkspaceId, typed: ArticleInput, setting: Setting, problems: Sequence[Problem] = ()
) -> CardPage:
    """Return the page of an article that isn't kept yet."""
    asked = fields(typed, problems, setting, is_new=True)
    return CardPage(
        title=msg("New article"),
        fields=asked,
        others=unplaced(problems, asked),
        save=editing(Action(label=msg("Save the article"), weight="primary"), actor, workspace_id),
        lists_url=url_for("articles.lists", workspace_id=workspace_id),
        cancel_url=url_for("articles.articles", workspace_id=workspace_id),
        is_new=True,
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into one of the two forms of a card, with what is wrong with it."""

    card: ArticleInput | None = None
    price: MultiDict[str, str] | None = None
    problems: Sequence[Problem] = ()


def card_page(
    actor: Actor, workspace_id: WorkspaceId, article: ArticleFacts, setting: Setting, typed: Typed | None = None
) -> CardPage:
    """Return the page of an article that is kept."""
    given = typed or Typed()
    gone = find_treatment(article.tax, setting.country, setting.on) is None
    wrong = [Problem("vat", RATE_GONE)] if gone and given.card is None else []
    of_card = [*wrong, *(given.problems if given.card else ())]
    lists = price_list_rows(workspace_id)
    here: dict[str, Any] = {"workspace_id": workspace_id, "article_id": article.id}
    setting_price = Action(label=msg("Set the price"), url=url_for("articles.set_article_price", **here))
    asked = fields(given.card or as_input(article), of_card, setting, is_new=False)
    of_price = given.problems if given.price is not None else ()
    asked_of_price = _price_fields(lists, setting, given) if lists else ()
    return CardPage(
        title=f"{article.code} {article.name}",
        fields=asked,
        others=unplaced(of_card, asked),
        save=editing(
            Action(label=msg("Save"), url=url_for("articles.card", **here), weight="primary"), actor, workspace_id
        ),
        facts=_facts(article, setting),
        prices=_prices(actor, workspace_id, article, lists, setting),
        price_fields=asked_of_price,
        price_others=unplaced(of_price, asked_of_price),
        set_price=editing(setting_price, actor, workspace_id) if lists else None,
        lists_url=url_for("articles.lists", workspace_id=workspace_id),
        cancel_url=url_for("articles.articles", workspace_id=workspace_id),
    )


def _facts(article: ArticleFacts, setting: Setting) -> tuple[tuple[Words, Words], ...]:
    said: dict[str, Words] = {
        "code": article.code,
        **{f"text_{language}": article.texts.get(language, "–") for language in LANGUAGES},
        "unit": unit_words(article.unit),
        "vat": vat_words(article, setting) or "–",
        "vat_reason": article.vat_reason or "–",
        "sales_account": article.sales_account or "–",
        "state": STATES["active" if article.active else "resting"],
    }
    return tuple((LABELS[name], value) for name, value in said.items())


def _prices(
    actor: Actor, workspace_id: WorkspaceId, article: ArticleFacts, lists: Sequence[PriceListFacts], setting: Setting
) -> tuple[ListedPrices, ...]:
    every = prices_of(workspace_id, [article.id])[article.id]

    def row(price: PriceFacts, current: PriceFacts | None, currency: str) -> PriceRow:
        coming = price.valid_from > setting.on
        url = url_for("articles.take_back", workspace_id=workspace_id, price_id=price.id)
        take_back = editing(Action(label=msg("Take back"), url=url), actor, workspace_id) if coming else None
        standing = "current" if price is current else "coming" if coming else "over"
        return PriceRow(
            valid_from=price.valid_from,
            amount=price_words(price.amount, currency),
            standing=standing,
            take_back=take_back,
        )

    def listed(price_list: PriceListFacts) -> ListedPrices:
        own = [price for price in every if price.list_id == price_list.id]
        current = in_force(own, setting.on)
        return ListedPrices(price_list, tuple(row(price, current, price_list.currency) for price in own))

    return tuple(found for price_list in lists if (found := listed(price_list)).rows)


def _price_fields(lists: Sequence[PriceListFacts], setting: Setting, typed: Typed) -> tuple[Field, ...]:
    given = typed.price or MultiDict()
    wrong = {problem.field: (problem.message,) for problem in typed.problems} if typed.price is not None else {}
    options = tuple(Option(str(each.id), f"{each.name} ({each.currency})") for each in lists)
    first = options[0].value if options else ""
    asked: tuple[Field, ...] = (
        Field(name="price_list", label=msg("Price list"), kind="select", options=options, value=first),
        Field(
            name="price",
            label=msg("Price without VAT"),
            kind="money",
            hint=msg("Of one unit; up to four decimals."),
        ),
        Field(name="valid_from", label=msg("From"), kind="date", value=setting.on.isoformat()),
    )
    return tuple(
        Field(
            name=each.name,
            label=each.label,
            kind=each.kind,
            hint=each.hint,
            options=each.options,
            required=True,
            value=given.get(each.name, each.value),
            errors=wrong.get(each.name, ()),
        )
        for each in asked
    )
