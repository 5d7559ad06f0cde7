"""Having requests billed however little they come to, and taking that back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, literal, update

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
    waiting = (BillingRequest.state == "ready", BillingRequest.released_at.is_(None))
    released = _mark(workspace_id, request_ids, waiting, released_at=now)
    return _tell(actor, workspace_id, "requests_released", released, now)


def hold_requests(actor: Actor, workspace_id: WorkspaceId, request_ids: Collection[RequestId], *, now: datetime) -> int:
    """Have the released ones of some requests wait again by their streams' least amounts; returns how many.

    What has been invoiced stays so: an invoice is never taken back.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    released = (BillingRequest.state != "invoiced", BillingRequest.released_at.is_not(None))
    held = _mark(workspace_id, request_ids, released, released_at=None)
    return _tell(actor, workspace_id, "requests_held", held, now)


def _mark(
    workspace_id: WorkspaceId,
    request_ids: Collection[RequestId],
    standing: Iterable[ColumnElement[bool]],
    *,
    released_at: datetime | None,
) -> list[str]:
    """Change those of some requests that stand so; returns their keys."""
    chosen = BillingRequest.id == any_(literal(list(request_ids), ARRAY(Uuid())))
    statement = update(BillingRequest).where(BillingRequest.workspace_id == workspace_id, chosen, *standing)
    return sorted(db.session.scalars(statement.values(released_at=released_at).returning(BillingRequest.key)))


def _tell(actor: Actor, workspace_id: WorkspaceId, act: str, keys: Sequence[str], now: datetime) -> int:
    if keys:
        after = {"count": len(keys), "keys": ", ".join(keys)[:1000]}
        enter(actor, act, About("billing_request", after=after), in_=workspace_id, now=now)
    return len(keys)
