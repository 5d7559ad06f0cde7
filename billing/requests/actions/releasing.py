"""Having requests billed however little they come to, and taking that back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ARRAY, Uuid, any_, literal, update

from billing.requests.models import BillingRequest
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.journal import About, enter


def release_requests(
    actor: Actor, workspace_id: WorkspaceId, request_ids: Collection[RequestId], *, now: datetime
) -> int:
    """Have the ready ones of some requests billed by the next run, whatever a stream's least amount; returns how many.

    One that was released before stays so and isn't counted.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    statement = (
        update(BillingRequest)
        .where(
            BillingRequest.workspace_id == workspace_id,
            BillingRequest.id == any_(literal(list(request_ids), ARRAY(Uuid()))),
            BillingRequest.state == "ready",
            BillingRequest.released_at.is_(None),
        )
        .values(released_at=now)
        .returning(BillingRequest.key)
    )
    released = sorted(db.session.scalars(statement))
    if released:
        after = {"count": len(released), "keys": ", ".join(released)[:1000]}
        enter(actor, "requests_released", About("billing_request", after=after), in_=workspace_id, now=now)
    return len(released)


def hold_requests(actor: Actor, workspace_id: WorkspaceId, request_ids: Collection[RequestId], *, now: datetime) -> int:
    """Have the released ones of some requests wait again by their streams' least amounts; returns how many.

    What has been invoiced stays so: an invoice is never taken back.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    statement = (
        update(BillingRequest)
        .where(
            BillingRequest.workspace_id == workspace_id,
            BillingRequest.id == any_(literal(list(request_ids), ARRAY(Uuid()))),
            BillingRequest.state != "invoiced",
            BillingRequest.released_at.is_not(None),
        )
        .values(released_at=None)
        .returning(BillingRequest.key)
    )
    held = sorted(db.session.scalars(statement))
    if held:
        after = {"count": len(held), "keys": ", ".join(held)[:1000]}
        enter(actor, "requests_held", About("billing_request", after=after), in_=workspace_id, now=now)
    return len(held)
