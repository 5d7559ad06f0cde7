"""The words for each kind of work, and where its next step is done."""

from dataclasses import dataclass
from datetime import datetime

from flask import g, url_for

from billing.standing.queries.today import Work
from portal.web._design.states import STATES, Tone
from portal.web._design.words import Words
from portal.web.channels import CHANNELS, channel_words
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import NotFound


class NoSuchWork(NotFound):
    """There is no such kind of work."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its words on a card and in the list, how it looks, and what to do about it."""

    label: Words
    icon: str
    tone: Tone
    step: Words
    empty: Words


KINDS: dict[str, Kind] = {
    "ready": Kind(msg("To run"), "inbox", "info", msg("Run"), msg("No billing requests wait for a run.")),
    "invalid": Kind(msg("With errors"), "alert", "bad", msg("Fix"), msg("No billing request has an error.")),
    "cancelled": Kind(
        msg("Cancelled"), "alert", "warn", msg("Dismiss"), msg("No cancelled billing request waits to be dismissed.")
    ),
    "desk": Kind(
        msg("At the service desk"),
        "inbox",
        "warn",
        msg("Check"),
        msg("Nothing that clients submitted waits for a check."),
    ),
    "unsent": Kind(msg("To send"), "send", "info", msg("Send"), msg("Everything that was issued has been sent.")),
    "attention": Kind(
        msg("Needs attention"), "alert", "bad", msg("Look"), msg("Everything that was sent is on its way or there.")
    ),
    "approvals": Kind(
        msg("Approvals waiting"), "clock", "info", msg("See"), msg("No client has an invitation to answer.")
    ),
    "questions": Kind(msg("Questions"), "chat", "warn", msg("Read"), msg("No question waits for the firm.")),
    "diligence": Kind(
        msg("Due diligence"), "eye", "warn", msg("Record it"), msg("The due diligence of every client is in force.")
    ),
}
PARTS = {
    "unsent": tuple(CHANNELS),
    "desk": ("late", "last_check", "today", "later"),
    "attention": ("bounced", "rejected", "failed", "unknown"),
    "questions": ("asked", "answered", "overdue"),
    "diligence": ("missing", "overdue", "due"),
}
# The parts that are no state of anything else.
WHY: dict[tuple[str, str], Words] = {
    ("desk", "late"): msg("Late"),
    ("desk", "last_check"): msg("Last check"),
    ("desk", "today"): msg("Due out today"),
    ("desk", "later"): msg("Due out later"),
    ("questions", "asked"): msg("Clients ask"),
    ("questions", "answered"): msg("Clients answered"),
    ("questions", "overdue"): msg("Answers late"),
    ("diligence", "missing"): msg("Missing"),
    ("diligence", "overdue"): msg("Out of date"),
    ("diligence", "due"): msg("Due in 30 days"),
}


def kind_of(name: str) -> Kind:
    """Return a kind of work.

    Raises:
        NoSuchWork: there is none by that name.
    """
    if name not in KINDS:
        raise NoSuchWork(name)
    return KINDS[name]


def part_words(kind: str, part: str) -> Words:
    """Return the words of a part of a kind: a channel, an urgency, why a question waits, or a delivery's state."""
    return WHY.get((kind, part)) or channel_words(part) or STATES[part].label


def is_same_day(moment: datetime, now: datetime) -> bool:
    """Say whether a moment is of the reader's day, so that its time of day says enough."""
    country = g.get("country", "FI")
    return local_day(moment, country) == local_day(now, country)


def place_of(work: Work) -> str:
    """Return the page at the client where a kind of work is done."""
    if work.kind == "diligence":
        return url_for("diligence.diligence", firm_id=work.firm_id, client_id=work.client_id)
    if work.workspace_id is None:
        return url_for("clients.client", firm_id=work.firm_id, client_id=work.client_id)
    return step_url(work.kind, work.workspace_id)


def step_url(kind: str, workspace_id: WorkspaceId) -> str:
    """Return the page of a workspace where a kind of work is done."""
    if kind == "unsent":
        return url_for("sending.sending", workspace_id=workspace_id)
    if kind == "desk":
        return url_for("desk.of_client", workspace_id=workspace_id)
    if kind == "questions":
        return url_for("questions.questions", workspace_id=workspace_id, state="waiting")
    if kind == "attention":
        return url_for("sending.attention", workspace_id=workspace_id)
    return url_for("requests.requests", workspace_id=workspace_id, state=kind)
