"""Articles, price lists and prices as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from billing.articles.rules.tax import Tax
from tenants.kernel.country import Country
from tenants.kernel.ids import ArticleId, PriceId, PriceListId
from tenants.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Setting:
    """Where articles are judged: the company's country and language, its currency, and the day it is there."""

    country: Country
    language: Language
    currency: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """Something that is sold; `texts` by language, `unit` of UN/ECE Recommendation 20, `name` in the company's own."""

    id: ArticleId
    code: str
    name: str
    texts: Mapping[str, str]
    unit: str
    tax: Tax
    vat_reason: str
    sales_account: str
    active: bool

    def text_in(self, language: str) -> str:
        """Return the text in a language, in the company's own where it isn't translated."""
        return self.texts.get(language) or self.name


@dataclass(frozen=True, slots=True)
class PriceListFacts:
    """A list of prices in one currency; the one list `is_default` is used where none is named."""

    id: PriceListId
    name: str
    currency: str
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFacts:
    """What one unit of an article costs without VAT by a list from a day on, in the list's currency."""

    id: PriceId
    list_id: PriceListId
    valid_from: date
    amount: Decimal
    written_at: datetime
