"""The rehearsal: the run's own code up to the number, without number, row or message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from billing.en16931.model import Invoice
from billing.factoring.queries import factoring_of
from billing.invoices.queries import next_numbers
from billing.invoices.rules import Block, Numbered, numbered
from billing.runs.queries.candidates import candidates, fingerprint, rates_for
from billing.runs.queries.comparison import LastRun, billed_in, last_run
from billing.runs.queries.credits import credited
from billing.runs.queries.dating import refuse_wrong_days
from billing.runs.queries.standing import why_stopped
from billing.runs.rules.collective import CollectiveInvoice
from billing.runs.rules.comparing import CustomerSum, Difference, compared
from billing.runs.rules.gathering import gather, unnumbered
from billing.runs.rules.preparing import Candidate, Ready, Refused, Terms
from billing.runs.rules.rehearsed import Rehearsed
from billing.runs.rules.small_amounts import hold_small
from billing.runs.rules.totals import ClaimTotal, CurrencyTotal, RateTotal, claim_totals, currency_totals, rate_totals
from billing.seller.queries import get_seller
from billing.streams.queries import StreamFacts, get_stream
from tenants.kernel.country import local_day
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId
from tenants.kernel.language import Message

SAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedSetAside:
    """A request that would be set aside, and why; `is_small`, only since it comes to too little to be billed."""

    request_id: RequestId
    customer_number: str
    customer_name: str
    subject: str
    reason: Message
    is_small: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedRemark:
    """A request that would be invoiced and is worth a look before, and why."""

    request_id: RequestId
    customer_number: str
    customer_name: str
    subject: str
    remarks: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a run would do; the numbers are those it would take if nobody takes one before.

    `chosen` and `billed` count requests, `count` the invoices that these become, `collective` has those that hold
    several. `due_before` counts invoices whose due date would be before their own; `differences` are from the last run;
    `remarked` are the requests whose prices or sums deviate, though nothing keeps them back.
    `sampled` has the requests of each sample.
    """

    stream_id: StreamId
    stream_name: str
    issued_on: date
    due_on: date | None
    chosen: int
    billed: int
    count: int
    first_number: str
    last_number: str
    totals: tuple[RateTotal, ...]
    sums: tuple[CurrencyTotal, ...]
    set_aside: tuple[RehearsedSetAside, ...]
    rehearsed: Rehearsed
    due_before: int
    remarked: tuple[RehearsedRemark, ...] = ()
    samples: tuple[Invoice, ...] = ()
    sampled: tuple[tuple[RequestId, ...], ...] = ()
    collective: tuple[CollectiveInvoice, ...] = ()
    claims: tuple[ClaimTotal, ...] = ()
    fingerprint: str = ""
    compared_with: LastRun | None = None
    differences: tuple[Difference, ...] = ()


def rehearse(
    workspace_id: WorkspaceId,
    stream_id: StreamId,
    request_ids: Sequence[RequestId],
    issued_on: date,
    *,
    due_on: date | None = None,
    now: datetime,
) -> Rehearsal:
    """Return what a run of these requests would issue, in their order, and what it would set aside.

    `due_on` is a due day for all of them; without one, each falls due by its own terms.

    Raises:
        NoSuchStream, SellerMissing: there is no such stream, or no seller settings.
        DateBeforeLast, DateTooFarAhead, DueBeforeIssue, DueTooFarAhead: the series can't have such a day.
    """
    stream, seller = get_stream(workspace_id, stream_id), get_seller(workspace_id)
    refuse_wrong_days(workspace_id, stream.series_id, issued_on, due_on, today=local_day(now, seller.country))
    print_ = fingerprint(workspace_id, seller, stream_id, request_ids, issued_on, due_on=due_on)
    rates = rates_for(workspace_id, request_ids, seller, issued_on)
    stopped, factoring = why_stopped(workspace_id, now=now), factoring_of(workspace_id, stream_id)
    terms = Terms(stream_id, issued_on, stopped, stream.terms, rates, factoring, due_on)
    together = gather(candidates(workspace_id, request_ids), seller, terms)
    gathered = credited(workspace_id, hold_small(together, seller, stream.terms.least_of(seller.least)))
    block = next_numbers(workspace_id, stream.series_id, seller, len(gathered.ready), on=issued_on)
    refused = (*gathered.refused, *unnumbered(gathered.ready, block))
    fitting = gathered.ready[: len(block.numbers)]
    found = _sampled(_rehearsal(stream, terms, fitting, refused, block, now=now), fitting, block)
    last = last_run(workspace_id, stream_id)
    differences = compared(map(_sum, fitting), billed_in(workspace_id, last.id)) if last else ()
    return replace(found, fingerprint=print_, compared_with=last, differences=differences)


