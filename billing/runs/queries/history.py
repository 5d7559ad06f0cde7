"""The runs of a workspace, and one of them with what it did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, select

from billing.invoices.models import Invoice
from billing.runs.models import InvoiceRun, RunItem
from billing.runs.queries.outcome import SetAsideRow, accounts_of, claims_of, set_aside_rows, totals_of
from billing.runs.queries.progress import NoSuchRun, RunKind, RunState
from billing.runs.rules.rehearsed import Rehearsed
from billing.runs.rules.totals import AccountTotal, ClaimTotal, CurrencyTotal, RateTotal, currency_totals
from billing.streams.models import Stream
from tenants.kernel.db import confined, db
from tenants.kernel.ids import FileId, RunId, StreamId, UserId, WorkspaceId
from tenants.users.models import User

# By run and state: requests, and the invoices that these are.
Counts = Mapping[tuple[Any, str], tuple[int, int]]
IS_OF_MANY = InvoiceRun.written_by.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run in the history; the numbers are the lowest and the highest it gave, empty while it has given none.

    `issued` counts invoices; `chosen`, `billed` and `set_aside` requests, of which an invoice may hold several.
    """

    id: RunId
    number: int
    stream_id: StreamId
    stream_name: str
    state: RunState
    issued_on: date
    started_by: UserId
    started_by_name: str
    started_at: datetime
    finished_at: datetime | None
    chosen: int
    issued: int
    billed: int
    set_aside: int
    first_number: str
    last_number: str
    summary_file_id: FileId | None
    kind: RunKind = "requests"
    due_on: date | None = None
    rehearsed: Rehearsed | None = None


@dataclass(frozen=True, slots=True)
class RunFacts:
    """One run: what the history says of it, its totals, what it set aside, and what of it Skatteverket is to pay.

    `accounts` are its sales by account of the bookkeeping, nothing where no article says one.
    """

    row: RunRow
    totals: tuple[RateTotal, ...]
    sums: tuple[CurrencyTotal, ...]
    set_aside: tuple[SetAsideRow, ...]
    claims: tuple[ClaimTotal, ...] = ()
    accounts: tuple[AccountTotal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunQuery:
    """What a reader asked the history for: a stream, a kind, and between which invoice dates, both counting."""

    stream_id: StreamId | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None


ALL = RunQuery()


def run_rows(
    workspace_id: WorkspaceId, wanted: RunQuery = ALL, *, offset: int = 0, limit: int = 50
) -> tuple[RunRow, ...]:
    """Return a workspace's runs, the newest first; what the desk sent on one by one isn't among them."""
    found = _runs(workspace_id).where(IS_OF_MANY, *_asked(wanted)).order_by(InvoiceRun.number.desc())
    return _rows(workspace_id, db.session.execute(found.offset(offset).limit(limit)).all())


def run_count(workspace_id: WorkspaceId, wanted: RunQuery = ALL) -> int:
    """Return how many runs a query finds, all pages together."""
    ours = (InvoiceRun.workspace_id == workspace_id, IS_OF_MANY, *_asked(wanted))
    return db.session.scalar(select(func.count()).select_from(InvoiceRun).where(*ours)) or 0


def _asked(wanted: RunQuery) -> Iterator[ColumnElement[bool]]:
    yield confined(InvoiceRun.written_by)
    if wanted.stream_id is not None:
        yield InvoiceRun.stream_id == wanted.stream_id
    if wanted.kind:
        yield InvoiceRun.kind == wanted.kind
    if wanted.since is not None:
        yield InvoiceRun.issued_on >= wanted.since
    if wanted.until is not None:
        yield InvoiceRun.issued_on <= wanted.until


def get_run(workspace_id: WorkspaceId, run_id: RunId, *, summed: bool = True) -> RunFacts:
    """Return a run with its totals by VAT rate and currency, and what it set aside.

    Not `summed`, it has no totals, which are read from the content of every invoice: for who shows none yet.

    Raises:
        NoSuchRun: the workspace has none by that id.
    """
    found = db.session.execute(_runs(workspace_id).where(InvoiceRun.id == run_id)).all()
    if not found:
        raise NoSuchRun(run_id)
    (row,) = _rows(workspace_id, found)
    totals = totals_of(workspace_id, run_id) if summed else ()
    set_aside = set_aside_rows(workspace_id, run_id) if row.set_aside else ()
    claims = claims_of(workspace_id, run_id) if summed else ()
    accounts = accounts_of(workspace_id, run_id) if summed else ()
    return RunFacts(row, totals, currency_totals(totals), set_aside, claims, accounts)


def _runs(workspace_id: WorkspaceId) -> Select[Any]:
    stream = select(Stream.name).where(Stream.workspace_id == workspace_id, Stream.id == InvoiceRun.stream_id)
    person = select(User.name).where(User.id == InvoiceRun.started_by)
    return (
        select(InvoiceRun, stream.scalar_subquery(), person.scalar_subquery())
        .where(InvoiceRun.workspace_id == workspace_id, confined(InvoiceRun.written_by))
        .execution_options(populate_existing=True)
    )


def _rows(workspace_id: WorkspaceId, found: Sequence[Any]) -> tuple[RunRow, ...]:
    runs = [run.id for run, _, _ in found]
    counts = _counts(workspace_id, runs)
    numbers = _numbers(workspace_id, runs)
    return tuple(_row(run, (stream, person), counts, numbers.get(run.id, ("", ""))) for run, stream, person in found)


def _counts(workspace_id: WorkspaceId, runs: Sequence[Any]) -> Counts:
    """Return how many requests of each run are in each state, and how many invoices they are."""
    rows = db.session.execute(
        select(RunItem.run_id, RunItem.state, func.count(), func.count(RunItem.invoice_id.distinct()))
        .where(RunItem.workspace_id == workspace_id, RunItem.run_id.in_(runs))
        .group_by(RunItem.run_id, RunItem.state)
    )
    return {(run_id, state): (requests, invoices) for run_id, state, requests, invoices in rows}


def _numbers(workspace_id: WorkspaceId, runs: Sequence[Any]) -> dict[Any, tuple[str, str]]:
    """Return the lowest and highest printed number of each run; all of a series have one length."""
    rows = db.session.execute(
        select(Invoice.run_id, func.min(Invoice.number), func.max(Invoice.number))
        .where(Invoice.workspace_id == workspace_id, Invoice.run_id.in_(runs))
        .group_by(Invoice.run_id)
    )
    return {run_id: (first, last) for run_id, first, last in rows}


def _row(run: InvoiceRun, names: tuple[str, str], counts: Counts, numbers: tuple[str, str]) -> RunRow:
    billed, issued = counts.get((run.id, "issued"), (0, 0))
    return RunRow(
        id=RunId(run.id),
        number=run.number,
        stream_id=StreamId(run.stream_id),
        stream_name=names[0],
        state=cast("RunState", run.state),
        issued_on=run.issued_on,
        started_by=UserId(run.started_by),
        started_by_name=names[1],
        started_at=run.started_at,
        finished_at=run.finished_at,
        chosen=run.chosen,
        issued=issued,
        billed=billed,
        set_aside=counts.get((run.id, "set_aside"), (0, 0))[0],
        first_number=numbers[0],
        last_number=numbers[1],
        summary_file_id=FileId(run.summary_file_id) if run.summary_file_id else None,
        kind=cast("RunKind", run.kind),
        due_on=run.due_on,
        rehearsed=Rehearsed.of(run.rehearsed) if run.rehearsed else None,
    )
