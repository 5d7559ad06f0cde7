"""A stretch of days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days an invoice (BG-14) or one of its lines (BG-26) is about; either end may be open."""

    start: date | None = None  # BT-73, BT-134
    end: date | None = None  # BT-74, BT-135
