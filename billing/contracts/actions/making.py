"""Making billing requests of the periods that fall due: each period once, whoever asks and how often."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from sqlalchemy import select, update

from billing.articles.queries.catalogue import catalogue_of
from billing.contracts.models import Contract
from billing.contracts.queries.coming import codes_of, due_spans
from billing.contracts.queries.contracts import running_contracts
from billing.contracts.rules.drafting import first_day_of, request_of, rows_of
from billing.contracts.rules.facts import ContractFacts
from billing.contracts.rules.schedule import MOST_AHEAD, Span, is_whole_from, latest_until
from billing.customers.queries import customers_by_id, staying
from billing.customers.rules.facts import CustomerFacts
from billing.requests.actions.importing import import_drafts
from billing.requests.actions.judging import Judging, defaults_of
from billing.requests.models import BillingRequest
from billing.requests.rules.draft import Draft, Upload
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts
from billing.streams.queries import get_stream, stream_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, FileId, StreamId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.plans.capabilities import Capability

Period = tuple[ContractFacts, Span, CustomerFacts]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: how many requests were made, how many of them have errors, and the evidence of each stream.

    `resting` contracts weren't asked: their stream is switched off.
    """

    requests: int = 0
    invalid: int = 0
    resting: int = 0
    file_ids: tuple[FileId, ...] = ()


def make_requests(actor: Actor, workspace_id: WorkspaceId, *, until: date, now: datetime) -> Made:
    """Make a request of every period that falls due by a day, in each contract's stream.

    Raises:
        SellerMissing: the company's settings haven't been saved yet.
        InvalidFields: the day is further ahead than requests are made.
        NotAllowedNow: the plan has no contracts, or the stream is a second one and it has no several.
    """
    actor.must(Permission.IMPORT_REQUESTS, in_=workspace_id)
    actor.must_have(Capability.CONTRACTS, in_=workspace_id)
    seller = get_seller(workspace_id, lock=True)
    latest = latest_until(local_day(now, seller.country))
    if until > latest:
        said = msg("Requests are made at most %(most)s months ahead, until %(day)s.", most=MOST_AHEAD, day=latest)
        raise InvalidFields([Problem("until", said)])
    contracts = running_contracts(workspace_id, lock=True)
    open_streams = {StreamId(stream.id) for stream in stream_rows(workspace_id) if stream.active}
    resting = {contract.id for contract in contracts if contract.stream_id not in open_streams}
    periods = _due(workspace_id, [each for each in contracts if each.id not in resting], until)
    made = Made(resting=len(resting))
    for stream_id in sorted({contract.stream_id for contract, _span, _customer in periods}, key=str):
        some = [period for period in periods if period[0].stream_id == stream_id]
        drafts = tuple(_drafts(workspace_id, stream_id, some, seller, now))
        evidence = Upload(f"contracts-{until.isoformat()}.csv", _evidence(some))
        result = import_drafts(actor, workspace_id, stream_id, drafts, evidence, now=now)
        made = Made(
            made.requests + len(result.request_ids),
            made.invalid + result.invalid,
            made.resting,
            (*made.file_ids, result.file_id),
        )
    _mark(workspace_id, periods)
    return made


def _due(workspace_id: WorkspaceId, contracts: Sequence[ContractFacts], until: date) -> list[Period]:
    """Return the periods that fall due with their customers; one whose card was merged is billed on where it went."""
    cards = customers_by_id(workspace_id, {contract.customer_id for contract in contracts}) if contracts else {}
    customers = staying(workspace_id, list(cards.values()))
    return [
        (contract, span, customers[CustomerId(contract.customer_id)])
        for contract in contracts
        for span in due_spans(contract, until)
    ]


def _drafts(
    workspace_id: WorkspaceId, stream_id: StreamId, periods: Sequence[Period], seller: SellerFacts, now: datetime
) -> Iterator[Draft]:
    """Yield the drafts of a stream's periods; a whole one is compared with the one before it, made now or earlier."""
    contracts = {contract.id: contract for contract, _span, _customer in periods}
    last = _last_nets(workspace_id, stream_id, contracts.values())
    counts = Counter(contract.id for contract, _span, _customer in periods)
    several = {id_ for id_, count in counts.items() if count > 1}
    catalogue = catalogue_of(workspace_id, codes_of(contracts[id_] for id_ in several))
    judging = Judging(seller, catalogue, now).in_stream(get_stream(workspace_id, stream_id).terms)
    for contract, span, customer in periods:
        draft = request_of(contract, span, customer, defaults_of(seller, now))
        yield replace(draft, before=last.get(contract.number)) if span.is_whole else draft
        if span.is_whole and contract.id in several:
            content, _problems = judging.judged(draft.content, draft.unsaid, customer)
            last[contract.number] = content.totals.net, content.currency


def _last_nets(
    workspace_id: WorkspaceId, stream_id: StreamId, contracts: Iterable[ContractFacts]
) -> dict[str, tuple[Decimal, str]]:
    """Return what the newest request of a whole period came to without VAT, by the contract's number."""
    rhythms = {contract.number: contract.rhythm for contract in contracts}
    kept = (BillingRequest.place, BillingRequest.key, BillingRequest.net_minor, BillingRequest.currency)
    query = select(*kept).where(
        BillingRequest.workspace_id == workspace_id,
        BillingRequest.stream_id == stream_id,
        BillingRequest.source == "contract",
        BillingRequest.place.in_(sorted(rhythms)),
        BillingRequest.state != "dismissed",
    )
    rows = db.session.execute(query.order_by(BillingRequest.key))
    return {
        place: (from_minor(minor, currency), currency)
        for place, key, minor, currency in rows
        if minor is not None and is_whole_from(rhythms[place], first_day_of(key))
    }


def _evidence(periods: Sequence[Period]) -> bytes:
    """Return what is kept beside the requests: their rows, as a file of requests would have them."""
    rows = [row for contract, span, customer in periods for row in rows_of(contract, span, customer)]
    written = StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def _mark(workspace_id: WorkspaceId, periods: Iterable[Period]) -> None:
    """Write down how far each contract has been billed."""
    until = {contract.id: span.last_on for contract, span, _customer in periods}
    if until:
        rows = [{"workspace_id": workspace_id, "id": id_, "billed_until": day} for id_, day in until.items()]
        db.session.execute(update(Contract), rows)
