"""The history of runs, the newest first."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.runs.queries import RunRow, run_count, run_rows
from portal.web._design import Column, Page, TableQuery, TableSpec, TableView
from portal.web.runs.words import numbers
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

RUNS = TableSpec(
    name="runs",
    columns=(
        Column(key="number", label=msg("Run number"), kind="number", sortable=False),
        Column(key="stream", label=msg("Stream"), sortable=False, phone="title"),
        Column(key="issued_on", label=msg("Invoice date"), kind="day", sortable=False),
        Column(key="issued", label=msg("Invoices"), kind="number", sortable=False),
        Column(key="numbers", label=msg("Numbers"), sortable=False),
        Column(key="left_out", label=msg("Left out"), kind="number", sortable=False),
        Column(key="by", label=msg("Started by"), sortable=False, phone="hidden"),
        Column(key="state", label=msg("State"), kind="state", sortable=False),
    ),
    searchable=False,
)
STATES = {"running": "running", "done": "finished"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRun:
    """A run in the history."""

    id: str
    name: str
    url: str
    number: int
    stream: str
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
    query = TableQuery.parse(RUNS, args)
    page = Page.of(query, run_count(workspace_id))
    path = url_for("runs.runs", workspace_id=workspace_id)
    rows = run_rows(workspace_id, offset=page.offset, limit=page.size)
    return RunsPage(
        TableView(spec=RUNS, query=query, page=page, path=path),
        tuple(_shown(workspace_id, row) for row in rows),
        url_for("requests.requests", workspace_id=workspace_id),
    )


def _shown(workspace_id: WorkspaceId, row: RunRow) -> ShownRun:
    return ShownRun(
        id=str(row.id),
        name=f"{row.number} {row.stream_name}",
        url=url_for("runs.run", workspace_id=workspace_id, run_id=row.id),
        number=row.number,
        stream=row.stream_name,
        issued_on=row.issued_on,
        issued=row.issued,
        numbers=numbers(row.first_number, row.last_number),
        left_out=row.set_aside,
        by=row.started_by_name,
        state=STATES[row.state],
    )
