"""Checking what waits for articles and prices, after one of them has changed."""

from datetime import datetime

from sqlalchemy import func, select

from billing.requests.actions.checking import JUDGED, CheckCounts, check_again
from billing.requests.models import BillingRequest
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId

R = BillingRequest


def check_priced(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> CheckCounts:
    """Check the open requests that leave something to an article, so that none is run at a price of before."""
    left = func.jsonb_object_keys(R.unsaid).column_valued("left_unsaid")
    names = select(left).where(left.endswith(".article", autoescape=True)).correlate(R)
    query = select(R.id).where(R.workspace_id == workspace_id, R.state.in_(JUDGED), names.exists())
    waiting = [RequestId(request_id) for request_id in db.session.scalars(query)]
    return check_again(actor, workspace_id, request_ids=waiting, now=now)
