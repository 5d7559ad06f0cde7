"""A list of articles and prices from a file: what each row would bring, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from billing.articles.rules.card import ArticleInput, as_input, read_article
from billing.articles.rules.facts import ArticleFacts, PriceFacts, PriceListFacts, Setting
from billing.articles.rules.pricing import parse_price
from billing.articles.rules.stated_tax import StatedTax, tax_stated
from tenants.kernel.ids import PriceListId
from tenants.kernel.language import LANGUAGES, msg
from tenants.kernel.refusals import Invalid, Problem

Outcome = Literal["added", "changed", "priced", "same"]
TEXTS = tuple(f"text_{language}" for language in LANGUAGES)
OF_TAX = ("vat_rate", "vat_category", "vat_use", "vat_scheme")
OF_ARTICLE = (*TEXTS, "unit", *OF_TAX, "vat_reason", "sales_account", "state")
OF_PRICE = ("price_list", "valid_from", "price")
STATES = {"active": True, "resting": False}


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One row: its line, its fields as stated (a unit as its code), numbers and days read, and what couldn't be."""

    line: int
    fields: Mapping[str, str]
    vat_rate: Decimal | None = None
    valid_from: date | None = None
    problems: tuple[Problem, ...] = ()

    def __getitem__(self, column: str) -> str:
        """Return a field; a column that isn't there is empty."""
        return self.fields.get(column, "")


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: articles and their prices by code, and the price lists, the default one first."""

    articles: Mapping[str, ArticleFacts]
    prices: Mapping[str, Iterable[PriceFacts]]
    lists: tuple[PriceListFacts, ...]


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """A price that a row brings."""

    list: PriceListFacts
    valid_from: date
    amount: Decimal

    @property
    def key(self) -> tuple[PriceListId, date]:
        """Return what there is one price for, of each article."""
        return self.list.id, self.valid_from


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedArticle:
    """A row with what would come of it; `card` is set in the row that first names an article which it changes."""

    row: ListedArticle
    name: str
    problems: tuple[Problem, ...] = ()
    outcome: Outcome = "same"
    card: ArticleInput | None = None
    price: ListedPrice | None = None


def judge(rows: Iterable[ListedArticle], known: Known, setting: Setting) -> list[JudgedArticle]:
    """Return what each row would bring; a code that isn't known is a new article, an empty field changes nothing.

    Rows with the same code are one article with several prices: the first says what the article is, and no later one
    may say otherwise.
    """
    first: dict[str, ListedArticle] = {}
    priced: dict[str, dict[tuple[PriceListId, date], Decimal]] = {}
    found = []
    for row in rows:
        before = first.setdefault(row["code"], row)
        judged = _card(row, known, setting) if before is row else _repeated(row, before, known, setting)
        judged = _with_price(judged, known, setting, priced.setdefault(row["code"], {}))
        found.append(replace(judged, problems=(*row.problems, *judged.problems)))
    return found


def _card(row: ListedArticle, known: Known, setting: Setting) -> JudgedArticle:
    kept = known.articles.get(row["code"])
    before = as_input(kept) if kept else ArticleInput(code=row["code"])
    stated, problems = _stated(row, before, setting)
    wrong = {problem.field for problem in (*problems, *row.problems)}
    taxed = {"vat"} if wrong & set(OF_TAX) else set()
    read = read_article(stated, setting)
    problems += [problem for problem in read.problems if problem.field not in wrong | taxed]
    problems = [replace(problem, field="vat_rate") if problem.field == "vat" else problem for problem in problems]
    changed = kept is None or read_article(before, setting).values != read.values
    outcome: Outcome = "same" if not changed else "changed" if kept else "added"
    name = read.values["name"] or row["code"]
    return JudgedArticle(
        row=row, name=name, problems=tuple(problems), outcome=outcome, card=stated if changed else None
    )


def _stated(row: ListedArticle, before: ArticleInput, setting: Setting) -> tuple[ArticleInput, list[Problem]]:
    problems: list[Problem] = []
    texts = {**before.texts, **{name.removeprefix("text_"): row[name] for name in TEXTS if row[name]}}
    vat, active = before.vat, before.active
    if row.vat_rate is not None or any(row[name] for name in OF_TAX):
        stated = StatedTax(row.vat_rate, row["vat_category"], row["vat_use"], row["vat_scheme"])
        tax = tax_stated(stated, setting.country, setting.on)
        if isinstance(tax, Problem):
            problems.append(tax)
        else:
            vat = tax
    if state := row["state"].lower():
        active = STATES.get(state, active)
        if state not in STATES:
            problems.append(Problem("state", msg("The state is active or resting.")))
    card = ArticleInput(
        code=before.code,
        texts=texts,
        unit=row["unit"] or before.unit,
        vat=vat,
        vat_reason=row["vat_reason"] or before.vat_reason,
        sales_account=row["sales_account"] or before.sales_account,
        active=active,
    )
    return card, problems


def _repeated(row: ListedArticle, before: ListedArticle, known: Known, setting: Setting) -> JudgedArticle:
    otherwise = msg("Line %(line)s says otherwise of the same article.", line=before.line)
    problems = tuple(Problem(name, otherwise) for name in OF_ARTICLE if row[name] and row[name] != before[name])
    kept = known.articles.get(row["code"])
    own = before[f"text_{setting.language}"] or (kept.name if kept else row["code"])
    return JudgedArticle(row=row, name=own, problems=problems)


def _with_price(
    judged: JudgedArticle, known: Known, setting: Setting, said: dict[tuple[PriceListId, date], Decimal]
) -> JudgedArticle:
    row = judged.row
    if not row["price"]:
        extra = [Problem("price", msg("The price is missing.")) for name in ("price_list", "valid_from") if row[name]]
        return replace(judged, problems=(*judged.problems, *extra[:1]))
    try:
        price = _price(row, known, setting)
    except Invalid as refusal:
        return replace(judged, problems=(*judged.problems, Problem("price", refusal.message)))
    if isinstance(price, Problem):
        return replace(judged, problems=(*judged.problems, price))
    if price.key in said:
        twice = Problem("price", msg("An earlier line has a price of the same article, list and day."))
        return replace(judged, problems=(*judged.problems, twice))
    said[price.key] = price.amount
    there = {(each.list_id, each.valid_from): each.amount for each in known.prices.get(row["code"], ())}
    if there.get(price.key) == price.amount:
        return judged
    return replace(judged, price=price, outcome="priced" if judged.outcome == "same" else judged.outcome)


def _price(row: ListedArticle, known: Known, setting: Setting) -> ListedPrice | Problem:
    name = row["price_list"].casefold()
    wanted = (each for each in known.lists if (each.name.casefold() == name if name else each.is_default))
    price_list = next(wanted, None)
    if price_list is None and name:
        return Problem("price_list", msg("There is no price list %(name)s.", name=row["price_list"][:80]))
    if price_list is None:
        return Problem("price_list", msg("Open a price list before prices are fetched."))
    return ListedPrice(price_list, row.valid_from or setting.on, parse_price(row["price"]))
