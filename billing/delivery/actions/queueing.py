"""Writing deliveries, and asking for the work that carries them out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from billing.delivery.actions.reporting import End, report_ends
from billing.delivery.models import Delivery
from billing.delivery.rules.routes import Channel, Route
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, DocumentId, InvoiceId, WorkspaceId
from tenants.kernel.outbox.tasks import after_commit

DELIVER = "deliver"
CHUNK = 100

# Whoever sends in a workspace waits for whoever does so at the same time, so that nothing is queued twice.
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('send:' || :workspace, 0))")


def one_at_a_time(workspace_id: WorkspaceId) -> None:
    """Wait until nobody else is queueing deliveries in a workspace; held until the transaction ends."""
    db.session.execute(ONE_AT_A_TIME, {"workspace": str(workspace_id)})


def new_delivery(
    workspace_id: WorkspaceId, invoice_id: InvoiceId, document_id: DocumentId, route: Route, *, now: datetime
) -> dict[str, Any]:
    """Return a delivery as a row: queued, or failed with the reason where the route has a problem."""
    return {
        "workspace_id": workspace_id,
        "id": uuid4(),
        "document_id": document_id,
        "invoice_id": invoice_id,
        "channel": route.channel,
        "address": route.address,
        "route": route.to_json(),
        "state": "failed" if route.problem else "queued",
        "reason": route.problem.to_json() if route.problem else None,
        "receipt": None,
        "created_at": now,
        "handed_over_at": None,
        "settled_at": now if route.problem else None,
    }


def queue(workspace_id: WorkspaceId, rows: Sequence[dict[str, Any]]) -> None:
    """Write deliveries in one statement, and ask for the queued ones to be carried out, in chunks by channel."""
    add_rows(Delivery, rows)
    report_ends(workspace_id, [End(row["id"], row["invoice_id"], row["state"]) for row in rows])
    by_channel: defaultdict[Channel, list[UUID]] = defaultdict(list)
    for row in rows:
        if row["state"] == "queued":
            by_channel[row["channel"]].append(row["id"])
    for channel, ids in by_channel.items():
        for chunk in _chunks(ids):
            ask_for(workspace_id, channel, chunk, key=str(chunk[0]))


def ask_for(
    workspace_id: WorkspaceId, channel: Channel, ids: Iterable[UUID], *, key: str, wait: timedelta = timedelta()
) -> None:
    """Ask for deliveries by one channel to be carried out."""
    asked = {"channel": channel, "delivery_ids": ",".join(map(str, ids))}
    after_commit(DELIVER, workspace_id, key=key, ids=asked, wait=wait)


def ids_of(asked: str) -> tuple[DeliveryId, ...]:
    """Return the deliveries that a task was asked for."""
    return tuple(DeliveryId(UUID(each)) for each in asked.split(","))


def _chunks(ids: Sequence[UUID]) -> Iterable[list[UUID]]:
    left = iter(ids)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
