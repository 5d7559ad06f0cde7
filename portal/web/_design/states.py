"""States: one icon, one word and one colour for each, the same on every screen."""

from dataclasses import dataclass
from typing import Literal

from tenants.kernel.language import Message, msg

Tone = Literal["neutral", "info", "good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class State:
    """How a state looks: an icon of the sprite, a word, and a colour that only repeats what the word says."""

    icon: str
    label: Message
    tone: Tone = "neutral"


REQUESTS = {
    "received": State("inbox", msg("Received")),
    # Journey B: the rows that stop a run carry the word "error", so that the browser's search finds them.
    "invalid": State("alert", msg("Error"), "bad"),
    "cancelled": State("alert", msg("Error: cancelled"), "bad"),
    "ready": State("check", msg("Ready"), "good"),
    "invoiced": State("file", msg("Invoiced")),
    "draft": State("pencil", msg("Draft")),
    "submitted": State("inbox", msg("Submitted"), "info"),
    "in_review": State("eye", msg("In review"), "info"),
    "needs_correction": State("pencil", msg("Needs correction"), "warn"),
    "approved": State("check", msg("Approved"), "good"),
    "withdrawn": State("minus", msg("Withdrawn")),
}
INVOICES = {
    "credit_note": State("undo", msg("Credit note")),
    "unsent": State("pause", msg("Unsent"), "warn"),
    "not_sent": State("minus", msg("Not sent")),
    "by_hand": State("file", msg("To be handed over"), "warn"),
    "open": State("clock", msg("Open"), "info"),
    "overdue": State("alert", msg("Overdue"), "warn"),
    "part_paid": State("half", msg("Partly paid"), "info"),
    "paid": State("check", msg("Paid"), "good"),
    "overpaid": State("plus", msg("Overpaid"), "warn"),
    "credited": State("undo", msg("Credited")),
    "disputed": State("question", msg("Disputed"), "warn"),
    "reminded": State("bell", msg("Reminded"), "warn"),
    "in_collection": State("hand", msg("In collection"), "bad"),
    "written_off": State("minus", msg("Written off")),
}
DELIVERIES = {
    "taken_over": State("download", msg("Taken over")),
    "taken_back": State("undo", msg("Taken back")),
    "queued": State("clock", msg("Queued")),
    "handed_over": State("send", msg("Handed over"), "info"),
    "delivered": State("check", msg("Delivered"), "good"),
    "bounced": State("undo", msg("Bounced"), "bad"),
    "rejected": State("cross", msg("Rejected"), "bad"),
    "failed": State("cross", msg("Failed"), "bad"),
    "unknown": State("question", msg("Unknown outcome"), "warn"),
}
COLLABORATIONS = {
    "proposed": State("clock", msg("Proposed"), "info"),
    "invited": State("send", msg("Invited"), "info"),
    "active": State("check", msg("Active"), "good"),
    "ending": State("clock", msg("Ending"), "warn"),
    "ended": State("minus", msg("Ended")),
    "lapsed": State("minus", msg("Lapsed")),
    "declined": State("cross", msg("Declined"), "bad"),
    "expired": State("clock", msg("Expired")),
    "suspended": State("lock", msg("Suspended"), "warn"),
}
WORK = {
    "running": State("refresh", msg("Running"), "info"),
    "finished": State("check", msg("Finished"), "good"),
    "stopped": State("pause", msg("Stopped"), "warn"),
    "set_aside": State("pause", msg("Set aside"), "warn"),
    "called_off": State("minus", msg("Called off")),
    "placed": State("check", msg("Placed"), "good"),
    "near_miss": State("question", msg("Near miss"), "warn"),
    "unplaced": State("question", msg("To be placed"), "warn"),
    "ordered": State("send", msg("Ordered"), "info"),
    "closed": State("check", msg("Closed")),
    "answered": State("chat", msg("Answered"), "good"),
}
STATES: dict[str, State] = REQUESTS | INVOICES | DELIVERIES | COLLABORATIONS | WORK


def state_of(name: str) -> State:
    """Return how a state looks.

    >>> state_of("needs_correction").tone
    'warn'

    Raises:
        KeyError: no such state; a screen never shows a bare column value.
    """
    return STATES[name]
