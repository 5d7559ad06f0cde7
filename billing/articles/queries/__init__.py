"""Reading articles, price lists and prices."""

from billing.articles.queries.articles import (
    ArticleQuery,
    NoSuchArticle,
    article_count,
    article_ids,
    article_rows,
    articles_by_code,
    get_article,
)
from billing.articles.queries.prices import (
    NoSuchPriceList,
    get_price_list,
    price_counts,
    price_list_rows,
    prices_of,
    prices_on,
)
from billing.articles.queries.setting import setting_of

__all__ = [
    "ArticleQuery",
    "NoSuchArticle",
    "NoSuchPriceList",
    "article_count",
    "article_ids",
    "article_rows",
    "articles_by_code",
    "get_article",
    "get_price_list",
    "price_counts",
    "price_list_rows",
    "prices_of",
    "prices_on",
    "setting_of",
]