def _rehearsal(
    stream: StreamFacts,
    terms: Terms,
    fitting: Sequence[Ready],
    refused: Sequence[Refused],
    block: Block,
    *,
    now: datetime,
) -> Rehearsal:
    totals = rate_totals(one.invoice for one in fitting)
    shown = _rehearsed(block, len(fitting), len(refused), totals, now=now)
    billed = sum(len(one.candidates) for one in fitting)
    return Rehearsal(
        stream_id=stream.id,
        stream_name=stream.name,
        issued_on=terms.issued_on,
        due_on=terms.due_on,
        chosen=billed + len(refused),
        billed=billed,
        count=len(fitting),
        first_number=shown.first,
        last_number=block.numbers[-1].number if fitting else "",
        totals=totals,
        sums=currency_totals(totals),
        claims=claim_totals(one.invoice for one in fitting),
        set_aside=tuple(map(_set_aside, refused)),
        rehearsed=shown,
        due_before=sum(_is_due_before(one.invoice) for one in fitting),
        remarked=tuple(_remarked(each) for one in fitting for each in one.candidates if each.remarks),
        collective=tuple(
            _collective(one, entry) for one, entry in zip(fitting, block.numbers, strict=True) if one.others
        ),
    )


def _rehearsed(block: Block, count: int, left_out: int, totals: Iterable[RateTotal], *, now: datetime) -> Rehearsed:
    sums = {one.currency: one.gross for one in currency_totals(totals)}
    first = block.numbers[0].number if count else ""
    return Rehearsed(at=now, count=count, left_out=left_out, first=first, sums=sums)


def _is_due_before(invoice: Invoice) -> bool:
    return invoice.due_on is not None and invoice.due_on < invoice.issued_on


def _sum(one: Ready) -> CustomerSum:
    net = one.invoice.totals.net
    return CustomerSum(
        customer_id=one.customer.id,
        number=one.customer.number,
        name=one.customer.name,
        currency=one.invoice.currency,
        net=-net if one.invoice.is_credit_note else net,
    )


def _collective(one: Ready, entry: Numbered) -> CollectiveInvoice:
    return CollectiveInvoice(
        number=entry.number,
        customer_number=one.customer.number,
        customer_name=one.customer.name,
        requests=len(one.candidates),
        currency=one.invoice.currency,
        gross=one.invoice.totals.gross,
    )


def _sampled(found: Rehearsal, fitting: Sequence[Ready], block: Block) -> Rehearsal:
    """Return a rehearsal with its first invoices to read."""
    first = fitting[:SAMPLES]
    samples = tuple(
        numbered(one.invoice, one.payee, number=entry.number, reference=entry.reference)
        for one, entry in zip(first, block.numbers, strict=False)
    )
    sampled = tuple(tuple(each.request_id for each in one.candidates) for one in first)
    return replace(found, samples=samples, sampled=sampled)


def _remarked(one: Candidate) -> RehearsedRemark:
    return RehearsedRemark(
        request_id=one.request_id,
        customer_number=one.customer_number,
        customer_name=one.customer_name,
        subject=one.subject,
        remarks=one.remarks,
    )


def _set_aside(refused: Refused) -> RehearsedSetAside:
    one = refused.candidate
    return RehearsedSetAside(
        request_id=one.request_id,
        customer_number=one.customer_number,
        customer_name=one.customer_name,
        subject=one.subject,
        reason=refused.reason,
        is_small=refused.is_small,
        field=refused.field,
    )
