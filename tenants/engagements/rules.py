"""What a firm may do for a client."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tenants.kernel.language import Message, msg

SERVICES: Mapping[str, Message] = {
    "invoicing": msg("Invoicing"),
    "reminders": msg("Payment reminders"),
    "collection": msg("Collection"),
    "bookkeeping": msg("Bookkeeping"),
    "vat": msg("VAT returns"),
    "payroll": msg("Payroll"),
    "annual_accounts": msg("Annual accounts"),
    "advice": msg("Advice"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What an engagement consists of, and its first and last day where they are agreed; the last day counts."""

    services: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def is_backwards(self) -> bool:
        """Return whether it ends before it begins."""
        return self.starts_on is not None and self.ends_on is not None and self.ends_on < self.starts_on


OPEN_ENDED = Terms()
