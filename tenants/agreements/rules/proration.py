"""What a change in the middle of a period costs: unused days are credited, the rest is charged anew, by days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenants.agreements.rules.periods import ONE_DAY, Period, months_later
from tenants.kernel.money import round_money


@dataclass(frozen=True, slots=True)
class Charged:
    """What was charged for some days, without VAT."""

    period: Period
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    """What a change costs, without VAT: the credit for unused days, and the charge for the days from then on.

    `renews_on` is the renewal after the change.
    """

    unused: Period
    credit: Decimal
    charged: Period
    charge: Decimal
    currency: str
    renews_on: date

    @property
    def difference(self) -> Decimal:
        """Return what is charged more than credited; below nil where more is credited."""
        return self.charge - self.credit


def share(amount: Decimal, part: Period, whole: Period, currency: str) -> Decimal:
    """Return the share of an amount for some of its days, rounded half-up to the currency's minor unit.

    >>> quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
    >>> share(Decimal("90.00"), Period(date(2026, 3, 1), date(2026, 3, 31)), quarter, "EUR")
    Decimal('31.00')
    """
    return round_money(amount * part.days / whole.days, currency)


def quote_of_rest(charged: Charged, whole: Period, price: Decimal, currency: str, *, on: date) -> Quote:
    """Return what another variant or payer costs from a day to the end of the running period, which stays as it is.

    `price` is the new price of a whole period, `charged` what was charged last for the running one.
    """
    rest = Period(on, whole.last_on)
    return Quote(
        unused=rest,
        credit=share(charged.amount, rest, charged.period, currency),
        charged=rest,
        charge=share(price, rest, whole, currency),
        currency=currency,
        renews_on=whole.last_on + ONE_DAY,
    )


def quote_of_new_period(charged: Charged, months: int, price: Decimal, currency: str, *, on: date) -> Quote:
    """Return what another length of period costs from a day: a new period begins then, at its whole price."""
    unused = Period(on, charged.period.last_on)
    renews_on = months_later(on, months)
    return Quote(
        unused=unused,
        credit=share(charged.amount, unused, charged.period, currency),
        charged=Period(on, renews_on - ONE_DAY),
        charge=price,
        currency=currency,
        renews_on=renews_on,
    )
