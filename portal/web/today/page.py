"""The page of everything that waits: figures, and a row for each kind of work at each client."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.standing.queries.today import Today, Work
from portal.web._design import (
    Card,
    Choice,
    Column,
    Figure,
    Filter,
    Link,
    Notice,
    Page,
    TableQuery,
    TableSpec,
    TableView,
)
from portal.web._design.states import STATES, Tone
from portal.web._design.words import Words, say
from portal.web.channels import CHANNELS
from portal.web.today.words import KINDS, PARTS, Kind, is_same_day, part_words, place_of
from tenants.kernel.language import msg


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A kind of work at one client."""

    id: str
    name: str
    url: str
    kind: Kind
    client: str
    count: int
    oldest: datetime
    is_today: bool
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """What waits across all clients."""

    notice: Notice | None
    cards: tuple[Card, ...]
    view: TableView
    rows: tuple[WorkRow, ...]
    now: datetime
    has_clients: bool
    clients_url: str


def today_page(
    today: Today, args: MultiDict[str, str], *, me: str, clients: int, clients_url: str, now: datetime
) -> TodayPage:
    """Return the page; `me` is the reader's name, whose own work can be asked for alone."""
    spec = spec_of(today, me)
    query = TableQuery.parse(spec, args)
    works = ordered(narrowed(today.works, query, me), query)
    page = Page.of(query, len(works))
    shown = works[page.offset : page.last] if works else []
    return TodayPage(
        notice=_last_check(today),
        cards=cards_of(today),
        view=TableView(spec=spec, query=query, page=page, path=url_for("today.today")),
        rows=tuple(_row(work, me, now) for work in shown),
        now=now,
        has_clients=clients > 0,
        clients_url=clients_url,
    )


def _last_check(today: Today) -> Notice | None:
    """Return the row that stays on top from the cut-off until nothing at the desks is due out any more."""
    late, last = today.count("desk", "late"), today.count("desk", "last_check")
    if not late + last:
        return None
    text = msg("Last check: invoices that still have to go out today or are late: %(count)s.", count=late + last)
    return Notice("bad" if late else "warn", text, (Link(msg("Show them"), url_for("desk.desk")),))


def spec_of(today: Today, me: str) -> TableSpec:
    """Return what the list can be asked, with counts of things, not of rows."""
    owners = sorted({name for work in today.works for name in work.owners} - {me})
    mine = sum(work.count for work in today.works if me in work.owners)
    kinds = tuple(Choice(name, kind.label, today.count(name)) for name, kind in KINDS.items() if today.count(name))
    return TableSpec(
        name="today",
        columns=(
            Column(key="what", label=msg("What"), kind="state"),
            Column(key="client", label=msg("Client"), phone="title"),
            Column(key="count", label=msg("Count"), kind="number"),
            Column(key="oldest", label=msg("Oldest")),
            Column(key="owner", label=msg("Responsible")),
            Column(key="step", label=msg("Next step"), sortable=False),
        ),
        filters=(
            Filter(key="what", label=msg("What"), choices=kinds),
            Filter(
                key="owner",
                label=msg("Responsible"),
                choices=(Choice("me", msg("Mine"), mine), *(Choice(name, name) for name in owners)),
            ),
        ),
        sort="oldest",
        search_label=msg("Client"),
    )


def narrowed(works: Sequence[Work], query: TableQuery, me: str) -> list[Work]:
    """Return the work that a reader asked for."""
    owner = me if query.answer("owner") == "me" else query.answer("owner")
    return [
        work
        for work in works
        if (not query.answer("what") or work.kind == query.answer("what"))
        and (not owner or owner in work.owners)
        and query.search.casefold() in work.client.casefold()
    ]


def ordered(works: list[Work], query: TableQuery) -> list[Work]:
    """Return work in the order asked for; what has waited longest comes first unless asked otherwise."""
    keys: dict[str, Any] = {
        "what": lambda work: list(KINDS).index(work.kind),
        "client": lambda work: work.client.casefold(),
        "count": lambda work: work.count,
        "owner": lambda work: (not work.owners, work.owners),
    }
    key = keys.get(query.sort, lambda work: work.oldest)
    return sorted(works, key=key, reverse=query.descending)


def cards_of(today: Today) -> tuple[Card, ...]:
    """Return the figures; each is a link to exactly the list that it counts."""
    return (
        Card(_figure(today, "ready"), (_figure(today, "invalid"), _figure(today, "cancelled"))),
        Card(_figure(today, "desk"), tuple(_desk(today))),
        Card(_figure(today, "unsent"), tuple(_part(today, "unsent", name, label) for name, label in CHANNELS.items())),
        Card(
            _figure(today, "attention"),
            tuple(
                _part(today, "attention", name, STATES[name].label)
                for name in PARTS["attention"]
                if today.count("attention", name) or name == "unknown"
            ),
        ),
        Card(_figure(today, "questions"), _whys(today, "questions")),
        Card(_figure(today, "approvals")),
        Card(_figure(today, "diligence"), _whys(today, "diligence")),
    )


def _figure(today: Today, kind: str) -> Figure:
    count, look = today.count(kind), KINDS[kind]
    tone = look.tone if count and look.tone in {"bad", "warn"} else "neutral"
    return Figure(look.label, count, url_for("today.waiting", kind=kind), tone)


def _desk(today: Today) -> Iterator[Figure]:
    """Yield what at the desk is due out: the late ones stand out, and none of them is worth to be seen too."""
    tones: dict[str, Tone] = {"late": "bad", "last_check": "warn"}
    for name in PARTS["desk"]:
        if today.count("desk", name) or name in {"late", "today"}:
            yield replace(_part(today, "desk", name, part_words("desk", name)), tone=tones.get(name, "neutral"))


def _whys(today: Today, kind: str) -> tuple[Figure, ...]:
    return tuple(_part(today, kind, part, part_words(kind, part)) for part in PARTS[kind] if today.count(kind, part))


def _part(today: Today, kind: str, part: str, label: Words) -> Figure:
    return Figure(label, today.count(kind, part), url_for("today.waiting", kind=kind, part=part))


def _row(work: Work, me: str, now: datetime) -> WorkRow:
    look = KINDS[work.kind]
    return WorkRow(
        id=f"{work.kind}-{work.workspace_id or work.client_id}",
        name=f"{say(look.label)}, {work.client}",
        url=place_of(work),
        kind=look,
        client=work.client,
        count=work.count,
        oldest=work.oldest,
        is_today=is_same_day(work.oldest, now),
        owner=say(msg("me")) if me in work.owners else ", ".join(work.owners),
    )
