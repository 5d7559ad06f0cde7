"""What a run's rehearsal showed, kept with the run, and how what the run did differs from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from tenants.kernel.language import Message, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """How many invoices a rehearsal showed, how many left out, from which number, and the sum with VAT by currency."""

    at: datetime
    count: int
    left_out: int
    first: str
    sums: Mapping[str, Decimal]

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept, and as the preview's form carries it."""
        return {
            "at": self.at.isoformat(),
            "count": self.count,
            "left_out": self.left_out,
            "first": self.first,
            "sums": {currency: str(amount) for currency, amount in self.sums.items()},
        }

    @classmethod
    def of(cls, kept: object) -> "Rehearsed | None":
        """Return what was kept or posted; None where it isn't that, for a form may say anything."""
        try:
            return cls._of(kept)
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation):
            return None

    @classmethod
    def _of(cls, kept: Any) -> "Rehearsed | None":
        at = datetime.fromisoformat(kept["at"])
        sums = {str(currency)[:3]: Decimal(str(amount)) for currency, amount in kept["sums"].items()}
        if at.tzinfo is None or not all(amount.is_finite() for amount in sums.values()):
            return None
        return cls(
            at=at, count=int(kept["count"]), left_out=int(kept["left_out"]), first=str(kept["first"])[:50], sums=sums
        )


def differing(rehearsed: Rehearsed, done: Rehearsed) -> Iterator[Message]:
    """Yield in which ways a run did otherwise than its rehearsal showed, each with both figures."""
    if done.count != rehearsed.count:
        yield msg("%(count)s invoices instead of %(shown)s.", count=done.count, shown=rehearsed.count)
    if done.left_out != rehearsed.left_out:
        yield msg(
            "%(count)s requests left out instead of %(shown)s; each says why below.",
            count=done.left_out,
            shown=rehearsed.left_out,
        )
    for currency in sorted({*done.sums, *rehearsed.sums}):
        sums = done.sums.get(currency, Decimal(0)), rehearsed.sums.get(currency, Decimal(0))
        if sums[0] != sums[1]:
            yield msg("%(sum)s %(currency)s instead of %(shown)s.", sum=sums[0], currency=currency, shown=sums[1])
    if done.count and rehearsed.count and done.first != rehearsed.first:
        yield msg(
            "The numbers begin at %(first)s instead of %(shown)s, since others of the series were taken in between.",
            first=done.first,
            shown=rehearsed.first,
        )
