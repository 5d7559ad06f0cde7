"""Issuing a chunk of a run: one transaction, in which numbers are taken last and nothing is done twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import select

from billing.attachments.actions import hand_to_invoices
from billing.attachments.rules.attached import needs_bytes
from billing.delivery.actions.queueing import one_at_a_time
from billing.factoring.queries import factoring_of
from billing.invoices.actions import Batch, NewInvoice, take_numbers, write_invoices
from billing.invoices.rules import Block, Numbered, numbered
from billing.invoices.rules.setting_off import Taking
from billing.ledger.actions import Offset, offset
from billing.runs.actions.marking import finish_if_done, mark_issued, set_aside
from billing.runs.models import InvoiceRun, RunItem
from billing.runs.queries.candidates import candidates, rates_for
from billing.runs.queries.chunks import in_other_chunks
from billing.runs.queries.credits import credited, has_credits
from billing.runs.queries.standing import why_stopped
from billing.runs.rules.gathering import Gathered, gather, unnumbered
from billing.runs.rules.preparing import Ready, Terms
from billing.runs.rules.small_amounts import hold_small
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts
from billing.streams.queries import find_series_of, get_stream
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.faults import reached
from tenants.kernel.ids import InvoiceId, RequestId, RunId, StreamId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.money import to_minor
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Problem


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a run; `firm_id` is the firm whose staff started it."""

    run_id: RunId
    place: int
    firm_id: UUID | None = None


def issue_chunk(actor: Actor, workspace_id: WorkspaceId, chunk: Chunk, *, now: datetime) -> None:
    """Issue what is ready in a chunk and set the rest aside, each with its reason; once done, nothing is done again.

    Everything is read and judged before the number series is locked, so that other runs wait as briefly as can be.
    """
    actor.must(Permission.RUN_INVOICING, in_=workspace_id)
    waiting = _waiting(workspace_id, chunk)
    if not waiting:
        return
    if has_credits(workspace_id, waiting):
        # Before anything else is locked, as whoever credits by hand does.
        one_at_a_time(workspace_id)
    run = _run(workspace_id, chunk.run_id)
    seller = get_seller(workspace_id)
    stopped = why_stopped(workspace_id, now=now, firm_id=chunk.firm_id, lock=True)
    stream = get_stream(workspace_id, StreamId(run.stream_id))
    rates = rates_for(workspace_id, waiting, seller, run.issued_on)
    factoring = factoring_of(workspace_id, stream.id)
    terms = Terms(stream.id, run.issued_on, stopped, stream.terms, rates, factoring, run.due_on)
    # What the desk sends on is a person's own decision, however little it comes to.
    least = None if run.written_by else stream.terms.least_of(seller.least)
    found = _gathered(workspace_id, chunk, waiting, seller, terms, least)
    reached("chunk_prepared")
    block = _issue(workspace_id, run, seller, found.ready, now)
    refused = (*found.refused, *unnumbered(found.ready, block))
    set_aside(workspace_id, chunk.run_id, {one.candidate.request_id: Problem(one.field, one.reason) for one in refused})
    reached("chunk_marked")
    _tell(actor, workspace_id, chunk, block, len(refused), now)
    finish_if_done(workspace_id, chunk.run_id, now=now)


def _gathered(  # noqa: PLR0917  what the chunk is judged by
    workspace_id: WorkspaceId,
    chunk: Chunk,
    waiting: Sequence[RequestId],
    seller: SellerFacts,
    terms: Terms,
    least: Decimal | None,
) -> Gathered:
    """Return what a chunk issues, with its requests locked; an invoice never reaches over two chunks."""
    chosen = list(candidates(workspace_id, waiting, lock=True))
    collective = {one.customer.id for one in chosen if one.customer and one.customer.collective != "none"}
    apart = in_other_chunks(workspace_id, chunk.run_id, chunk.place, collective)
    return credited(workspace_id, hold_small(gather(chosen, seller, terms, apart=apart), seller, least))


