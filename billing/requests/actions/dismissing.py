"""Taking requests off the list, and a contract's back onto it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ARRAY, Uuid, any_, literal, update

from billing.requests.actions.checking import check_again
from billing.requests.models import BillingRequest
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.journal import About, enter

WAITING = ("cancelled", "invalid", "ready")
OWED = ("portal", "plan")
OF_CONTRACT = "contract"


def dismiss_requests(
    actor: Actor, workspace_id: WorkspaceId, request_ids: Collection[RequestId] | None, *, now: datetime
) -> int:
    """Take requests off the list and return how many: of the given ones those that wait, else all cancelled.

    An invalid one may be beyond repair, such as an invoice of another seller, and a ready one may be in the list twice;
    they stay unless they are named. What is ready from the desk or of a plan is owed to somebody, and stays.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    statement = update(BillingRequest).where(
        BillingRequest.workspace_id == workspace_id,
        BillingRequest.state.in_(("cancelled",) if request_ids is None else WAITING),
        (BillingRequest.state != "ready") | BillingRequest.source.not_in(OWED),
    )
    if request_ids is not None:
        statement = statement.where(BillingRequest.id == any_(literal(list(request_ids), ARRAY(Uuid))))
    gone = db.session.scalars(statement.values(state="dismissed").returning(BillingRequest.key)).all()
    if gone:
        after = {"count": len(gone), "keys": ", ".join(gone)[:1000]}
        enter(actor, "requests_dismissed", About("billing_request", after=after), in_=workspace_id, now=now)
    return len(gone)


def take_back(actor: Actor, workspace_id: WorkspaceId, request_id: RequestId, *, now: datetime) -> bool:
    """Put a dismissed request of a contract back onto the list, checked by today's cards; return whether it was one.

    A contract makes a request of each period once, so without this the period would never be billed. What came from a
    file comes again with the file; an order that was cancelled there stays off.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    statement = update(BillingRequest).where(
        BillingRequest.workspace_id == workspace_id,
        BillingRequest.id == request_id,
        BillingRequest.state == "dismissed",
        BillingRequest.source == OF_CONTRACT,
    )
    key = db.session.scalar(statement.values(state="invalid").returning(BillingRequest.key))
    if key is None:
        return False
    enter(
        actor, "request_taken_back", About("billing_request", request_id, after={"key": key}), in_=workspace_id, now=now
    )
    check_again(actor, workspace_id, request_ids=[request_id], now=now)
    return True
