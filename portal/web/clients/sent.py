"""The requests that a firm has sent, as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import request, url_for

from portal.web._design import Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.states import Tone
from portal.web._design.words import Words
from portal.web.clients.badges import BADGES
from portal.web.clients.waiting import DETAILS
from tenants.collaborations.rules import Outcome
from tenants.collaborations.sent import SentFilter, SentRow, sent_count, sent_rows
from tenants.firms.queries import staff_rows
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg

COLUMNS = (
    Column(key="client", label=msg("Client"), phone="title"),
    Column(key="to", label=msg("Sent to"), sortable=False),
    Column(key="way", label=msg("Stood then as"), sortable=False, phone="hidden"),
    Column(key="asked", label=msg("Sent"), kind="day"),
    Column(key="asked_by", label=msg("Sent by"), sortable=False),
    Column(key="outcome", label=msg("What came of it"), kind="state", sortable=False),
    Column(key="answered", label=msg("Answered"), kind="day"),
    Column(key="reason", label=msg("Reason"), sortable=False),
)
WORDS: Mapping[Outcome, Message] = {
    "waiting": msg("Waits for an answer"),
    "joined": msg("Signed in, not accepted yet"),
    "expired": msg("Ran out"),
    "accepted": msg("Accepted"),
    "declined": msg("Declined"),
    "withdrawn": msg("Withdrawn"),
}
LOOKS: Mapping[Outcome, tuple[str, Tone]] = {
    "waiting": ("send", "info"),
    "joined": ("person", "info"),
    "expired": ("clock", "warn"),
    "accepted": ("check", "good"),
    "declined": ("cross", "bad"),
    "withdrawn": ("minus", "neutral"),
}
ADMIN = msg("The company's admin")


@dataclass(frozen=True, slots=True)
class SentLine:
    """A request as the table shows it."""

    id: UUID
    name: str
    url: str
    to: Words
    way: Message
    asked_at: datetime
    asked_by: str
    outcome: Message
    icon: str
    tone: Tone
    detail: Words
    answered_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class SentPage:
    """The list of requests sent."""

    firm_id: FirmId
    view: TableView
    lines: tuple[SentLine, ...]


def sent_page(firm_id: FirmId, *, now: datetime) -> SentPage:
    """Return the requests that the address asks for."""
    spec = _spec(firm_id)
    query = TableQuery.parse(spec, request.args)
    asked_by = query.answer("asked_by")
    wanted = SentFilter(
        outcome=query.answer("outcome"),
        search=query.search,
        asked_by=UUID(asked_by) if asked_by else None,
        sort=query.sort,
        descending=query.descending,
    )
    page = Page.of(query, sent_count(firm_id, wanted, now=now))
    rows = sent_rows(firm_id, wanted, offset=page.offset, at_most=page.size, now=now)
    view = TableView(spec=spec, query=query, page=page, path=request.path)
    return SentPage(firm_id, view, tuple(_line(firm_id, row) for row in rows))


def _spec(firm_id: FirmId) -> TableSpec:
    people = tuple(Choice(str(row.user_id), row.name) for row in staff_rows(firm_id))
    return TableSpec(
        name="sent",
        columns=COLUMNS,
        filters=(
            Filter(
                key="outcome",
                label=msg("What came of it"),
                choices=tuple(Choice(outcome, words) for outcome, words in WORDS.items()),
            ),
            Filter(key="asked_by", label=msg("Sent by"), choices=people),
        ),
        sort="-asked",
        search_label=msg("Client, address or person"),
    )


def _line(firm_id: FirmId, row: SentRow) -> SentLine:
    icon, tone = LOOKS[row.outcome]
    return SentLine(
        id=row.id,
        name=row.client,
        url=url_for("clients.client", firm_id=firm_id, client_id=row.client_id),
        to=row.email or ADMIN,
        way=BADGES[row.way],
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        outcome=WORDS[row.outcome],
        icon=icon,
        tone=tone,
        detail=DETAILS.get(row.mail, "") if row.outcome == "waiting" and row.mail else "",
        answered_at=row.answered_at,
        reason=row.reason,
    )