def give_up_chunk(actor: Actor, workspace_id: WorkspaceId, chunk: Chunk, *, now: datetime) -> None:
    """Set aside what a chunk still has, when issuing it failed at the last attempt, so that it can be run again."""
    actor.must(Permission.RUN_INVOICING, in_=workspace_id)
    left = _waiting(workspace_id, chunk)
    if not left:
        return
    _run(workspace_id, chunk.run_id, lock=True)
    reason = Problem("", msg("Issuing it failed several times; run it again."))
    set_aside(workspace_id, chunk.run_id, dict.fromkeys(left, reason))
    _tell(actor, workspace_id, chunk, Block(()), len(left), now)
    finish_if_done(workspace_id, chunk.run_id, now=now)


def _waiting(workspace_id: WorkspaceId, chunk: Chunk) -> list[RequestId]:
    """Return the requests of a chunk that wait, in their order, locked: another worker on it waits, then finds none."""
    query = (
        select(RunItem.request_id)
        .where(
            RunItem.workspace_id == workspace_id,
            RunItem.run_id == chunk.run_id,
            RunItem.chunk == chunk.place,
            RunItem.state == "waiting",
        )
        .order_by(RunItem.place)
        .with_for_update()
    )
    return [RequestId(request_id) for request_id in db.session.scalars(query)]


def _run(workspace_id: WorkspaceId, run_id: RunId, *, lock: bool = False) -> InvoiceRun:
    query = select(InvoiceRun).where(InvoiceRun.workspace_id == workspace_id, InvoiceRun.id == run_id)
    query = query.with_for_update(key_share=True) if lock else query
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _issue(
    workspace_id: WorkspaceId, run: InvoiceRun, seller: SellerFacts, ready: Sequence[Ready], now: datetime
) -> Block:
    """Take numbers for what is ready, as many as there are, and write the invoices; returns the numbers."""
    run_id, stream_id = RunId(run.id), StreamId(run.stream_id)
    own = find_series_of(workspace_id, run.written_by) if run.written_by else None
    series_id = own or get_stream(workspace_id, stream_id).series_id
    _run(workspace_id, run_id, lock=True)
    block = take_numbers(workspace_id, series_id, seller, len(ready), issued_on=run.issued_on)
    reached("numbers_taken")
    batch = Batch(run_id=run_id, stream_id=stream_id, series_id=series_id, issued_at=now, author_id=run.written_by)
    new = [_new(one, entry) for one, entry in zip(ready, block.numbers, strict=False)]
    write_invoices(workspace_id, batch, new)
    pairs = zip(ready, new, strict=False)
    offset(workspace_id, (_offset(taking, made) for one, made in pairs for taking in one.takings))
    reached("invoices_written")
    issued = {each.request_id: made.id for one, made in zip(ready, new, strict=False) for each in one.candidates}
    mark_issued(workspace_id, run_id, issued)
    if any(needs_bytes(one.invoice) for one in ready):
        hand_to_invoices(workspace_id, issued, run.written_by, now=now)
    return block


def _new(ready: Ready, entry: Numbered) -> NewInvoice:
    return NewInvoice(
        id=InvoiceId(uuid4()),
        numbered=entry,
        request_id=ready.candidate.request_id,
        customer_id=ready.customer.id,
        content=numbered(ready.invoice, ready.payee, number=entry.number, reference=entry.reference),
    )


def _offset(taking: Taking, made: NewInvoice) -> Offset:
    currency = made.content.currency
    return Offset(
        invoice_id=taking.original.id,
        credit_note_id=made.id,
        posted_on=made.content.issued_on,
        currency=currency,
        amount_minor=to_minor(taking.amount, currency),
    )


def _tell(  # noqa: PLR0917  the facts of one journal entry
    actor: Actor, workspace_id: WorkspaceId, chunk: Chunk, block: Block, left_out: int, now: datetime
) -> None:
    """Write the chunk into the journal, and ask for its documents."""
    numbers = [entry.number for entry in block.numbers]
    after: dict[str, int | str] = {"chunk": chunk.place, "issued": len(numbers), "set_aside": left_out}
    if numbers:
        after = {**after, "first": numbers[0], "last": numbers[-1]}
        ids = {"run_id": str(chunk.run_id), "chunk": str(chunk.place)}
        after_commit("render_chunk", workspace_id, key=f"{chunk.run_id}:{chunk.place}", ids=ids)
    enter(actor, "invoices_issued", About("run", chunk.run_id, after=after), in_=workspace_id, now=now)
