"""Reading the requests that were chosen, with their customers' cards."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, func, literal, select
from sqlalchemy.sql import ColumnElement

from billing.customers.models import Customer
from billing.customers.queries import customers_by_id
from billing.customers.rules.facts import CustomerFacts
from billing.exchange.queries import rates_until
from billing.exchange.rules import NO_RATES, Rates
from billing.factoring.queries import changed_at as factoring_changed_at
from billing.requests.models import BillingRequest
from billing.runs.rules.preparing import Candidate
from billing.seller.rules import SellerFacts
from billing.streams.models import Stream
from tenants.kernel.country import CURRENCIES
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, RequestId, StreamId, WorkspaceId
from tenants.kernel.language import Message

AT_ONCE = 500


def candidates(
    workspace_id: WorkspaceId, request_ids: Sequence[RequestId], *, lock: bool = False
) -> Iterator[Candidate]:
    """Yield requests in the order of the ids, some hundred at a time; with `lock`, nobody changes them meanwhile."""
    for start in range(0, len(request_ids), AT_ONCE):
        yield from _batch(workspace_id, request_ids[start : start + AT_ONCE], lock=lock)


def fingerprint(
    workspace_id: WorkspaceId,
    seller: SellerFacts,
    stream_id: StreamId,
    request_ids: Sequence[RequestId],
    issued_on: date,
    *,
    due_on: date | None = None,
) -> str:
    """Return a hash over everything that a run's invoices follow from: requests, cards, seller, stream and days.

    It differs as soon as one of them has been changed. The numbers aren't in it: they are taken when the run issues.
    """
    query = (
        select(
            BillingRequest.id,
            BillingRequest.state,
            BillingRequest.checked_at,
            BillingRequest.released_at,
            _changed_at(),
        )
        .where(BillingRequest.workspace_id == workspace_id, _is_one_of(request_ids))
        .order_by(BillingRequest.id)
    )
    stream = select(Stream.changed_at).where(Stream.workspace_id == workspace_id, Stream.id == stream_id)
    changes = f"{seller.changed_at.timestamp()} {db.session.scalar(stream)} {factoring_changed_at(workspace_id)}"
    digest = hashlib.sha256(f"{workspace_id} {stream_id} {issued_on} {due_on} {changes}".encode())
    for request_id, state, checked_at, released_at, changed_at in db.session.execute(query):
        released = f" {released_at.timestamp()}" if released_at else ""
        digest.update(f"\n{request_id} {state} {checked_at.timestamp()} {changed_at}{released}".encode())
    return digest.hexdigest()


def rates_for(
    workspace_id: WorkspaceId, request_ids: Sequence[RequestId], seller: SellerFacts, issued_on: date
) -> Rates:
    """Return the exchange rates that requests may need for stating their VAT in the seller's national currency."""
    query = (
        select(BillingRequest.currency)
        .where(BillingRequest.workspace_id == workspace_id, _is_one_of(request_ids))
        .distinct()
    )
    national = CURRENCIES[seller.country]
    others = {code for code in db.session.scalars(query) if code != national}
    return rates_until(others | {national}, issued_on) if others else NO_RATES


def _changed_at() -> ColumnElement[float]:
    card = select(func.extract("epoch", Customer.changed_at)).where(
        Customer.workspace_id == BillingRequest.workspace_id, Customer.id == BillingRequest.customer_id
    )
    return card.scalar_subquery()


def _batch(workspace_id: WorkspaceId, ids: Sequence[RequestId], *, lock: bool) -> Iterator[Candidate]:
    query = select(BillingRequest).where(BillingRequest.workspace_id == workspace_id, _is_one_of(ids))
    query = query.order_by(BillingRequest.id).execution_options(populate_existing=True)
    if lock:
        query = query.with_for_update(key_share=True)
    found = {RequestId(row.id): row for row in db.session.scalars(query)}
    cards = customers_by_id(workspace_id, {CustomerId(row.customer_id) for row in found.values() if row.customer_id})
    for request_id in ids:
        if (row := found.get(request_id)) is not None:
            yield _candidate(row, cards.get(CustomerId(row.customer_id)) if row.customer_id else None)
            db.session.expunge(row)


def _candidate(row: BillingRequest, customer: CustomerFacts | None) -> Candidate:
    return Candidate(
        request_id=RequestId(row.id),
        stream_id=StreamId(row.stream_id),
        state=row.state,
        customer=customer,
        customer_number=customer.number if customer else row.customer_number,
        customer_name=customer.name if customer else row.customer_name,
        subject=row.subject,
        content=row.content,
        is_released=row.released_at is not None,
        remarks=tuple(map(Message.from_json, row.remarks)),
    )


def _is_one_of(ids: Sequence[UUID]) -> ColumnElement[bool]:
    """Return whether a request is one of many, which go to the database as one parameter."""
    return BillingRequest.id == any_(literal(list(ids), ARRAY(Uuid())))
