"""What is worth a look before a request is run, though nothing keeps it from being invoiced."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from billing.articles.rules.catalogue import Catalogue
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice
from billing.invoices.rules.days import latest_due_day
from billing.requests.rules.sold import sale_price
from billing.requests.rules.unsaid import article_field, sale_of
from tenants.kernel.language import Message, msg, with_currency

OTHER_PRICE = msg("Line %(line)s has the price %(price)s; the price list has %(listed)s.")
CENT = Decimal("0.01")
OTHER_LANGUAGE = msg("Line %(line)s isn't in the customer's language: the article %(code)s has no text in it.")
FAR_DUE = msg("It falls due on %(due)s, more than a year ahead.")
LAST_PERIOD = msg("It comes to %(now)s %(currency)s without VAT; the last period came to %(before)s.")


def price_remarks(
    content: Invoice, unsaid: Mapping[str, str], customer: CustomerFacts | None, catalogue: Catalogue
) -> Iterator[Message]:
    """Yield where a line that names an article has another price than the customer's price list."""
    sale = sale_of(content, unsaid, customer, catalogue)
    for line in content.lines:
        left = unsaid.get(article_field(line.id))
        if left is None or "price" in left.split():
            continue
        listed = sale_price(line, sale)
        if listed is not None and listed != line.price.net:
            facts = {"line": line.id, "price": _to_cents(line.price.net), "listed": _to_cents(listed)}
            yield Message(OTHER_PRICE.id, facts)


def text_remarks(
    content: Invoice, unsaid: Mapping[str, str], customer: CustomerFacts | None, catalogue: Catalogue, own: str
) -> Iterator[Message]:
    """Yield where a line has its article's text in the company's `own` language, for want of one in the customer's."""
    if customer is None or customer.language == own:
        return
    for line in content.lines:
        article = catalogue.articles.get(line.item.seller_id or "")
        is_articles = "text" in unsaid.get(article_field(line.id), "").split()
        if is_articles and article is not None and not article.texts.get(customer.language):
            yield Message(OTHER_LANGUAGE.id, {"line": line.id, "code": article.code})


def period_remark(content: Invoice, before: tuple[Decimal, str] | None) -> tuple[Message, ...]:
    """Return that a period comes to something else than the last one, which came to `before` in its currency."""
    net = content.totals.net
    if before is None or before == (net, content.currency):
        return ()
    amount, currency = before
    said = amount if currency == content.currency else with_currency(amount, currency)
    return (Message(LAST_PERIOD.id, {"now": net, "currency": content.currency, "before": said}),)


def due_remark(content: Invoice, on: date) -> tuple[Message, ...]:
    """Return that a request states a due date beyond the longest term, as a slip in the year does; `on` is its day."""
    if content.due_on is None or content.due_on <= latest_due_day(max(content.issued_on, on)):
        return ()
    return (Message(FAR_DUE.id, {"due": content.due_on}),)


def _to_cents(price: Decimal) -> Decimal:
    """Return a price with two decimals, or more where it is finer; a list keeps four."""
    cents = price.quantize(CENT)
    return cents if cents == price else price.normalize()
