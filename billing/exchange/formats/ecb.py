"""The European Central Bank's file of reference rates: eurofxref-daily.xml, and the longer ones of the same shape.

An Envelope (namespace gesmes) with, in the Bank's own namespace, a Cube that holds a Cube for each day (`time`), which
holds a Cube for each currency (`currency`, `rate`: how much of it one euro buys). Published at about 16:00 CET on days
on which the Eurosystem settles payments.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from billing.en16931.xmlsafe import parse
from billing.exchange.rules import Rate
from tenants.kernel.currencies import MINOR_UNITS
from tenants.kernel.refusals import Invalid

SOURCE = "ECB"
CUBE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"
MOST_BYTES = 20_000_000


class NotRates(Invalid):
    """The file isn't one of exchange rates by the European Central Bank."""


class WrongRate(Invalid):
    """The file says %(given)s for %(currency)s on %(day)s, which is no rate."""


def read_ecb(data: bytes) -> tuple[Rate, ...]:
    """Return the rates of a file; of currencies that aren't in force any more none are taken.

    Raises:
        NotRates, WrongRate: it is another file, or broken.
        UnreadableXml: it is no XML, or not one that may come from outside.
    """
    days = parse(data, limit=MOST_BYTES).findall(f"{CUBE}/{CUBE}")
    if not days:
        raise NotRates
    return tuple(rate for day in days for rate in _of_day(day.get("time") or "", day.findall(CUBE)))


def _of_day(text: str, cubes: list) -> Iterator[Rate]:  # type: ignore[type-arg]  # lxml's elements have no type
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotRates from None
    for cube in cubes:
        currency, given = cube.get("currency") or "", cube.get("rate") or ""
        if currency in MINOR_UNITS:
            yield Rate(currency, day, _value(given, currency, text), SOURCE)


def _value(given: str, currency: str, day: str) -> Decimal:
    try:
        value = Decimal(given)
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise WrongRate(given=given[:20], currency=currency, day=day)
    return value
