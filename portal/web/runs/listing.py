"""The history of runs, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.runs.queries import RunQuery, RunRow, run_count, run_rows
from billing.streams.queries import StreamFacts, stream_rows
from portal.web._design import Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web.runs.words import numbers
from tenants.kernel.ids import StreamId, WorkspaceId
from tenants.kernel.language import Message, msg

RUNS = TableSpec(
    name="runs",
    columns=(
        Column(key="number", label=msg("Run number"), kind="number", sortable=False),
        Column(key="stream", label=msg("Stream"), sortable=False, phone="title"),
        Column(key="kind", label=msg("Kind"), sortable=False),
        Column(key="issued_on", label=msg("Invoice date"), kind="day", sortable=False),
        Column(key="issued", label=msg("Invoices and credit notes"), kind="number", sortable=False),
        Column(key="numbers", label=msg("Numbers"), sortable=False),
        Column(key="left_out", label=msg("Left out"), kind="number", sortable=False),
        Column(key="by", label=msg("Started by"), sortable=False, phone="hidden"),
        Column(key="state", label=msg("State"), kind="state", sortable=False),
    ),
    searchable=False,
)
KINDS = {"requests": msg("Billing requests"), "credit": msg("Credit note"), "undo": msg("Undoing of a run")}
STATES = {"running": "running", "done": "finished"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRun:
    """A run in the history."""

    id: str
    name: str
    url: str
    number: int
    stream: str
    kind: Message
    issued_on: date
    issued: int
    numbers: str
    left_out: int
    by: str
    state: str


@dataclass(frozen=True, slots=True)
class RunsPage:
    """The history as a reader sees it, and where requests to run are."""

    view: TableView
    rows: tuple[ShownRun, ...]
    requests_url: str


def runs_page(workspace_id: WorkspaceId, args: MultiDict[str, str]) -> RunsPage:
    """Return the page of the history that an address asks for."""
    spec = replace(RUNS, filters=_filters(stream_rows(workspace_id)))
    query = TableQuery.parse(spec, args)
    wanted = _asked(query)
    page = Page.of(query, run_count(workspace_id, wanted))
    path = url_for("runs.runs", workspace_id=workspace_id)
    rows = run_rows(workspace_id, wanted, offset=page.offset, limit=page.size)
    return RunsPage(
        TableView(spec=spec, query=query, page=page, path=path),
        tuple(_shown(workspace_id, row) for row in rows),
        url_for("requests.requests", workspace_id=workspace_id),
    )


def _filters(streams: Iterable[StreamFacts]) -> tuple[Filter, ...]:
    return (
        Filter(
            key="stream", label=msg("Stream"), choices=tuple(Choice(str(stream.id), stream.name) for stream in streams)
        ),
        Filter(key="kind", label=msg("Kind"), choices=tuple(Choice(kind, label) for kind, label in KINDS.items())),
        Filter(key="from", label=msg("Issued from"), kind="day"),
        Filter(key="until", label=msg("Issued until"), kind="day"),
    )


def _asked(query: TableQuery) -> RunQuery:
    stream = query.answer("stream")
    return RunQuery(
        stream_id=StreamId(UUID(stream)) if stream else None,
        kind=query.answer("kind"),
        since=query.day("from"),
        until=query.day("until"),
    )


def _shown(workspace_id: WorkspaceId, row: RunRow) -> ShownRun:
    return ShownRun(
        id=str(row.id),
        name=f"{row.number} {row.stream_name}",
        url=url_for("runs.run", workspace_id=workspace_id, run_id=row.id),
        number=row.number,
        stream=row.stream_name,
        kind=KINDS[row.kind],
        issued_on=row.issued_on,
        issued=row.issued,
        numbers=numbers(row.first_number, row.last_number),
        left_out=row.set_aside,
        by=row.started_by_name,
        state=STATES[row.state],
    )
