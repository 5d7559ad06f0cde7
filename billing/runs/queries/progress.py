"""How far a run has come: a few counts, cheap enough to be asked for every two seconds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import func, select

from billing.delivery.models import Delivery, Document
from billing.runs.models import InvoiceRun, RunItem
from billing.runs.queries.standstill import Standstill, is_rendering, standstill_of
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, RunId, WorkspaceId
from tenants.kernel.refusals import NotFound

RunState = Literal["running", "done"]
SENT = ("handed_over", "delivered")


class NoSuchRun(NotFound):
    """There is no such run here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """Counts of a run's requests: how many wait, are issued or set aside, have documents, and have been sent.

    `not_made` documents couldn't be made and nobody is at work on them; `standstill` waits for a person.
    """

    run_id: RunId
    state: RunState
    chosen: int
    waiting: int
    issued: int
    set_aside: int
    rendered: int
    sent: int
    started_at: datetime
    finished_at: datetime | None
    summary_file_id: FileId | None
    not_made: int = 0
    standstill: Standstill | None = None

    @property
    def is_rendered(self) -> bool:
        """Say whether each document is made, or nobody makes it any more."""
        return self.rendered + self.not_made >= self.issued

    @property
    def is_settled(self) -> bool:
        """Say whether nothing more changes by itself: all issued, rendered or given up, and the summary made."""
        return self.state == "done" and self.is_rendered and self.summary_file_id is not None


def run_progress(workspace_id: WorkspaceId, run_id: RunId) -> RunProgress:
    """Return how far a run has come.

    Raises:
        NoSuchRun: the workspace has none by that id.
    """
    run = db.session.scalars(
        select(InvoiceRun)
        .where(InvoiceRun.workspace_id == workspace_id, InvoiceRun.id == run_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if run is None:
        raise NoSuchRun(run_id)
    counts = item_counts(workspace_id, run_id)
    rendered, sent = _documents(workspace_id, run_id)
    issued = counts.get("issued", 0)
    is_whole = run.state == "done" and rendered >= issued and run.summary_file_id is not None
    missing = 0 if is_whole or is_rendering(workspace_id, run_id) else issued - rendered
    return RunProgress(
        run_id=run_id,
        state=cast("RunState", run.state),
        chosen=run.chosen,
        waiting=counts.get("waiting", 0),
        issued=issued,
        set_aside=counts.get("set_aside", 0),
        rendered=rendered,
        sent=sent,
        started_at=run.started_at,
        finished_at=run.finished_at,
        summary_file_id=FileId(run.summary_file_id) if run.summary_file_id else None,
        not_made=missing,
        standstill=None if is_whole else standstill_of(workspace_id, run_id),
    )


def item_counts(workspace_id: WorkspaceId, run_id: RunId) -> dict[str, int]:
    """Return how many of a run's requests are in each state."""
    rows = db.session.execute(
        select(RunItem.state, func.count())
        .where(RunItem.workspace_id == workspace_id, RunItem.run_id == run_id)
        .group_by(RunItem.state)
    )
    return {str(state): int(count) for state, count in rows}


def _documents(workspace_id: WorkspaceId, run_id: RunId) -> tuple[int, int]:
    issued = select(RunItem.invoice_id).where(
        RunItem.workspace_id == workspace_id, RunItem.run_id == run_id, RunItem.state == "issued"
    )
    rendered = select(func.count()).where(Document.workspace_id == workspace_id, Document.invoice_id.in_(issued))
    sent = select(func.count(Delivery.invoice_id.distinct())).where(
        Delivery.workspace_id == workspace_id, Delivery.state.in_(SENT), Delivery.invoice_id.in_(issued)
    )
    row = db.session.execute(select(rendered.scalar_subquery(), sent.scalar_subquery())).one()
    return int(row[0]), int(row[1])
