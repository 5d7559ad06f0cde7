"""What a workspace sells, as far as some lines name it: their articles, and what each costs by list and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from billing.articles.rules.facts import ArticleFacts, PriceFacts, PriceListFacts
from billing.articles.rules.pricing import in_force
from tenants.kernel.country import Country
from tenants.kernel.ids import ArticleId


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Articles by code with their prices, and all price lists, the default one first.

    `usual_list` and `usual_vat` are what a stream has for customers and lines that say nothing of their own.
    """

    country: Country = "FI"
    articles: Mapping[str, ArticleFacts] = field(default_factory=dict)
    lists: tuple[PriceListFacts, ...] = ()
    prices: Mapping[ArticleId, Iterable[PriceFacts]] = field(default_factory=dict)
    usual_list: str = ""
    usual_vat: str = ""

    def list_for(self, name: str | None, currency: str) -> PriceListFacts | None:
        """Return the list by that name, None where there is none.

        Without a name it is the first in the currency, the usual one before the default one before others; else the
        default one.
        """
        if name:
            return next((each for each in self.lists if each.name == name), None)
        in_currency = [each for each in self.lists if each.currency == currency]
        usual = (each for each in in_currency if each.name == self.usual_list)
        return next(usual, next(iter(in_currency), next(iter(self.lists), None)))

    def price_of(self, article: ArticleFacts, price_list: PriceListFacts, on: date) -> PriceFacts | None:
        """Return what an article costs by a list on a day, None where it has no price that has begun."""
        prices = self.prices.get(article.id, ())
        return in_force((price for price in prices if price.list_id == price_list.id), on)


NOTHING_SOLD = Catalogue()
