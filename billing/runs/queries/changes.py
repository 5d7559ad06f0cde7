"""What has been changed since a rehearsal: why the run that it showed can't be started any more."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ARRAY, Uuid, any_, func, literal, select

from billing.customers.models import Customer
from billing.requests.models import BillingRequest
from billing.seller.models import Seller
from billing.streams.models import Stream
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId
from tenants.kernel.language import Message, msg

NAMED = 3


def changes_since(
    workspace_id: WorkspaceId, stream_id: StreamId, request_ids: Sequence[RequestId], since: datetime
) -> Iterator[Message]:
    """Yield what a run follows from and has been changed since a moment: settings, stream, cards, requests."""
    seller = select(Seller.changed_at).where(Seller.workspace_id == workspace_id)
    stream = select(Stream.changed_at).where(Stream.workspace_id == workspace_id, Stream.id == stream_id)
    if (db.session.scalar(seller) or since) > since:
        yield msg("The company's settings have been changed.")
    if (db.session.scalar(stream) or since) > since:
        yield msg("The stream's settings have been changed.")
    chosen = (
        BillingRequest.workspace_id == workspace_id,
        BillingRequest.id == any_(literal(list(request_ids), ARRAY(Uuid()))),
    )
    cards = select(BillingRequest.customer_id).where(*chosen)
    changed = select(Customer.name).where(
        Customer.workspace_id == workspace_id, Customer.id.in_(cards), Customer.changed_at > since
    )
    names = db.session.scalars(changed.order_by(Customer.sort_key)).all()
    if names:
        told = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
        yield msg("Customer cards changed: %(count)s (%(names)s).", count=len(names), names=told)
    gone = select(func.count()).where(*chosen, BillingRequest.state != "ready")
    if count := db.session.scalar(gone):
        yield msg("Requests that aren't ready any more: %(count)s.", count=count)
    checked = select(func.count()).where(*chosen, BillingRequest.state == "ready", BillingRequest.checked_at > since)
    if count := db.session.scalar(checked):
        yield msg("Requests that were checked again: %(count)s.", count=count)
