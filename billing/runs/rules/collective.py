"""An invoice that holds several requests, as preview and summary tell of it."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveInvoice:
    """How many requests an invoice holds, and what it comes to with VAT."""

    number: str
    customer_number: str
    customer_name: str
    requests: int
    currency: str
    gross: Decimal
