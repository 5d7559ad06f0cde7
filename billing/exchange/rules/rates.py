"""The rate that holds on a day, and what an amount comes to by it.

Directive 2006/112/EC art. 91 (2): the latest rate published by the European Central Bank at the time the tax becomes
chargeable, currencies other than the euro converted through it. No bank publishes on days off, so the latest of the
days before holds then.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Context, Decimal

from tenants.kernel.money import round_money

EURO = "EUR"
EXACT = Context(prec=40)
# Easter is the longest time without a new rate, Thursday evening to Tuesday; an older one isn't the latest any more.
OLDEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of a currency a euro buys on a day, and who says so."""

    currency: str
    day: date
    per_euro: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class CrossRate:
    """What one unit of a currency is worth in another, the day it was published, and by whom."""

    from_currency: str
    to_currency: str
    day: date
    value: Decimal
    source: str

    def convert(self, amount: Decimal) -> Decimal:
        """Return what an amount comes to, rounded half-up to the other currency, once.

        >>> CrossRate("EUR", "SEK", date(2026, 11, 20), Decimal("11.4520"), "ECB").convert(Decimal("25.50"))
        Decimal('292.03')
        """
        return round_money(EXACT.multiply(amount, self.value), self.to_currency)


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates as they were published, by currency in the order of their days."""

    by_currency: dict[str, tuple[Rate, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rates: Iterable[Rate]) -> "Rates":
        """Return rates in order."""
        found: dict[str, list[Rate]] = {}
        for rate in sorted(rates, key=lambda one: one.day):
            found.setdefault(rate.currency, []).append(rate)
        return cls({currency: tuple(rows) for currency, rows in found.items()})

    def latest(self, currency: str, on: date) -> Rate | None:
        """Return the newest rate of a currency that was there on a day; None where there is none, or it is too old."""
        rows = self.by_currency.get(currency, ())
        place = bisect_right(rows, on, key=lambda one: one.day)
        found = rows[place - 1] if place else None
        return found if found and on - found.day <= OLDEST else None

    def cross(self, from_currency: str, to_currency: str, on: date) -> CrossRate | None:
        """Return what a currency is worth in another on a day, through the euro; None where a rate is missing."""
        legs = [self.latest(code, on) for code in (from_currency, to_currency) if code != EURO]
        if not legs or any(leg is None for leg in legs):
            return None
        known = [leg for leg in legs if leg is not None]
        worth = {EURO: Decimal(1), **{leg.currency: leg.per_euro for leg in known}}
        value = EXACT.divide(worth[to_currency], worth[from_currency])
        return CrossRate(from_currency, to_currency, min(leg.day for leg in known), value, known[0].source)


NO_RATES = Rates()
