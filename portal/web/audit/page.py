"""The trail as a list: what it can be asked, and its rows."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.standing.queries.trail import TrailQuery, TrailRow, acts_done, people_in, trail_count, trail_rows
from billing.streams.queries import company_currency
from portal.web._design import Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.filters import day, money
from portal.web._design.states import STATES
from portal.web._design.words import say
from portal.web.audit.acts import act_words, value_name
from portal.web.channels import CHANNELS
from tenants.kernel.language import Message, msg
from tenants.kernel.money import from_minor
from tenants.workspaces.queries import WorkspaceFacts

COLUMNS = (
    Column(key="at", label=msg("When"), kind="day"),
    Column(key="who", label=msg("Who"), sortable=False),
    Column(key="what", label=msg("What"), sortable=False, phone="title"),
    Column(key="values", label=msg("Before and after"), sortable=False),
)
# Amounts of the company's own settings, kept in minor units of its currency.
AMOUNTS = frozenset({"least_minor"})
# Ids and the like say nothing to a reader; the full entry stays in the journal.
HIDDEN = ("_id", "_minor", "sha256", "fingerprint", "chunk")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
LONGEST = 120
WORDS = {name: state.label for name, state in STATES.items()} | dict(CHANNELS)
PAGES = {
    "customer": ("customers.card", "customer_id"),
    "article": ("articles.card", "article_id"),
    "run": ("runs.run", "run_id"),
    "invoice": ("invoices.invoice", "invoice_id"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value: what it is called, what it was, what it is."""

    name: Message
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One act as a reader sees it; `on_behalf_of` is the company where a firm's people acted."""

    id: str
    name: str
    at: datetime
    who: str
    firm: str
    on_behalf_of: str
    what: Message
    url: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The trail as a reader asked for it."""

    view: TableView
    rows: tuple[ActRow, ...]
    numbers_url: str


def audit_page(workspace: WorkspaceFacts, args: MultiDict[str, str]) -> AuditPage:
    """Return the page of the trail that an address asks for."""
    spec = _spec(workspace, args)
    query = TableQuery.parse(spec, args)
    about = query.answer("about")
    wanted = TrailQuery(
        act=query.answer("act"),
        who=query.answer("who"),
        about_id=UUID(about) if about else None,
        since=query.day("since"),
        until=query.day("until"),
        country=workspace.country,
        descending=query.descending,
    )
    page = Page.of(query, trail_count(workspace.id, wanted))
    found = trail_rows(workspace.id, replace(wanted, offset=page.offset, limit=page.size))
    view = TableView(spec=spec, query=query, page=page, path=url_for("audit.audit", workspace_id=workspace.id))
    numbers_url = url_for("audit.numbers", workspace_id=workspace.id)
    return AuditPage(view, tuple(_row(workspace, row) for row in found), numbers_url)


def _spec(workspace: WorkspaceFacts, args: MultiDict[str, str]) -> TableSpec:
    acts = sorted((say(act_words(act)), act, count) for act, count in acts_done(workspace.id).items())
    return TableSpec(
        name="audit",
        columns=COLUMNS,
        filters=(
            Filter(
                key="act", label=msg("What"), choices=tuple(Choice(act, words, count) for words, act, count in acts)
            ),
            Filter(key="who", label=msg("Who"), choices=tuple(Choice(name, name) for name in people_in(workspace.id))),
            Filter(key="since", label=msg("From"), kind="day"),
            Filter(key="until", label=msg("Until"), kind="day"),
            *_about(args.get("about", "")),
        ),
        sort="-at",
        searchable=False,
    )


def _about(asked: str) -> Iterator[Filter]:
    """Yield the filter for one thing, only where the address names one."""
    try:
        UUID(asked)
    except ValueError:
        return
    yield Filter(key="about", label=msg("About"), choices=(Choice(asked, msg("the one chosen")),))


def _row(workspace: WorkspaceFacts, row: TrailRow) -> ActRow:
    what = act_words(row.act)
    return ActRow(
        id=str(row.id),
        name=say(what),
        at=row.at,
        who=row.who,
        firm=row.firm,
        on_behalf_of=workspace.name if row.firm else "",
        what=what,
        url=_url(workspace, row),
        changes=tuple(_changes(row, workspace)),
    )


def _changes(row: TrailRow, workspace: WorkspaceFacts) -> Iterator[Change]:
    for name in dict.fromkeys([*row.before, *row.after]):
        values = (row.before.get(name), row.after.get(name))
        if name in AMOUNTS:
            currency = company_currency(workspace.id)
            before, after = (_amount(value, currency) for value in values)
        else:
            before, after = map(_text, values)
        if (name in AMOUNTS or not name.endswith(HIDDEN)) and (before or after):
            yield Change(value_name(name), before, after)


def _amount(minor: object, currency: str) -> str:
    return money(from_minor(minor, currency), currency) if isinstance(minor, int) else ""


def _text(value: object) -> str:
    """Return a value as it can be read: a tick as a sign, states, ways and days in words; long ones are cut."""
    if isinstance(value, bool):
        return "✓" if value else "–"
    text = "" if value is None else str(value)
    if text in WORDS:
        return say(WORDS[text])
    if CODE.fullmatch(text):
        return text.replace("_", " ")
    return _day(text) or (text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def _day(text: str) -> str:
    """Return a day as the reader writes it, empty where the text is none."""
    with suppress(ValueError):
        return day(date.fromisoformat(text)) if len(text) == len("2026-11-23") else ""
    return ""


def _url(workspace: WorkspaceFacts, row: TrailRow) -> str:
    """Return the page of the thing that an act was about, empty where it has none."""
    if row.about_id is None or row.about_kind not in PAGES:
        return ""
    endpoint, name = PAGES[row.about_kind]
    names: dict[str, Any] = {"workspace_id": workspace.id, name: row.about_id}
    return url_for(endpoint, **names)
