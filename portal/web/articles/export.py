"""Articles and prices as CSV, in the columns that a list is fetched by."""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from billing.articles.queries import ArticleQuery, article_rows, price_list_rows, prices_of, setting_of
from billing.articles.rules.facts import ArticleFacts, PriceFacts, PriceListFacts, Setting
from billing.articles.rules.schemes import PREFIX
from billing.articles.rules.tax import find_treatment
from billing.requests.formats.decimals import told_apart
from portal.web._design.words import say
from portal.web.articles.importing import COLUMNS
from tenants.kernel.ids import PriceListId, WorkspaceId
from tenants.kernel.language import LANGUAGES, Message
from tenants.kernel.spreadsheets import BYTE_ORDER_MARK, harmless

AT_ONCE = 1000


def articles_csv(workspace_id: WorkspaceId, *, now: datetime) -> bytes:
    """Return every article with every price, a row for each price; UTF-8 with a mark, semicolons, decimal commas.

    The columns have the names that a list is fetched by, so that the file can be corrected and fetched again.
    """
    setting = setting_of(workspace_id, now=now)
    lists = {each.id: each for each in price_list_rows(workspace_id)}
    text = StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for article, prices in _articles(workspace_id):
        for price in prices or (None,):
            writer.writerow(harmless(cell) for cell in _cells(article, price, lists, setting))
    return text.getvalue().encode()


def _articles(workspace_id: WorkspaceId) -> Iterator[tuple[ArticleFacts, list[PriceFacts]]]:
    offset = 0
    while rows := article_rows(workspace_id, ArticleQuery(offset=offset, limit=AT_ONCE)):
        prices = prices_of(workspace_id, [row.id for row in rows])
        yield from ((row, prices[row.id]) for row in rows)
        offset += AT_ONCE


def _cells(
    article: ArticleFacts, price: PriceFacts | None, lists: dict[PriceListId, PriceListFacts], setting: Setting
) -> tuple[str, ...]:
    treatment = find_treatment(article.tax, setting.country, setting.on)
    rate = treatment.rate if treatment else None
    texts = (article.texts.get(language, "") for language in LANGUAGES)
    use, scheme = _use_and_scheme(article.tax.use or "")
    priced = (lists[price.list_id].name, price.valid_from.isoformat(), _figure(f"{price.amount:f}")) if price else ()
    return (
        article.code, *texts, article.unit, _figure(f"{rate.normalize():f}") if rate is not None else "",
        article.tax.category, use, scheme, article.vat_reason, article.sales_account,
        "active" if article.active else "resting", *(priced or ("", "", "")),
    )  # fmt: skip


def _use_and_scheme(use: str) -> tuple[str, str]:
    """Return the name of a use, or of a scheme, in the column that a list states it in."""
    if use.startswith(PREFIX):
        return "", use.removeprefix(PREFIX)
    return (say(Message(use)) if use else ""), ""


def _figure(text: str) -> str:
    return told_apart(text.replace(".", ","))
