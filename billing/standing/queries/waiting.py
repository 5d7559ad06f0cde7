"""What waits to be done, counted by client: a constant number of queries however many clients there are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import func, select

from billing.delivery.queries import attention_counts, unsent_counts
from billing.desk.queries import desk_counts
from billing.requests.models import BillingRequest
from tenants.kernel.db import db, of_no_author
from tenants.kernel.ids import WorkspaceId

Kind = Literal["ready", "invalid", "cancelled", "unsent", "attention", "questions", "desk"]
OF_REQUESTS: tuple[Kind, ...] = ("ready", "invalid", "cancelled")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things of one kind wait in one workspace, since when.

    `part` is the channel of what is unsent, the state of a delivery that needs attention, or at the desk the urgency.
    """

    workspace_id: WorkspaceId
    kind: Kind
    part: str
    count: int
    oldest: datetime


def waiting_in(workspace_ids: Collection[WorkspaceId], *, now: datetime) -> tuple[Waiting, ...]:
    """Return what waits in some workspaces, in five queries at most."""
    if not workspace_ids:
        return ()
    unsent = (
        Waiting(at.workspace_id, "unsent", at.channel, at.count, at.oldest_at) for at in unsent_counts(workspace_ids)
    )
    bad = (
        Waiting(at.workspace_id, "attention", at.state, at.count, at.oldest_at)
        for at in attention_counts(workspace_ids)
    )
    written = (
        Waiting(at.workspace_id, "desk", at.urgency, at.count, at.oldest_at)
        for at in desk_counts(workspace_ids, now=now)
    )
    return (*_requests(workspace_ids), *unsent, *bad, *written)


def _requests(workspace_ids: Collection[WorkspaceId]) -> Iterator[Waiting]:
    one = BillingRequest
    rows = db.session.execute(
        select(one.workspace_id, one.state, func.count(), func.min(one.created_at))
        .where(one.workspace_id.in_(workspace_ids), one.state.in_(OF_REQUESTS), of_no_author())
        .group_by(one.workspace_id, one.state)
    )
    return (Waiting(WorkspaceId(at), cast("Kind", state), "", count, oldest) for at, state, count, oldest in rows)
