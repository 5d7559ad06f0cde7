"""An open receivable as a list states it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from billing.en16931.model import VatTreatment
from tenants.kernel.refusals import Problem

NIL = Decimal(0)
ReminderKind = Literal["reminder", "collection_warning", "demand"]


@dataclass(frozen=True, slots=True)
class Part:
    """What an invoice charged at one VAT rate: the sum with VAT, and the VAT in it where the list says that."""

    total: Decimal
    treatment: VatTreatment
    vat: Decimal | None = None
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PastReminder:
    """A reminder that was sent before: the day, the fee that was claimed with it, and how stern it was.

    A collection warning says that collection follows (NO inkassovarsel, DK påkrav), a demand is collection's own letter
    (FI maksuvaatimus, SE inkassokrav, NO betalingsoppfordring): each has caps and waiting times of its own.
    """

    sent_on: date
    fee: Decimal = NIL
    kind: ReminderKind = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One invoice of the list; amounts are negative for a credit note. `problems` are what couldn't be read.

    `stream` is the code of the stream that it belongs to, empty for the first one.
    """

    line: int
    number: str
    customer_number: str
    issued_on: date | None
    due_on: date | None
    currency: str
    open: Decimal
    parts: tuple[Part, ...]
    stream: str = ""
    reference: str = ""
    order_reference: str = ""
    reminders: tuple[PastReminder, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> Decimal:
        """Return what the invoice came to, with VAT."""
        return sum((part.total for part in self.parts), NIL)

    @property
    def is_credit_note(self) -> bool:
        """Return whether it is a credit note, which a negative sum makes it."""
        return self.total < 0
