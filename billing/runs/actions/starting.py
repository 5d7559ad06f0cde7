"""Starting a run: the requests are taken, and a task is asked for per chunk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ARRAY, Uuid, any_, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import ColumnElement

from billing.requests.models import BillingRequest
from billing.runs.models import InvoiceRun, RunItem
from billing.runs.queries.candidates import fingerprint as fingerprint_of
from billing.runs.queries.changes import changes_since
from billing.runs.queries.chunks import billed_together
from billing.runs.queries.credits import is_credit_only
from billing.runs.queries.dating import refuse_wrong_days
from billing.runs.rules.chunking import chunked
from billing.runs.rules.rehearsed import Rehearsed
from billing.seller.queries import get_seller
from billing.streams.queries import find_series_of, get_stream, is_beyond_first
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.bulk import add_rows
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, RunId, StreamId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Forbidden, NotFound
from tenants.plans.capabilities import Capability
from tenants.users.models import User

# A chunk is one transaction and then one worker's drawing: small runs are split so that several workers draw at once,
# but not into crumbs, for each drawing starts a checker of e-invoices.
CHUNK, SMALLEST, PARTS = 200, 25, 4


class NothingToRun(Conflict):
    """None of the chosen requests is ready to be invoiced."""


class StreamClosed(Conflict):
    """The stream is switched off."""


class RehearsalChanged(Conflict):
    """Something has been changed since the preview. Look at it again, then run."""

    def __init__(self, stream_id: StreamId, changes: Iterable[Message] = ()) -> None:
        """Keep what has been changed, so that a screen can say it."""
        super().__init__(stream_id)
        self.changes = tuple(changes)


class RequestsTaken(Conflict):
    """Run %(number)s has %(count)s of these requests already; %(who)s started it."""

    def __init__(self, run_id: RunId, *, number: int, count: int, who: str) -> None:
        """Keep which run has them, so that a screen can lead there."""
        super().__init__(run_id, number=number, count=count, who=who)
        self.run_id = run_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a run is wanted: its invoice date, a due day for all its invoices or None, and what its preview showed.

    `written_by` is who wrote the one invoice that the desk sends on by it; their own series, if any, numbers it.
    """

    issued_on: date
    due_on: date | None = None
    fingerprint: str | None = None
    rehearsed: Rehearsed | None = None
    written_by: UserId | None = None


def start_run(
    actor: Actor,
    workspace_id: WorkspaceId,
    stream_id: StreamId,
    request_ids: Sequence[RequestId],
    *,
    issued_on: date,
    fingerprint: str | None,
    now: datetime,
) -> RunId:
    """Start a run of requests, in the order given; `fingerprint` is its rehearsal's, None where there was none.

    Raises:
        Conflict: as `begin_run`.
    """
    wish = Wish(issued_on=issued_on, fingerprint=fingerprint)
    return begin_run(actor, workspace_id, stream_id, request_ids, wish, now=now)


def begin_run(
    actor: Actor,
    workspace_id: WorkspaceId,
    stream_id: StreamId,
    request_ids: Sequence[RequestId],
    wish: Wish,
    *,
    now: datetime,
) -> RunId:
    """Start a run of requests, in the order given, as it was wished.

    Raises:
        RequestsTaken: another run has some of them, such as the one that the first of two clicks started.
        NothingToRun: none of them is ready.
        RehearsalChanged: requests, cards, seller or stream are no longer what was rehearsed.
        DateBeforeLast, DateTooFarAhead, DueBeforeIssue, DueTooFarAhead: the series can't have such a day.
        NoSuchStream, SellerMissing, StreamClosed: it can't be run at all.
        NotAllowedNow: terms or plan don't allow it; where new terms lapsed, credit notes alone can still be issued.
    """
    chosen = list(dict.fromkeys(request_ids))
    _must_issue(actor, workspace_id, stream_id, chosen)
    stream, seller = get_stream(workspace_id, stream_id), get_seller(workspace_id, lock=True)
    if not stream.active:
        raise StreamClosed(stream_id)
    _refuse_taken(workspace_id, chosen)
    _lock_some_ready(workspace_id, stream_id, chosen)
    found = fingerprint_of(workspace_id, seller, stream_id, chosen, wish.issued_on, due_on=wish.due_on)
    if wish.fingerprint not in {None, found}:
        since = wish.rehearsed.at if wish.rehearsed else None
        raise RehearsalChanged(stream_id, changes_since(workspace_id, stream_id, chosen, since) if since else ())
    own = find_series_of(workspace_id, wish.written_by) if wish.written_by else None
    today = local_day(now, seller.country)
    refuse_wrong_days(workspace_id, own or stream.series_id, wish.issued_on, wish.due_on, today=today)
    run = _run(actor, workspace_id, stream_id, wish.issued_on, now)
    run.written_by = wish.written_by
    run.due_on, run.rehearsed = wish.due_on, wish.rehearsed.to_json() if wish.rehearsed else None
    chunks = chunked(chosen, billed_together(workspace_id, chosen), _chunk_of(len(chosen)))
    run.chosen, run.chunks, run.fingerprint = len(chosen), len(chunks), found
    return _write(actor, run, chunks, now)


