"""All clients of a firm in one list: how each collaboration stands, what waits there, and when somebody acted last.

The number of queries is the same for three clients and for three hundred; rows are put together in memory.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from billing.standing.queries.waiting import waiting_in
from tenants.collaborations.register import ClientFilter, ClientRow, client_rows
from tenants.conversations.narrowing import Reader
from tenants.conversations.queries import questions_waiting
from tenants.diligence.queries import lacking
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId, WorkspaceId

MOST_CLIENTS = 100_000
# The newest entry of each workspace by the journal's index; grouping would read the whole history.
LAST_ACTS = text(
    "select place, (select j.at from journal j where j.scope_id = place order by j.at desc limit 1) as at"
    " from unnest(cast(:places as uuid[])) as place"
)


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A client with what waits there by kind, and when somebody acted last.

    The counts are none where the reader doesn't reach the client's books; `diligence` is the firm's own and always
    counted.
    """

    client: ClientRow
    workspace_id: WorkspaceId | None
    counts: Mapping[str, int]
    last_at: datetime | None


def client_overview(
    firm_id: FirmId, wanted: ClientFilter, readable: Collection[WorkspaceId], reader: Reader, *, now: datetime
) -> tuple[OverviewRow, ...]:
    """Return all clients that match, in the register's order; `readable` are the workspaces that may be counted."""
    clients = client_rows(firm_id, wanted, offset=0, at_most=MOST_CLIENTS, now=now)
    reached = set(readable)
    places = [WorkspaceId(row.workspace_id) for row in clients if row.workspace_id in reached]
    counts = _counts(places, reader, now)
    owed = _owed(firm_id, reader)
    last = _last_acts(places)
    return tuple(
        OverviewRow(
            client=row,
            workspace_id=WorkspaceId(row.workspace_id) if row.workspace_id in reached else None,
            counts={**counts.get(row.workspace_id, {}), "diligence": owed.get(row.id, 0)},
            last_at=last.get(row.workspace_id),
        )
        for row in clients
    )


def _counts(places: Collection[WorkspaceId], reader: Reader, now: datetime) -> dict[UUID | None, dict[str, int]]:
    found: dict[UUID | None, dict[str, int]] = {place: {} for place in places}
    for one in waiting_in(places, now=now):
        kinds = found[one.workspace_id]
        kinds[one.kind] = kinds.get(one.kind, 0) + one.count
    for asked in questions_waiting(places, reader):
        kinds = found[asked.workspace_id]
        kinds["questions"] = kinds.get("questions", 0) + asked.count
    return found


def _owed(firm_id: FirmId, reader: Reader) -> dict[ClientId, int]:
    owed: dict[ClientId, int] = {}
    for one in lacking([firm_id], on=reader.on):
        owed[one.client_id] = 1
    return owed


def _last_acts(places: Collection[WorkspaceId]) -> dict[UUID | None, datetime]:
    if not places:
        return {}
    rows = db.session.execute(LAST_ACTS, {"places": [str(place) for place in places]})
    return {place: at for place, at in rows if at is not None}
