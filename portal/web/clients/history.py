"""What happened with a client, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.web._design import TimelineEntry
from portal.web._design.states import Tone
from tenants.collaborations.client_page import ClientPage
from tenants.kernel.journal import JournalRow
from tenants.kernel.language import Message, msg
from tenants.plans.rules import plan_name

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """How an act is told: its sentence, made of what the journal kept, its icon and colour."""

    sentence: Callable[[Values], Message]
    icon: str = "dot"
    tone: Tone = "neutral"


def _invited(after: Values) -> Message:
    return msg("Collaboration started with the plan %(plan)s", plan=plan_name(after.get("variant")))


def _responsible(after: Values) -> Message:
    name = after.get("name", "")
    return msg("Responsible: %(name)s", name=name) if name else msg("Nobody is responsible any more")


def _failed(after: Values) -> Message:
    return msg(
        "The mail to %(email)s couldn't be delivered: %(reason)s",
        email=after.get("email", ""),
        reason=after.get("reason", ""),
    )


LOOKS: Mapping[str, Look] = {
    "client_added": Look(lambda _: msg("Put on the register"), "plus"),
    "contact_changed": Look(lambda _: msg("Contact details changed"), "pencil"),
    "engagement_added": Look(lambda after: msg("Engagement %(name)s created", name=after.get("name", "")), "file"),
    "client_invited": Look(_invited, "right", "info"),
    "invitation_sent": Look(
        lambda after: msg("Invitation sent to %(email)s", email=after.get("email", "")), "mail", "info"
    ),
    "invitation_failed": Look(_failed, "alert", "bad"),
    "invitation_unknown": Look(
        lambda after: msg("It isn't known whether the mail to %(email)s arrived", email=after.get("email", "")),
        "question",
        "warn",
    ),
    "invitation_resent": Look(
        lambda after: msg("Invitation to be sent again, to %(email)s", email=after.get("email", "")), "refresh"
    ),
    "invitation_accepted": Look(lambda _: msg("The client's admin signed in by the invitation"), "person", "info"),
    "contact_added": Look(lambda after: msg("Contact %(name)s added", name=after.get("name", "")), "person"),
    "contact_removed": Look(lambda _: msg("A contact was removed"), "minus"),
    "responsible_changed": Look(_responsible, "person"),
    "engagement_changed": Look(lambda after: msg("Engagement %(name)s changed", name=after.get("name", "")), "pencil"),
    "company_asked": Look(lambda _: msg("Collaboration started: the company's admin is asked"), "right", "info"),
    "request_sent": Look(lambda _: msg("Request sent to the company's admin"), "mail", "info"),
    "request_failed": Look(lambda _: msg("The mail to the company's admin couldn't be delivered"), "alert", "bad"),
    "request_unknown": Look(
        lambda _: msg("It isn't known whether the mail to the company's admin arrived"), "question", "warn"
    ),
    "request_resent": Look(lambda _: msg("The company's admin is to be reminded"), "refresh"),
    "request_withdrawn": Look(lambda _: msg("The request was withdrawn"), "minus"),
    "collaboration_accepted": Look(lambda _: msg("The terms and the agreement were accepted"), "check", "good"),
    "collaboration_end_asked": Look(
        lambda after: msg("The collaboration is to end on %(day)s", day=after.get("ends_on", "")), "clock", "warn"
    ),
    "collaboration_end_called_off": Look(lambda _: msg("The end of the collaboration was called off"), "undo"),
    "collaboration_ended": Look(lambda _: msg("The collaboration ended"), "minus"),
}


def timeline(page: ClientPage) -> tuple[TimelineEntry, ...]:
    """Return what happened with a client, oldest first, and what comes next."""
    entries = tuple(_entry(row) for row in page.history if row.act in LOOKS)
    return (*entries, _next(page)) if page.collaboration and page.collaboration.is_waiting else entries


def _entry(row: JournalRow) -> TimelineEntry:
    look = LOOKS[row.act]
    return TimelineEntry(text=look.sentence(row.after or {}), at=row.at, who=row.who, icon=look.icon, tone=look.tone)


def _next(page: ClientPage) -> TimelineEntry:
    if page.invitation and page.invitation.used_at:
        return TimelineEntry(text=msg("The client's admin reads and accepts the terms"), icon="clock")
    return TimelineEntry(text=msg("The client's admin opens the link in the mail"), icon="clock")
