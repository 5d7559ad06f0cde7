"""Reading what was taken over, and what would be."""

from billing.takeover.queries.history import (
    NoSuchTakeOver,
    SentBefore,
    TakenBack,
    TakenNumbers,
    TakeOverRow,
    get_take_over,
    reminded_times,
    reminders_sent_before,
    take_over_rows,
    taken_numbers,
    why_no_take_over,
)
from billing.takeover.queries.rehearsal import Opening, SeriesStart, rehearse_take_over
from billing.takeover.queries.resting import CreditedSince, Resting, rests_on

__all__ = [
    "CreditedSince",
    "NoSuchTakeOver",
    "Opening",
    "Resting",
    "SentBefore",
    "SeriesStart",
    "TakeOverRow",
    "TakenBack",
    "TakenNumbers",
    "get_take_over",
    "rehearse_take_over",
    "reminded_times",
    "reminders_sent_before",
    "rests_on",
    "take_over_rows",
    "taken_numbers",
    "why_no_take_over",
]
