"""What a line takes from the article that was chosen for it, where its writer hasn't said otherwise."""

from dataclasses import dataclass, replace
from datetime import date

from billing.articles.rules.catalogue import Catalogue
from billing.customers.rules.facts import CustomerFacts
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.requests.rules.vat import TAXED


@dataclass(frozen=True, slots=True)
class Selling:
    """What there is to sell, to whom, in which currency and on which day; `taxed`: whether its seller charges VAT."""

    catalogue: Catalogue
    customer: CustomerFacts | None
    currency: str
    on: date
    taxed: bool = True


def filled_in(typed: TypedInvoice, selling: Selling) -> TypedInvoice:
    """Return an invoice whose lines have the text, unit, price, discount and VAT of their articles.

    Only a line without a text is filled: what somebody wrote stays, also when the article is chosen afterwards.
    """
    return replace(typed, lines=tuple(_filled(line, selling) for line in typed.lines))


def _filled(line: TypedLine, selling: Selling) -> TypedLine:
    article = selling.catalogue.articles.get(line.article)
    if article is None or line.text:
        return line
    customer = selling.customer
    listed = selling.catalogue.list_for(customer.price_list if customer else None, selling.currency)
    fits = listed is not None and listed.currency == selling.currency
    price = selling.catalogue.price_of(article, listed, selling.on) if listed and fits else None
    at_home = customer is None or customer.vat_category == TAXED
    percent = customer.discount_percent if customer and price else None
    return replace(
        line,
        text=article.text_in(customer.language if customer else ""),
        unit=article.unit,
        price=line.price or (f"{price.amount:f}" if price else ""),
        discount=line.discount or (f"{percent.normalize():f}" if percent else ""),
        vat=line.vat or (article.tax.choice if at_home and selling.taxed else ""),
    )
