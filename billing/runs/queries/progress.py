"""How far a run has come: a few counts, cheap enough to be asked for every two seconds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import func, select, text

from billing.runs.models import RunItem
from billing.runs.queries.standstill import Standstill, is_rendering, standstill_of
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, RunId, WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.kernel.scope import current_scope

RunState = Literal["running", "done"]
RunKind = Literal["requests", "credit", "undo"]


class NoSuchRun(NotFound):
    """There is no such run here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """How far a run's requests have come: how many were chosen, wait, are billed, set aside, or have their document.

    Of a run that undoes another, they are its invoices, which wait to be credited.

    `issued`, `rendered` and `sent` count invoices, each of which may hold several requests. `not_made` documents
    couldn't be made and nobody is at work on them; `standstill` waits for a person.
    """

    run_id: RunId
    number: int
    stream_name: str
    state: RunState
    chosen: int
    waiting: int
    billed: int
    documented: int
    issued: int
    set_aside: int
    rendered: int
    sent: int
    started_at: datetime
    finished_at: datetime | None
    summary_file_id: FileId | None
    not_made: int = 0
    standstill: Standstill | None = None
    kind: RunKind = "requests"
    is_of_desk: bool = False

    @property
    def is_rendered(self) -> bool:
        """Say whether each document is made, or nobody makes it any more."""
        return self.rendered + self.not_made >= self.issued

    @property
    def is_settled(self) -> bool:
        """Say whether nothing more changes by itself: all issued, rendered or given up, and the summary made.

        What the desk sends on, an invoice at a time, gets no summary.
        """
        is_summarised = self.is_of_desk or self.summary_file_id is not None
        return self.state == "done" and self.is_rendered and is_summarised


# Everything in one statement, by keys that indexes have: a page asks every two seconds while a run is on its way.
_PROGRESS = text("""
    with item as materialized (
        select state, invoice_id from run_item where workspace_id = :workspace and run_id = :run),
    issued as materialized (
        select invoice_id, count(*) as requests from item where state = 'issued' group by invoice_id),
    made as materialized (
        select distinct invoice_id from document where workspace_id = :workspace and kind = 'invoice'
            and invoice_id = any(array(select invoice_id from issued)))
    select run.number, run.state, run.chosen, run.started_at, run.finished_at, run.summary_file_id,
        (select name from stream where workspace_id = :workspace and id = run.stream_id) as stream_name,
        run.kind, run.written_by is not null as is_of_desk,
        run.chosen - (select count(*) from item where state <> 'waiting') as waiting,
        (select count(*) from item where state = 'set_aside') as set_aside,
        (select count(*) from issued) as issued,
        (select coalesce(sum(requests), 0)::bigint from issued) as billed,
        (select count(*) from made) as rendered,
        (select coalesce(sum(requests), 0)::bigint from issued where invoice_id in (select invoice_id from made))
            as documented,
        (select count(distinct invoice_id) from delivery where workspace_id = :workspace
            and state in ('handed_over', 'delivered')
            and invoice_id = any(array(select invoice_id from issued))) as sent
        from invoice_run run where run.workspace_id = :workspace and run.id = :run
            and (cast(:author as uuid) is null or run.written_by = :author)
""")


def run_progress(workspace_id: WorkspaceId, run_id: RunId) -> RunProgress:
    """Return how far a run has come; in one query, and while it isn't whole, two more about who is at work.

    Raises:
        NoSuchRun: the workspace has none by that id.
    """
    asked = {"workspace": workspace_id, "run": run_id, "author": current_scope().author}
    row = db.session.execute(_PROGRESS, asked).one_or_none()
    if row is None:
        raise NoSuchRun(run_id)
    is_summarised = row.is_of_desk or row.summary_file_id is not None
    is_whole = row.state == "done" and row.rendered >= row.issued and is_summarised
    is_made = row.rendered >= row.issued or is_rendering(workspace_id, run_id)
    return RunProgress(
        run_id=run_id,
        number=row.number,
        stream_name=row.stream_name,
        state=cast("RunState", row.state),
        chosen=row.chosen,
        waiting=row.waiting,
        billed=row.billed,
        documented=row.documented,
        issued=row.issued,
        set_aside=row.set_aside,
        rendered=row.rendered,
        sent=row.sent,
        started_at=row.started_at,
        finished_at=row.finished_at,
        summary_file_id=FileId(row.summary_file_id) if row.summary_file_id else None,
        not_made=0 if is_made else row.issued - row.rendered,
        standstill=None if is_whole else standstill_of(workspace_id, run_id),
        kind=cast("RunKind", row.kind),
        is_of_desk=row.is_of_desk,
    )


def item_counts(workspace_id: WorkspaceId, run_id: RunId) -> dict[str, int]:
    """Return how many of a run's requests are in each state."""
    rows = db.session.execute(
        select(RunItem.state, func.count())
        .where(RunItem.workspace_id == workspace_id, RunItem.run_id == run_id)
        .group_by(RunItem.state)
    )
    return {str(state): int(count) for state, count in rows}
