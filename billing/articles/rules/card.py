"""What an article must have, field by field; one reading for the form and for a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from billing.articles.rules.facts import ArticleFacts, Setting
from billing.articles.rules.tax import MUST_SAY_WHY, Tax, read_tax
from billing.en16931.units import UNITS
from billing.seller.rules.fields import Fields
from tenants.kernel.language import LANGUAGES, msg
from tenants.kernel.refusals import Problem

CODE = re.compile(r"[^\W_][\w./-]{0,29}")
ACCOUNT = re.compile(r"[0-9]{3,8}")
PIECE = "C62"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInput:
    """An article as typed or as a file states it; `vat` is a use of the country's table, a scheme, or a category."""

    code: str
    texts: Mapping[str, str] = field(default_factory=dict)
    unit: str = PIECE
    vat: str = ""
    vat_reason: str = ""
    sales_account: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as read: the values of its columns without the sort key, and what is wrong with them."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]


def read_article(typed: ArticleInput, setting: Setting) -> ReadArticle:
    """Return an article's values, and each problem at its field; the text in the company's language is needed."""
    found = Fields()
    texts = {name: found.text(f"text_{name}", typed.texts.get(name)) for name in LANGUAGES}
    name = texts[setting.language]
    if not name:
        found.blame(f"text_{setting.language}", msg("The text in the company's own language is missing."))
    tax = read_tax(typed.vat, setting.country, setting.on)
    values = {
        "code": _code(found, typed.code.strip()),
        "name": name,
        "texts": {language: text for language, text in texts.items() if text},
        "unit": found.one_of(
            "unit", typed.unit.strip().upper(), UNITS, msg("Unknown unit %(code)s.", code=typed.unit[:20])
        ),
        **_taxed(found, tax, typed.vat_reason),
        "sales_account": _account(found, typed.sales_account.strip()),
        "active": typed.active,
    }
    return ReadArticle(values, tuple(found.problems))


def as_input(article: ArticleFacts) -> ArticleInput:
    """Return an article that is kept as if it had been typed."""
    return ArticleInput(
        code=article.code,
        texts=article.texts,
        unit=article.unit,
        vat=article.tax.choice,
        vat_reason=article.vat_reason,
        sales_account=article.sales_account,
        active=article.active,
    )


def _code(found: Fields, code: str) -> str:
    if not CODE.fullmatch(code):
        found.blame("code", msg("An article code has up to 30 letters, digits, dots, dashes or slashes."))
    return code


def _taxed(found: Fields, tax: Tax | None, reason: str) -> dict[str, str | None]:
    if tax is None:
        found.blame("vat", msg("Choose how the article is taxed."))
    said = found.text("vat_reason", reason)
    if tax is not None and tax.choice == MUST_SAY_WHY and not said:
        found.blame("vat_reason", msg("Say why there is no VAT on this line."))
    return {
        "vat_category": tax.category if tax else "",
        "vat_use": tax.use if tax else None,
        "vat_reason": said if tax and tax.use is None else "",
    }


def _account(found: Fields, account: str) -> str:
    if account and not ACCOUNT.fullmatch(account):
        found.blame("sales_account", msg("A sales account has 3 to 8 digits."))
    return account
