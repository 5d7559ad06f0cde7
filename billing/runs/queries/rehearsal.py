"""The rehearsal: the run's own code up to the number, without number, row or message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from billing.en16931.model import Invoice
from billing.factoring.queries import factoring_of
from billing.invoices.queries import last_issued_on, next_numbers
from billing.invoices.rules import Block, numbered
from billing.runs.queries.candidates import candidates, fingerprint, rates_for
from billing.runs.queries.standing import why_stopped
from billing.runs.rules.preparing import Ready, Refused, Terms, prepare
from billing.runs.rules.totals import CurrencyTotal, RateTotal, currency_totals, rate_totals
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts
from billing.streams.queries import get_stream
from tenants.kernel.ids import RequestId, SeriesId, StreamId, WorkspaceId
from tenants.kernel.language import Message
from tenants.kernel.refusals import Conflict

SAMPLES = 3


class DateBeforeLast(Conflict):
    """The newest invoice of this series is dated %(day)s; choose that day or a later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedSetAside:
    """A request that would be set aside, and why."""

    request_id: RequestId
    customer_number: str
    customer_name: str
    subject: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a run would do; the numbers are those it would take if nobody takes one before."""

    stream_id: StreamId
    stream_name: str
    issued_on: date
    chosen: int
    count: int
    first_number: str
    last_number: str
    totals: tuple[RateTotal, ...]
    sums: tuple[CurrencyTotal, ...]
    set_aside: tuple[RehearsedSetAside, ...]
    samples: tuple[Invoice, ...]
    fingerprint: str


def rehearse(
    workspace_id: WorkspaceId,
    stream_id: StreamId,
    request_ids: Sequence[RequestId],
    issued_on: date,
    *,
    now: datetime,
) -> Rehearsal:
    """Return what a run of these requests would issue, in their order, and what it would set aside.

    Raises:
        NoSuchStream, SellerMissing: there is no such stream, or no seller settings.
        DateBeforeLast: the series has a newer invoice date already.
    """
    stream, seller = get_stream(workspace_id, stream_id), get_seller(workspace_id)
    refuse_earlier_day(workspace_id, stream.series_id, issued_on)
    print_ = fingerprint(workspace_id, seller, stream_id, request_ids, issued_on)
    rates = rates_for(workspace_id, request_ids, seller, issued_on)
    stopped, factoring = why_stopped(workspace_id, now=now), factoring_of(workspace_id, stream_id)
    terms = Terms(stream_id, issued_on, stopped, stream.terms, rates, factoring)
    ready, refused = _prepared(workspace_id, request_ids, seller, terms)
    block = next_numbers(workspace_id, stream.series_id, seller, len(ready), on=issued_on)
    fitting, unnumbered = ready[: len(block.numbers)], ready[len(block.numbers) :]
    totals = rate_totals(one.invoice for one in fitting)
    return Rehearsal(
        stream_id=stream_id,
        stream_name=stream.name,
        issued_on=issued_on,
        chosen=len(ready) + len(refused),
        count=len(fitting),
        first_number=block.numbers[0].number if fitting else "",
        last_number=block.numbers[-1].number if fitting else "",
        totals=totals,
        sums=currency_totals(totals),
        set_aside=tuple(map(_set_aside, [*refused, *_without_number(unnumbered, block)])),
        samples=_samples(fitting, block),
        fingerprint=print_,
    )


def refuse_earlier_day(workspace_id: WorkspaceId, series_id: SeriesId, issued_on: date) -> None:
    """Refuse a day before the series' newest invoice date: within a series, dates never go back.

    Raises:
        DateBeforeLast: it is.
    """
    last = last_issued_on(workspace_id, series_id)
    if last is not None and issued_on < last:
        raise DateBeforeLast(series_id, day=last)


def _prepared(
    workspace_id: WorkspaceId, request_ids: Sequence[RequestId], seller: SellerFacts, terms: Terms
) -> tuple[list[Ready], list[Refused]]:
    judged = [prepare(one, seller, terms) for one in candidates(workspace_id, request_ids)]
    return [one for one in judged if isinstance(one, Ready)], [one for one in judged if isinstance(one, Refused)]


def _without_number(left: Sequence[Ready], block: Block) -> list[Refused]:
    return [Refused(one.candidate, block.ended) for one in left if block.ended is not None]


def _samples(fitting: Sequence[Ready], block: Block) -> tuple[Invoice, ...]:
    return tuple(
        numbered(one.invoice, one.payee, number=entry.number, reference=entry.reference)
        for one, entry in zip(fitting[:SAMPLES], block.numbers, strict=False)
    )


def _set_aside(refused: Refused) -> RehearsedSetAside:
    one = refused.candidate
    return RehearsedSetAside(
        request_id=one.request_id,
        customer_number=one.customer_number,
        customer_name=one.customer_name,
        subject=one.subject,
        reason=refused.reason,
    )
