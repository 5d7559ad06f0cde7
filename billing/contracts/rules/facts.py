"""A contract as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from billing.contracts.rules.schedule import Rhythm
from tenants.kernel.ids import CustomerId, StreamId

# The fields of a line are those of a request's row, as text.
LINE_FIELDS = ("article", "text", "quantity", "unit", "unit_price", "vat_rate", "discount_percent")
ContractLine = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PriceChange:
    """How the contract's own prices change from a day on, and why, such as an index: all by so many percent.

    With a `line`, counted from 1, that line's price without VAT is `price` from then on.
    """

    from_on: date
    percent: Decimal = Decimal(0)
    reason: str = ""
    line: int | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """A contract with a customer; `billed_until` is the last day that a request was made for."""

    id: UUID
    number: str
    name: str
    customer_id: CustomerId
    stream_id: StreamId
    rhythm: Rhythm
    lines: tuple[ContractLine, ...]
    changes: tuple[PriceChange, ...]
    order_reference: str
    billed_until: date | None

    def standing(self, on: date) -> str:
        """Return whether it is coming, active, paused or ended on a day."""
        rhythm = self.rhythm
        if rhythm.ends_on and rhythm.ends_on < on:
            return "ended"
        if rhythm.paused_from and rhythm.paused_from <= on <= (rhythm.paused_until or on):
            return "paused"
        return "coming" if rhythm.starts_on > on else "active"
