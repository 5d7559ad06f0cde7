"""The shape of a VAT rate: how much, on what, from when until when, and who says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from billing.countries.since import Confidence, NoFigure
from tenants.kernel.language import Message, msg

Category = Literal["S", "Z"]

STANDARD = msg("standard rate")


@dataclass(frozen=True, slots=True)
class VatRate:
    """One rate in percent for one use; the days are supply days, both included.

    `category` is EN 16931's (UNTDID 5305): S for a rate above zero, Z for a zero rate. What is exempt, reverse
    charged or exported has its own category and no rate of a country.
    """

    percent: Decimal
    use: Message
    from_day: date
    to_day: date | None
    source: str
    confidence: Confidence = Confidence.OFFICIAL

    @property
    def category(self) -> Category:
        """Return S, or Z where the rate is zero."""
        return "S" if self.percent else "Z"

    @property
    def confirmed(self) -> bool:
        """Return whether a source was found; what isn't confirmed is shown as such."""
        return self.confidence is not Confidence.UNCONFIRMED

    def in_force(self, day: date) -> bool:
        """Return whether a supply on a day may carry this rate."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


def rates_on(table: Iterable[VatRate], day: date) -> tuple[VatRate, ...]:
    """Return the rates in force on a supply day, the standard rate first.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    found = tuple(rate for rate in table if rate.in_force(day))
    if not found:
        raise NoFigure(day, day=day)
    return found


def standard_rate_on(table: Iterable[VatRate], day: date) -> Decimal:
    """Return the standard rate, in percent, of a supply on a day.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return next(_standard(rates_on(table, day))).percent


def _standard(rates: Iterable[VatRate]) -> Iterator[VatRate]:
    return (rate for rate in rates if rate.use == STANDARD)
