"""What a line that names an article takes from it where the file is silent: text, unit, price and VAT.

`left` says what the file left to the article: text, unit, price, discount. The price is that of the customer's list on
the day of supply, of a period its first, less the customer's discount; a line with a price of its own keeps it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from billing.articles.rules.catalogue import NOTHING_SOLD, Catalogue
from billing.articles.rules.facts import ArticleFacts
from billing.articles.rules.tax import find_chosen, find_treatment
from billing.countries.vat_schemes import VatScheme
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.arithmetic import EXACT
from billing.en16931.model import Adjustment, Line, Price, VatTreatment
from tenants.kernel.language import Message, msg
from tenants.kernel.money import UnknownCurrency, round_money
from tenants.kernel.refusals import Problem

ZERO, HUNDRED = Decimal(0), Decimal(100)
TAXED = "S"
PIECE, DISCOUNT = "C62", "95"  # UN/ECE Recommendation 20; UNTDID 5189


@dataclass(frozen=True, slots=True)
class Sale:
    """To whom lines are sold, in which currency, what there is to sell, and whether VAT is charged.

    `on` is the day of supply, by which VAT goes; prices go by `priced_on`, of a period its first day.
    """

    customer: CustomerFacts | None
    currency: str
    on: date
    priced_on: date
    catalogue: Catalogue = NOTHING_SOLD
    vat_registered: bool = True

    def article(self, line: Line) -> ArticleFacts | None:
        """Return the article that a line names, None where it names none that is sold."""
        return self.catalogue.articles.get(line.item.seller_id or "")


def from_article(line: Line, left: frozenset[str], sale: Sale) -> Line:
    """Return a line with its article's text, unit and price; as the file has it where nothing is known of articles."""
    article = sale.article(line)
    price = sale_price(line, sale) if "price" in left else line.price.net
    changed = replace(
        line,
        item=replace(line.item, name=_text(line, article, sale) if "text" in left else line.item.name),
        unit=(article.unit if article else PIECE) if "unit" in left else line.unit,
        price=Price(net=price or ZERO) if "price" in left else line.price,
    )
    if "discount" in left:
        percent = sale.customer.discount_percent if sale.customer and price else None
        return replace(changed, allowances=discount(changed, percent, sale.currency))
    stated = next((entry.percentage for entry in line.allowances if entry.percentage is not None), None)
    return replace(changed, allowances=discount(changed, stated, sale.currency)) if stated else changed


def sale_price(line: Line, sale: Sale) -> Decimal | None:
    """Return what one unit costs by the customer's list, None where no price can be found."""
    article = sale.article(line)
    name = sale.customer.price_list if sale.customer else None
    price_list = sale.catalogue.list_for(name, sale.currency)
    if article is None or price_list is None or price_list.currency != sale.currency:
        return None
    found = sale.catalogue.price_of(article, price_list, sale.priced_on)
    return found.amount if found else None


def own_treatment(line: Line, sale: Sale) -> VatTreatment | None:
    """Return how a line's article is taxed at home, None where it names none; without a rate where the law has none."""
    article = sale.article(line)
    if article is None:
        return None
    found = find_treatment(article.tax, sale.catalogue.country, supplied_on(line, sale))
    return found or VatTreatment(TAXED, None)


def own_scheme(line: Line, sale: Sale) -> VatScheme | None:
    """Return the scheme that a line's article is sold by, None where there is none."""
    article = sale.article(line)
    return article.tax.scheme_on(sale.catalogue.country, supplied_on(line, sale)) if article else None


def supplied_on(line: Line, sale: Sale) -> date:
    """Return the day that decides over a line's VAT: the last of its own period, else that of the whole."""
    return (line.period.end if line.period else None) or sale.on


def usual_treatment(line: Line, sale: Sale) -> VatTreatment | None:
    """Return how the stream taxes what neither its article nor its request says, None where it says nothing either."""
    catalogue, on = sale.catalogue, supplied_on(line, sale)
    return find_chosen(catalogue.usual_vat, catalogue.country, on) if catalogue.usual_vat else None


def discount(line: Line, percent: Decimal | None, currency: str) -> tuple[Adjustment, ...]:
    """Return a discount in percent as an allowance on a line, rounded to the currency (PEPPOL-EN16931-R040)."""
    if not percent:
        return ()
    try:
        base = round_money(line.quantity * line.price.net, currency)
        amount = round_money(EXACT.divide(EXACT.multiply(base, percent), HUNDRED), currency)
    except UnknownCurrency:
        return ()
    return (Adjustment(amount=amount, base_amount=base, percentage=percent, reason_code=DISCOUNT),)


def article_problems(line: Line, left: frozenset[str], sale: Sale) -> Iterator[Problem]:
    """Yield why a line's article can't be billed: it isn't there, it rests, or it has no price for the customer."""
    article, code = sale.article(line), line.item.seller_id or ""
    if article is None:
        yield Problem(f"lines.{line.id}.article", msg("There is no article with the code %(code)s.", code=code))
    elif not article.active:
        yield Problem(f"lines.{line.id}.article", msg("The article %(code)s is resting.", code=code))
    elif "price" in left and sale_price(line, sale) is None:
        yield Problem(f"lines.{line.id}.price", _no_price(code, sale))


def _text(line: Line, article: ArticleFacts | None, sale: Sale) -> str:
    if sale.catalogue is NOTHING_SOLD:
        return ""
    if article is None:
        return line.item.seller_id or ""
    return article.text_in(sale.customer.language if sale.customer else "")


def _no_price(code: str, sale: Sale) -> Message:
    name = sale.customer.price_list if sale.customer else None
    price_list = sale.catalogue.list_for(name, sale.currency)
    if price_list is None:
        return msg("There is no price list yet.")
    if price_list.currency != sale.currency:
        facts = {"list": price_list.name, "currency": price_list.currency, "other": sale.currency}
        return msg("The price list %(list)s is in %(currency)s, but the request is in %(other)s.", **facts)
    said = {"code": code, "list": price_list.name}
    return msg("The article %(code)s has no price in %(list)s on %(day)s.", day=sale.priced_on, **said)
