"""What can be done with articles, price lists and prices."""

from billing.articles.actions.cards import add_article, change_article, set_active
from billing.articles.actions.importing import ListHasErrors, import_articles, judged
from billing.articles.actions.lists import add_price_list, make_default
from billing.articles.actions.prices import PriceHasBegun, set_price, take_back_price

__all__ = [
    "ListHasErrors",
    "PriceHasBegun",
    "add_article",
    "add_price_list",
    "change_article",
    "import_articles",
    "judged",
    "make_default",
    "set_active",
    "set_price",
    "take_back_price",
]
