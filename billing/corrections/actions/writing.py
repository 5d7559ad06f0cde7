"""Issuing credit notes: numbered, posted and set off in one transaction, as a run of their own or a chunk of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from billing.en16931.model import Invoice as Content
from billing.en16931.model.plain import to_plain
from billing.invoices.actions import Batch, NewInvoice, take_numbers, write_invoices
from billing.invoices.models import Invoice
from billing.invoices.queries import InvoiceFacts, last_issued_on
from billing.invoices.rules import Numbered, numbered
from billing.ledger.actions import Offset, offset
from billing.requests.models import BillingRequest
from billing.runs.models import InvoiceRun, RunItem
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts
from billing.streams.queries import StreamFacts, get_stream
from tenants.files.actions import NewFile, keep_file
from tenants.kernel.actor import Actor
from tenants.kernel.bulk import add_rows
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, InvoiceId, RequestId, RunId, SeriesId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message
from tenants.kernel.money import to_minor
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Forbidden


class SeriesFull(Conflict):
    """The number series has no numbers left for this: %(reason)s"""


@dataclass(frozen=True, slots=True)
class Credit:
    """An invoice and the credit note of it, which has no number yet."""

    original: InvoiceFacts
    content: Content


@dataclass(frozen=True, slots=True)
class Place:
    """A chunk of a run, and the place in the run that its first credit note has."""

    chunk: int
    first: int


FIRST = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Source:
    """Where invoices have their numbers from, and so their credit notes: a stream, a series, and whose that is."""

    stream: StreamFacts
    series_id: SeriesId
    author_id: UUID | None


@dataclass(frozen=True, slots=True)
class Written:
    """The credit notes that got numbers, in the order given, and why there weren't as many as asked for."""

    credit_notes: tuple[NewInvoice, ...]
    ended: Message | None


def issue_credits(actor: Actor, workspace_id: WorkspaceId, credits_: Sequence[Credit], *, now: datetime) -> Written:
    """Issue credit notes of invoices of one stream and series, today or on the series' newest day if that is later.

    They take their numbers where the invoices have theirs, so that an author finds both.

    Whoever calls it holds `one_at_a_time`, so that nobody credits or sends the same at the same time.

    Raises:
        SeriesFull: there aren't as many numbers; nothing is issued then.
    """
    seller = get_seller(workspace_id, lock=True)
    source = source_of(workspace_id, credits_[0].original.row.id)
    run = new_run(actor, workspace_id, source, day_of(workspace_id, source, seller, now), now)
    run.chosen, run.chunks = len(credits_), 1
    db.session.add(run)
    written = write_credits(workspace_id, run, source, credits_, now=now)
    if written.ended is not None:
        raise SeriesFull(source.series_id, reason=written.ended)
    _tell(actor, workspace_id, run, written.credit_notes, now)
    return written


