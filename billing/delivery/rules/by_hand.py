"""What may be printed here and handed over by a person, and why the rest may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tenants.kernel.language import Message, msg

Hindrance = Literal["taken_over", "withheld", "einvoice_only", "done", "on_its_way", "no_document", "other_way"]
REASONS: Mapping[Hindrance, Message] = {
    "taken_over": msg("It was taken over from an earlier program, which has its document."),
    "withheld": msg("It is marked as not sent: it is credited in full and never leaves the house."),
    "einvoice_only": msg("A public body takes e-invoices only."),
    "done": msg("It has gone out already."),
    "on_its_way": msg("It is on its way already; wait for the outcome."),
    "no_document": msg("Its document hasn't been made yet."),
    "other_way": msg("It goes another way. To print it all the same, do so on its own page."),
}
GONE = frozenset({"handed_over", "delivered"})
# The newest delivery stands so: it has gone out, or is about to.
SENT = GONE | {"queued"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What decides whether an invoice goes out on paper: `newest` is the state of its newest delivery, if any.

    `is_allowed` says whether its receiver takes paper at all, `is_wanted` whether its way is to be printed here.
    """

    is_taken_over: bool
    is_withheld: bool
    is_allowed: bool
    is_wanted: bool
    is_made: bool
    newest: str | None


def hindrance(paper: Paper, *, any_way: bool) -> Hindrance | None:
    """Return why an invoice can't be printed here and handed over, or None where it can.

    One that came back or got lost can; `any_way`, also one that would go another way, since a person chose it.
    """
    found: tuple[tuple[Hindrance, bool], ...] = (
        ("taken_over", paper.is_taken_over),
        ("withheld", paper.is_withheld),
        ("einvoice_only", not paper.is_allowed),
        ("done", paper.newest in GONE),
        ("on_its_way", paper.newest == "queued"),
        ("no_document", not paper.is_made),
        ("other_way", not (any_way or paper.is_wanted)),
    )
    return next((name for name, is_so in found if is_so), None)
