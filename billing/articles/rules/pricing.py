"""What a price is, and which one is in force on a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from billing.articles.rules.facts import PriceFacts
from tenants.kernel.figures import NotAFigure, read_figure
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Invalid

# A price of one unit may be finer than money: up to four decimals of the currency's unit, which is what is kept.
DECIMALS = 4
FINEST = Decimal(1).scaleb(-DECIMALS)
LONGEST_NAME = 80


class NotAPrice(Invalid):
    """%(given)s isn't a price. Write an amount without VAT that isn't negative, such as 12,50."""


class TooFine(Invalid):
    """A price has at most four decimals."""


def parse_price(text: str) -> Decimal:
    """Return a price in the currency's unit, with decimal comma or point and blanks between thousands.

    >>> parse_price("1 204,5"), parse_price("0.0525")
    (Decimal('1204.5'), Decimal('0.0525'))

    Raises:
        NotAPrice, TooFine.
        TwoReadings: the point may stand before decimals or between thousands.
    """
    try:
        amount = read_figure(text)
    except NotAFigure as refusal:
        raise NotAPrice(given=text.strip()[:40] or "–") from refusal
    if amount.is_signed():
        raise NotAPrice(given=text.strip()[:40])
    if amount != amount.quantize(FINEST):
        raise TooFine
    return amount


def to_column(amount: Decimal) -> int:
    """Return a price in ten-thousandths of the currency's unit, as its column keeps it.

    >>> to_column(Decimal("0.0525"))
    525
    """
    return int(amount.scaleb(DECIMALS))


def from_column(kept: int) -> Decimal:
    """Return the price that a column keeps, with no more decimals than it has, but at least two.

    >>> from_column(525), from_column(125000)
    (Decimal('0.0525'), Decimal('12.50'))
    """
    amount = Decimal(kept).scaleb(-DECIMALS)
    fewer = amount.quantize(Decimal("0.01"))
    return fewer if fewer == amount else amount.normalize()


def in_force(prices: Iterable[PriceFacts], on: date) -> PriceFacts | None:
    """Return the price of one list that holds on a day: the newest that has begun; None before the first one."""
    begun = (price for price in prices if price.valid_from <= on)
    return max(begun, key=lambda price: price.valid_from, default=None)


def list_name_problem(name: str, taken: Iterable[str]) -> Message | None:
    """Return what is wrong with the name of a new price list, or None."""
    if not 0 < len(name) <= LONGEST_NAME:
        return msg("A name of at most %(most)s characters is needed.", most=LONGEST_NAME)
    if name.casefold() in {each.casefold() for each in taken}:
        return msg("Another price list has the name %(name)s.", name=name)
    return None