def source_of(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> Source:
    """Return where an invoice has its number from; the series of its stream today, if it came without one."""
    query = select(Invoice.stream_id, Invoice.series_id, Invoice.author_id)
    row = db.session.execute(query.where(Invoice.workspace_id == workspace_id, Invoice.id == invoice_id)).one()
    stream = get_stream(workspace_id, row.stream_id)
    return Source(stream, SeriesId(row.series_id) if row.series_id else stream.series_id, row.author_id)


def day_of(workspace_id: WorkspaceId, source: Source, seller: SellerFacts, now: datetime) -> date:
    """Return the day of credit notes: today where the seller is, or the newest of the series if that is later."""
    return max(local_day(now, seller.country), last_issued_on(workspace_id, source.series_id) or date.min)


def new_run(actor: Actor, workspace_id: WorkspaceId, source: Source, day: date, now: datetime) -> InvoiceRun:
    """Return a run of credit notes that is over; whoever makes it says how many it has.

    Whoever calls it has locked the seller, so that no other run gets its number.
    """
    newest = select(func.max(InvoiceRun.number)).where(InvoiceRun.workspace_id == workspace_id)
    return InvoiceRun(
        workspace_id=workspace_id,
        id=uuid4(),
        number=(db.session.scalar(newest) or 0) + 1,
        kind="credit",
        stream_id=source.stream.id,
        state="done",
        issued_on=day,
        written_by=source.author_id,
        started_by=author_of(actor),
        started_at=now,
        numbered_at=now,
        finished_at=now,
        fingerprint="",
    )


def write_credits(
    workspace_id: WorkspaceId,
    run: InvoiceRun,
    source: Source,
    credits_: Sequence[Credit],
    place: Place = FIRST,
    *,
    now: datetime,
) -> Written:
    """Write and post the credit notes of a chunk of a run, as many as there are numbers for."""
    seller = get_seller(workspace_id)
    day = max(run.issued_on, last_issued_on(workspace_id, source.series_id) or date.min)
    file_id = _evidence(workspace_id, credits_, now)
    block = take_numbers(workspace_id, source.series_id, seller, len(credits_), issued_on=day)
    new = [_new(one, entry, seller, day) for one, entry in zip(credits_, block.numbers, strict=False)]
    pairs = list(zip(credits_, new, strict=False))
    add_rows(BillingRequest, (_request(workspace_id, file_id, *pair, now=now) for pair in pairs))
    batch = Batch(
        run_id=RunId(run.id),
        stream_id=source.stream.id,
        series_id=source.series_id,
        issued_at=now,
        author_id=source.author_id,
    )
    write_invoices(workspace_id, batch, new)
    add_rows(RunItem, (_item(workspace_id, run, place, at, one) for at, one in enumerate(new)))
    offset(workspace_id, (_offset(*pair) for pair in pairs))
    return Written(tuple(new), block.ended)


def author_of(actor: Actor) -> UserId:
    """Return the person who acts; no job corrects anything by itself."""
    if actor.user_id is None:
        raise Forbidden
    return actor.user_id


def _evidence(workspace_id: WorkspaceId, credits_: Sequence[Credit], now: datetime) -> FileId:
    """Keep which invoices were to be credited, in the place of a file that was read."""
    numbers = "\n".join(one.original.row.number for one in credits_)
    return keep_file(workspace_id, NewFile("credited.txt", "text/plain", numbers.encode()), now=now)


def _new(credit: Credit, entry: Numbered, seller: SellerFacts, day: date) -> NewInvoice:
    dated = replace(credit.content, issued_on=day, due_on=day)
    return NewInvoice(
        id=InvoiceId(uuid4()),
        numbered=entry,
        request_id=RequestId(uuid4()),
        customer_id=credit.original.row.customer_id,
        content=numbered(dated, seller, number=entry.number, reference=entry.reference),
    )


def _request(
    workspace_id: WorkspaceId, file_id: FileId, credit: Credit, new: NewInvoice, *, now: datetime
) -> dict[str, Any]:
    row, content = credit.original.row, credit.content
    totals, currency = content.totals, content.currency
    return {
        "workspace_id": workspace_id,
        "id": new.request_id,
        "stream_id": row.stream_id,
        "key": f"credit:{new.numbered.number}",
        "source": "correction",
        "file_id": file_id,
        "place": row.number,
        "customer_id": row.customer_id,
        "customer_number": row.customer_number,
        "customer_name": row.customer_name,
        "subject": next((line.item.name for line in content.lines), "")[:200],
        "state": "invoiced",
        "content": to_plain(content),
        "unsaid": {},
        "problems": [],
        "currency": currency,
        "net_minor": to_minor(totals.net, currency),
        "vat_minor": to_minor(totals.vat, currency),
        "total_minor": to_minor(totals.gross, currency),
        "due_on": None,
        "created_at": now,
        "checked_at": now,
    }


def _item(workspace_id: WorkspaceId, run: InvoiceRun, place: Place, at: int, new: NewInvoice) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "run_id": run.id,
        "request_id": new.request_id,
        "chunk": place.chunk,
        "place": place.first + at,
        "state": "issued",
        "invoice_id": new.id,
    }


def _offset(credit: Credit, new: NewInvoice) -> Offset:
    """Return how much of the invoice's receivable goes: no more than is open on it; the customer is owed the rest."""
    row = credit.original.row
    amount = min(max(to_minor(row.open, row.currency), 0), to_minor(new.content.totals.payable, row.currency))
    return Offset(
        invoice_id=row.id,
        credit_note_id=new.id,
        posted_on=new.content.issued_on,
        currency=row.currency,
        amount_minor=max(amount, 0),
    )


def _tell(actor: Actor, workspace_id: WorkspaceId, run: InvoiceRun, new: Sequence[NewInvoice], now: datetime) -> None:
    """Write the run into the journal, and ask for its documents and its summary."""
    after: dict[str, int | str | Message] = {
        "number": run.number,
        "stream_id": str(run.stream_id),
        "issued_on": run.issued_on.isoformat(),
        "chosen": run.chosen,
        "first": new[0].numbered.number,
        "last": new[-1].numbered.number,
    }
    enter(actor, "run_started", About("run", run.id, after=after), in_=workspace_id, now=now)
    ids = {"run_id": str(run.id), "chunk": "0"}
    after_commit("render_chunk", workspace_id, key=f"{run.id}:0", ids=ids)
    after_commit("summarise_run", workspace_id, key=str(run.id), ids={"run_id": str(run.id)})
