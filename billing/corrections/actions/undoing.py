"""Undoing a run of which nothing was sent: asked for here; a task credits each chunk of its invoices."""

from collections.abc import Collection
from datetime import date, datetime

from billing.corrections.actions.reissuing import refuse_copied
from billing.corrections.actions.writing import SeriesFull, Source, author_of, day_of, new_run, source_of
from billing.corrections.queries import to_credit, undo_of
from billing.corrections.queries.undoing import Undoing
from billing.delivery.actions.queueing import one_at_a_time
from billing.delivery.actions.withholding import withhold
from billing.delivery.queries.withheld import withheld_among
from billing.invoices.queries import next_numbers
from billing.runs.models import InvoiceRun
from billing.runs.queries import run_progress
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RunId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict
from tenants.plans.capabilities import Capability

CHUNK = 200
UNDO = "undo_chunk"


class RunUnderWay(Conflict):
    """The run isn't finished yet."""


class AlreadyUndone(Conflict):
    """The run has been undone already, by run %(number)s."""

    def __init__(self, run_id: RunId, *, number: int) -> None:
        """Keep which run undid it, so that a screen can lead there."""
        super().__init__(run_id, number=number)
        self.run_id = run_id


class IsACorrection(Conflict):
    """The run is a correction itself, and a credit note can't be credited."""


class HasCreditNotes(Conflict):
    """The run issued credit notes too, which can't be taken back. Credit its invoices one by one."""


class SomeSent(Conflict):
    """%(count)s invoices of the run have been sent. Credit them one by one, so that the customers get credit notes."""


class NothingToUndo(Conflict):
    """Nothing of the run is left to be credited."""


def undo_run(actor: Actor, workspace_id: WorkspaceId, run_id: RunId, *, again: bool, now: datetime) -> RunId:
    """Ask for every invoice of a run to be credited and marked as not sent, and return the run of the credit notes.

    With `again`, the run's requests are made anew, so that they can be put right and run once more. What can be
    refused as a whole is refused here; the work is a task for each chunk. The second of two clicks finds it asked for.
    Of a run that was undone in part, what was left out is undone by another, once nothing stands in its way any more.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not credit in the workspace.
        NoSuchRun, RunUnderWay, AlreadyUndone, IsACorrection, HasCreditNotes, SomeSent, NothingToUndo: it can't be.
        SeriesFull: there aren't as many numbers.
        WrittenInPortal, CopyWaiting, CopyInvoiced: its requests can't be made anew.
    """
    actor.must(Permission.CREDIT_INVOICES, in_=workspace_id)
    actor.must_have(Capability.INVOICING, in_=workspace_id)
    if again:
        actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    one_at_a_time(workspace_id)
    if run_progress(workspace_id, run_id).state != "done":
        raise RunUnderWay(run_id)
    refuse_undo(run_id, undo_of(workspace_id, run_id))
    found = to_credit(workspace_id, run_id)
    if not found.invoices:
        raise NothingToUndo(run_id)
    if again:
        refuse_copied(workspace_id, found.invoices)
    run = _begin(actor, workspace_id, run_id, found.invoices, now)
    _ask(workspace_id, run, found.invoices, again=again)
    _withhold(actor, workspace_id, found.credited, now)
    after = {"undone_by": run.number, "credit_notes": run.chosen, "requests_anew": again}
    enter(actor, "run_undone", About("run", run_id, after=after), in_=workspace_id, now=now)
    return RunId(run.id)


def refuse_undo(run_id: RunId, found: Undoing) -> None:
    """Refuse a run that can't be undone, by how it stands.

    Raises:
        AlreadyUndone, IsACorrection, HasCreditNotes, SomeSent, NothingToUndo.
    """
    if found.undone_by is not None and (found.is_under_way or not found.left):
        raise AlreadyUndone(found.undone_by, number=found.undone_by_number or 0)
    if found.kind != "requests":
        raise IsACorrection(run_id)
    if found.credit_notes:
        raise HasCreditNotes(run_id)
    if found.sent:
        raise SomeSent(run_id, count=found.sent)
    if not found.invoices:
        raise NothingToUndo(run_id)


def _begin(
    actor: Actor, workspace_id: WorkspaceId, run_id: RunId, invoices: Collection[InvoiceId], now: datetime
) -> InvoiceRun:
    """Write the run that the credit notes will be in, which has none of them yet."""
    seller = get_seller(workspace_id, lock=True)
    source = source_of(workspace_id, next(iter(invoices)))
    day = day_of(workspace_id, source, seller, now)
    _refuse_full(workspace_id, source, seller, len(invoices), day)
    run = new_run(actor, workspace_id, source, day, now)
    run.kind, run.undoes_run_id = "undo", run_id
    run.state, run.numbered_at, run.finished_at = "running", None, None
    run.chosen, run.chunks = len(invoices), -(-len(invoices) // CHUNK)
    db.session.add(run)
    db.session.flush()
    after = {
        "number": run.number,
        "stream_id": str(run.stream_id),
        "issued_on": day.isoformat(),
        "chosen": run.chosen,
    }
    enter(actor, "run_started", About("run", run.id, after=after), in_=workspace_id, now=now)
    return run


def _refuse_full(workspace_id: WorkspaceId, source: Source, seller: SellerFacts, count: int, day: date) -> None:
    ended = next_numbers(workspace_id, source.series_id, seller, count, on=day).ended
    if ended is not None:
        raise SeriesFull(source.series_id, reason=ended)


def _ask(workspace_id: WorkspaceId, run: InvoiceRun, invoices: tuple[InvoiceId, ...], *, again: bool) -> None:
    """Ask for a task per chunk, which is told its invoices: what is left to credit is what was found now."""
    for chunk in range(run.chunks):
        first = chunk * CHUNK
        ids = {
            "run_id": str(run.id),
            "chunk": str(chunk),
            "first": str(first),
            "invoice_ids": ",".join(map(str, invoices[first : first + CHUNK])),
            "again": "again" if again else "",
        }
        after_commit(UNDO, workspace_id, key=f"{run.id}:{chunk}", ids=ids)


def _withhold(actor: Actor, workspace_id: WorkspaceId, ids: Collection[InvoiceId], now: datetime) -> None:
    """Mark what was credited in full before as not sent, with its credit notes."""
    known = withheld_among(workspace_id, ids)
    withhold(workspace_id, [one for one in ids if one not in known], by=author_of(actor), now=now)
