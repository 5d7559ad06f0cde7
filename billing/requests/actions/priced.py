"""Checking what waits for articles, prices and a stream's usual ones, after one of them has changed."""

from datetime import datetime

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from billing.requests.actions.checking import JUDGED, CheckCounts, check_again
from billing.requests.models import BillingRequest
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId

R = BillingRequest


def check_priced(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> CheckCounts:
    """Check the open requests that leave something to an article, so that none is run at a price of before."""
    left = func.jsonb_object_keys(R.unsaid).column_valued("left_unsaid")
    names = select(left).where(left.endswith(".article", autoescape=True)).correlate(R)
    query = select(R.id).where(R.workspace_id == workspace_id, R.state.in_(JUDGED), names.exists())
    waiting = [RequestId(request_id) for request_id in db.session.scalars(query)]
    return check_again(actor, workspace_id, request_ids=waiting, now=now)


def check_in_stream(actor: Actor, workspace_id: WorkspaceId, stream_id: StreamId, *, now: datetime) -> CheckCounts:
    """Check a stream's open requests that leave something unsaid, so that they follow what is usual in it now."""
    ours = (R.workspace_id == workspace_id, R.stream_id == stream_id, R.state.in_(JUDGED))
    query = select(R.id).where(*ours, R.unsaid != literal({}, JSONB))
    waiting = [RequestId(request_id) for request_id in db.session.scalars(query)]
    return check_again(actor, workspace_id, request_ids=waiting, now=now)