def _must_issue(actor: Actor, workspace_id: WorkspaceId, stream_id: StreamId, chosen: Sequence[RequestId]) -> None:
    """Refuse unless the actor may issue what was chosen: credit notes alone need less than invoices."""
    actor.must(Permission.CREDIT_INVOICES, in_=workspace_id)
    if not is_credit_only(workspace_id, chosen):
        actor.must(Permission.RUN_INVOICING, in_=workspace_id)
    actor.must_have(Capability.INVOICING, in_=workspace_id)
    if is_beyond_first(workspace_id, stream_id):
        actor.must_have(Capability.SEVERAL_STREAMS, in_=workspace_id)


def _refuse_taken(workspace_id: WorkspaceId, chosen: Sequence[RequestId]) -> None:
    """Refuse requests that another run has; the lock on the seller makes a second start wait for the first."""
    person = select(User.name).where(User.id == InvoiceRun.started_by).scalar_subquery()
    query = (
        select(InvoiceRun.id, InvoiceRun.number, func.count(), person)
        .join(RunItem, (RunItem.workspace_id == InvoiceRun.workspace_id) & (RunItem.run_id == InvoiceRun.id))
        .where(
            InvoiceRun.workspace_id == workspace_id, RunItem.state != "set_aside", _among(RunItem.request_id, chosen)
        )
        .group_by(InvoiceRun.id, InvoiceRun.number, InvoiceRun.started_by)
        .order_by(InvoiceRun.number.desc())
    )
    for run_id, number, count, who in db.session.execute(query.limit(1)):
        raise RequestsTaken(RunId(run_id), number=number, count=count, who=who)


def _lock_some_ready(workspace_id: WorkspaceId, stream_id: StreamId, chosen: Sequence[RequestId]) -> None:
    """Keep the requests as they are until the run is written, in one order for all who lock them.

    Raises:
        NotFound: one isn't this workspace's. NothingToRun: none is ready.
    """
    query = (
        select(BillingRequest.state, BillingRequest.stream_id)
        .where(BillingRequest.workspace_id == workspace_id, _among(BillingRequest.id, chosen))
        .order_by(BillingRequest.id)
        .with_for_update(key_share=True)
    )
    rows = db.session.execute(query).all()
    if len(rows) != len(chosen):
        raise NotFound(workspace_id)
    if not any(row.state == "ready" and row.stream_id == stream_id for row in rows):
        raise NothingToRun(workspace_id)


def _run(actor: Actor, workspace_id: WorkspaceId, stream_id: StreamId, issued_on: date, now: datetime) -> InvoiceRun:
    if actor.user_id is None:
        raise Forbidden
    newest = select(func.max(InvoiceRun.number)).where(InvoiceRun.workspace_id == workspace_id)
    return InvoiceRun(
        workspace_id=workspace_id,
        id=uuid4(),
        number=(db.session.scalar(newest) or 0) + 1,
        stream_id=stream_id,
        state="running",
        issued_on=issued_on,
        started_by=actor.user_id,
        started_at=now,
    )


def _write(actor: Actor, run: InvoiceRun, chunks: Sequence[Sequence[RequestId]], now: datetime) -> RunId:
    """Write the run and its requests, in the order in which they are issued, and ask for a task per chunk."""
    workspace_id, run_id = WorkspaceId(run.workspace_id), RunId(run.id)
    db.session.add(run)
    ordered = ((chunk, request_id) for chunk, requests in enumerate(chunks) for request_id in requests)
    items = (
        {
            "workspace_id": workspace_id,
            "run_id": run_id,
            "request_id": request_id,
            "chunk": chunk,
            "place": place,
            "state": "waiting",
        }
        for place, (chunk, request_id) in enumerate(ordered)
    )
    add_rows(RunItem, items)
    after = {"number": run.number, "stream_id": run.stream_id, "issued_on": run.issued_on, "chosen": run.chosen}
    enter(actor, "run_started", About("run", run_id, after=after), in_=workspace_id, now=now)
    firm_id = actor.workspaces[workspace_id].firm_id
    for chunk in range(run.chunks):
        ids = {"run_id": str(run_id), "chunk": str(chunk), "firm_id": str(firm_id or "")}
        after_commit("issue_chunk", workspace_id, key=f"{run_id}:{chunk}", ids=ids)
    return run_id


def _chunk_of(requests: int) -> int:
    """Return how many of a run's requests make a chunk.

    >>> _chunk_of(10), _chunk_of(500), _chunk_of(10_000)
    (25, 125, 200)
    """
    return min(CHUNK, max(SMALLEST, -(-requests // PARTS)))


def _among(column: ColumnElement[Any] | InstrumentedAttribute[Any], ids: Sequence[RequestId]) -> ColumnElement[bool]:
    """Return whether a column is one of many ids, which go to the database as one parameter."""
    return column == any_(literal(list(ids), ARRAY(Uuid())))
