"""Reading what was taken over, and what would be."""

from billing.takeover.queries.history import (
    SentBefore,
    TakenNumbers,
    TakeOverRow,
    reminded_times,
    reminders_sent_before,
    take_over_rows,
    taken_numbers,
    why_no_take_over,
)
from billing.takeover.queries.rehearsal import Opening, SeriesStart, rehearse_take_over

__all__ = [
    "Opening",
    "SentBefore",
    "SeriesStart",
    "TakeOverRow",
    "TakenNumbers",
    "rehearse_take_over",
    "reminded_times",
    "reminders_sent_before",
    "take_over_rows",
    "taken_numbers",
    "why_no_take_over",
]
