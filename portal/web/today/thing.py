"""One thing that waits, as the lists behind the numbers show it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from portal.web._design.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingRow:
    """One thing that waits, with its client."""

    id: str
    name: str
    url: str
    client: str
    step_url: str
    customer: str
    what: str
    total: Decimal | None
    currency: str
    since: datetime
    is_today: bool
    state: str
    channel: Words
    problem: Words
