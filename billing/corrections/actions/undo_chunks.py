"""Crediting a chunk of a run that is undone, in one transaction; what can't be credited is left out, with why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from billing.corrections.actions.crediting import Wanted, languages_of, rehearse_credit
from billing.corrections.actions.reissuing import reissue_credited
from billing.corrections.actions.writing import Credit, Place, Written, source_of, write_credits
from billing.delivery.actions.queueing import one_at_a_time
from billing.delivery.actions.withholding import withhold
from billing.delivery.queries.withheld import sent_among, withheld_among
from billing.invoices.queries import InvoiceFacts, credits_of, invoices_by_id
from billing.invoices.rules.left import left_of
from billing.runs.actions.marking import finish_if_done
from billing.runs.models import InvoiceRun, RunItem
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.faults import reached
from tenants.kernel.ids import InvoiceId, RunId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message, msg
from tenants.kernel.outbox.tasks import after_commit

NOTHING_LEFT = msg("This invoice has been credited in full already.")
SENT = msg("It has been sent meanwhile. Credit it by itself, so that the customer gets the credit note.")
PAID = msg("Something has been paid on it meanwhile. Credit it by itself.")


@dataclass(frozen=True, slots=True)
class UndoChunk:
    """Invoices to credit in a run that undoes another; the first has the place `first` there.

    With `again`, their requests are made anew.
    """

    run_id: RunId
    chunk: int
    first: int
    invoices: tuple[InvoiceId, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class Sorted:
    """What of a chunk is credited, with all that is never sent by that, and what isn't, with the reason."""

    credits: tuple[Credit, ...]
    earlier: Mapping[InvoiceId, tuple[InvoiceFacts, ...]]
    refused: tuple[tuple[InvoiceFacts, Message], ...]


def undo_chunk(actor: Actor, workspace_id: WorkspaceId, part: UndoChunk, *, now: datetime) -> None:
    """Credit the invoices of a chunk in full and mark both as not sent; once done, nothing is done again.

    An invoice that was sent, paid or credited since it was asked for is left out with its reason. Sending waits until
    the chunk is done, and then passes over what it credited.
    """
    actor.must(Permission.CREDIT_INVOICES, in_=workspace_id)
    one_at_a_time(workspace_id)
    run = _run(workspace_id, part.run_id)
    if _is_done(workspace_id, part):
        return
    found = _sorted(workspace_id, part.invoices)
    reached("undo_prepared")
    written = Written((), None)
    if found.credits:
        source = source_of(workspace_id, found.credits[0].original.row.id)
        written = write_credits(workspace_id, run, source, found.credits, Place(part.chunk, part.first), now=now)
    reached("undo_credited")
    done, unnumbered = found.credits[: len(written.credit_notes)], found.credits[len(written.credit_notes) :]
    _withhold(workspace_id, UserId(run.started_by), done, found.earlier, written, now)
    if part.again and done:
        reissue_credited(actor, workspace_id, [one.original.row.id for one in done], now=now)
    refused = [*found.refused, *((one.original, written.ended or NOTHING_LEFT) for one in unnumbered)]
    _set_aside(workspace_id, part, refused, after=len(done))
    reached("undo_marked")
    _tell(actor, workspace_id, part, written, len(refused), now)
    finish_if_done(workspace_id, part.run_id, now=now)


def _run(workspace_id: WorkspaceId, run_id: RunId) -> InvoiceRun:
    query = select(InvoiceRun).where(InvoiceRun.workspace_id == workspace_id, InvoiceRun.id == run_id)
    return db.session.scalars(query.with_for_update(key_share=True).execution_options(populate_existing=True)).one()


def _is_done(workspace_id: WorkspaceId, part: UndoChunk) -> bool:
    items = select(func.count()).select_from(RunItem)
    mine = (RunItem.workspace_id == workspace_id, RunItem.run_id == part.run_id, RunItem.chunk == part.chunk)
    return bool(db.session.scalar(items.where(*mine)))


def _sorted(workspace_id: WorkspaceId, ids: Sequence[InvoiceId]) -> Sorted:
    invoices = tuple(invoices_by_id(workspace_id, ids).values())
    earlier = credits_of(workspace_id, invoices)
    notes = [one.row.id for each in earlier.values() for one in each]
    sent = sent_among(workspace_id, [*ids, *notes])
    refused = tuple(
        (one, reason) for one in invoices if (reason := _why_not(one, earlier.get(one.row.id, ()), sent)) is not None
    )
    left_out = {one.row.id for one, _ in refused}
    languages = languages_of(workspace_id, invoices)
    credits_ = tuple(
        Credit(one, rehearse_credit(one, earlier.get(one.row.id, ()), Wanted(), languages))
        for one in invoices
        if one.row.id not in left_out
    )
    return Sorted(credits_, earlier, refused)


def _why_not(one: InvoiceFacts, earlier: Sequence[InvoiceFacts], sent: frozenset[InvoiceId]) -> Message | None:
    """Return why an invoice isn't credited with the others, None where it is."""
    if left_of(one.content, [each.content for each in earlier]).is_nothing:
        return NOTHING_LEFT
    if one.row.id in sent or any(each.row.id in sent for each in earlier):
        return SENT
    if one.row.open < one.row.asked - one.row.credited:
        return PAID
    return None


def _withhold(  # noqa: PLR0917  the facts of one marking
    workspace_id: WorkspaceId,
    by: UserId,
    done: Sequence[Credit],
    earlier: Mapping[InvoiceId, tuple[InvoiceFacts, ...]],
    written: Written,
    now: datetime,
) -> None:
    ids = dict.fromkeys([*_with_credits(done, earlier), *(one.id for one in written.credit_notes)])
    known = withheld_among(workspace_id, ids)
    withhold(workspace_id, [one for one in ids if one not in known], by=by, now=now)


def _with_credits(done: Sequence[Credit], earlier: Mapping[InvoiceId, tuple[InvoiceFacts, ...]]) -> Iterator[InvoiceId]:
    for one in done:
        yield one.original.row.id
        yield from (each.row.id for each in earlier.get(one.original.row.id, ()))


def _set_aside(
    workspace_id: WorkspaceId, part: UndoChunk, refused: Sequence[tuple[InvoiceFacts, Message]], *, after: int
) -> None:
    """Write what wasn't credited into the run, each by the request that it was made of."""
    rows = (
        {
            "workspace_id": workspace_id,
            "run_id": part.run_id,
            "request_id": one.row.request_id,
            "chunk": part.chunk,
            "place": part.first + after + place,
            "state": "set_aside",
            "reason": reason.to_json(),
        }
        for place, (one, reason) in enumerate(refused)
    )
    add_rows(RunItem, rows)


def _tell(  # noqa: PLR0917  the facts of one journal entry
    actor: Actor, workspace_id: WorkspaceId, part: UndoChunk, written: Written, left_out: int, now: datetime
) -> None:
    """Write the chunk into the journal, and ask for the documents of its credit notes."""
    numbers = [one.numbered.number for one in written.credit_notes]
    after: dict[str, int | str] = {"chunk": part.chunk, "issued": len(numbers), "set_aside": left_out}
    if numbers:
        after = {**after, "first": numbers[0], "last": numbers[-1]}
        ids = {"run_id": str(part.run_id), "chunk": str(part.chunk)}
        after_commit("render_chunk", workspace_id, key=f"{part.run_id}:{part.chunk}", ids=ids)
    enter(actor, "invoices_issued", About("run", part.run_id, after=after), in_=workspace_id, now=now)
