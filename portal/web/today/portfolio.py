"""The list behind a number on Today: the things themselves, across clients."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.standing.queries.portfolio import PortfolioQuery, PortfolioRow, portfolio_rows
from billing.standing.queries.today import Today
from portal.web._design import Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.words import Words, say
from portal.web.channels import channel_words
from portal.web.today.asked import asked_rows
from portal.web.today.thing import ThingRow
from portal.web.today.words import KINDS, PARTS, Kind, is_same_day, kind_of, part_words, place_of, step_url
from tenants.conversations.narrowing import Reader
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioPage:
    """A list whose total equals the number that led here."""

    kind: Kind
    view: TableView
    rows: tuple[ThingRow, ...]
    order: Words


def portfolio_page(
    workspace_ids: Collection[WorkspaceId],
    today: Today,
    kind: str,
    args: MultiDict[str, str],
    *,
    reader: Reader,
    now: datetime,
) -> PortfolioPage:
    """Return the page of a kind of work.

    Raises:
        NoSuchWork: there is no such kind.
    """
    look = kind_of(kind)
    spec = _spec(today, kind)
    query = TableQuery.parse(spec, args)
    part, client = query.answer("part"), query.answer("client")
    page = Page.of(query, _total(today, kind, part, client))
    wanted = PortfolioQuery(
        kind=kind, part=part, client=UUID(client) if client else None, offset=page.offset, limit=page.size
    )
    if kind in {"approvals", "diligence"}:
        rows = _of_registers(today, wanted, now)
    elif kind == "questions":
        rows = asked_rows(workspace_ids, reader, wanted, now)
    else:
        rows = _things(workspace_ids, wanted, now)
    view = TableView(spec=spec, query=query, page=page, path=url_for("today.waiting", kind=kind))
    urgent, oldest = msg("All clients, the most urgent first."), msg("All clients, the oldest first.")
    return PortfolioPage(kind=look, view=view, rows=rows, order=urgent if kind == "desk" else oldest)


def _total(today: Today, kind: str, part: str, client: str) -> int:
    """Return how many things there are, from the same counts that Today shows."""
    works = tuple(work for work in today.works if not client or str(work.workspace_id) == client)
    return replace(today, works=works).count(kind, part or None)


def _spec(today: Today, kind: str) -> TableSpec:
    works = sorted((work for work in today.works if work.kind == kind), key=lambda work: work.client.casefold())
    clients = tuple(Choice(str(work.workspace_id), work.client, work.count) for work in works if work.workspace_id)
    narrow = tuple(Choice(part, part_words(kind, part), today.count(kind, part)) for part in PARTS.get(kind, ()))
    return TableSpec(
        name="work",
        columns=(
            Column(key="client", label=msg("Client"), sortable=False),
            Column(key="customer", label=msg("Customer"), sortable=False, phone="title"),
            Column(key="what", label=msg("What"), sortable=False),
            Column(key="total", label=msg("Total"), kind="money", sortable=False),
            Column(key="since", label=msg("Since"), kind="day", sortable=False),
            Column(key="state", label=msg("State"), kind="state", sortable=False),
        ),
        filters=(
            *((Filter(key="client", label=msg("Client"), choices=clients),) if clients else ()),
            *((Filter(key="part", label=_part_label(kind), choices=narrow),) if narrow else ()),
        ),
        searchable=False,
    )


def _part_label(kind: str) -> Words:
    return msg("Way of delivery") if kind == "unsent" else msg("State")


def _things(workspace_ids: Collection[WorkspaceId], wanted: PortfolioQuery, now: datetime) -> tuple[ThingRow, ...]:
    return tuple(_thing(row, wanted.kind, now) for row in portfolio_rows(workspace_ids, wanted, now=now))


def _thing(row: PortfolioRow, kind: str, now: datetime) -> ThingRow:
    return ThingRow(
        id=str(row.id),
        name=f"{row.client}, {row.what}",
        url=_url(row, kind),
        client=row.client,
        step_url=step_url(kind, row.workspace_id),
        customer=row.customer,
        what=row.what,
        total=row.total,
        currency=row.currency,
        since=row.since,
        is_today=is_same_day(row.since, now),
        state=row.state,
        channel=channel_words(row.channel) or "",
        problem=part_words(kind, row.part) if row.part else row.problems[0] if row.problems else "",
    )


def _url(row: PortfolioRow, kind: str) -> str:
    at: dict[str, Any] = {"workspace_id": row.workspace_id}
    if kind == "desk":
        return url_for("desk.review", **at, written_id=row.id)
    if kind in {"ready", "invalid", "cancelled"}:
        return url_for("requests.billing_request", **at, request_id=row.id)
    return url_for("invoices.invoice", **at, invoice_id=row.id)


def _of_registers(today: Today, wanted: PortfolioQuery, now: datetime) -> tuple[ThingRow, ...]:
    """Return the clients that were invited, or whose due diligence is to be done; each is one thing."""
    kind, part = wanted.kind, wanted.part
    works = [work for work in today.works if work.kind == kind and (not part or (part, 1) in work.parts)]
    return tuple(
        ThingRow(
            id=str(work.client_id),
            name=work.client,
            url=place_of(work),
            client=work.client,
            step_url=place_of(work),
            customer="",
            what=say(KINDS[kind].label) if kind == "diligence" else "",
            total=None,
            currency="EUR",
            since=work.oldest,
            is_today=is_same_day(work.oldest, now),
            state="invited" if kind == "approvals" else "diligence",
            channel=part_words(kind, work.parts[0][0]) if work.parts else "",
            problem="",
        )
        for work in works[wanted.offset : wanted.offset + wanted.limit]
    )
