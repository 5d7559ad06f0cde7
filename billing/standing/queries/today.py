"""Today: everything that waits, across all clients of a person."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from billing.standing.queries.people import Invited, invited_clients, owners_of, people_of
from billing.standing.queries.waiting import Waiting, waiting_in
from tenants.conversations.narrowing import Reader
from tenants.conversations.queries import questions_waiting
from tenants.diligence.queries import Lacking, lacking
from tenants.kernel.ids import ClientId, FirmId, WorkspaceId
from tenants.workspaces.queries import workspace_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One kind of work at one client: how much, since when, and who answers for it.

    What waits for the client's answer (`approvals`) has a client on a firm's register instead of a workspace.
    """

    kind: str
    client: str
    count: int
    oldest: datetime
    owners: tuple[str, ...]
    parts: tuple[tuple[str, int], ...] = ()
    workspace_id: WorkspaceId | None = None
    firm_id: FirmId | None = None
    client_id: ClientId | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """What waits, the oldest first."""

    works: tuple[Work, ...]

    def count(self, kind: str, part: str | None = None) -> int:
        """Return how many things of a kind wait at all clients together, or of one part of a kind."""
        works = [work for work in self.works if work.kind == kind]
        if part is None:
            return sum(work.count for work in works)
        return sum(count for work in works for name, count in work.parts if name == part)


def today_of(
    workspace_ids: Collection[WorkspaceId], firm_ids: Collection[UUID], *, reader: Reader | None = None, now: datetime
) -> Today:
    """Return what waits in some workspaces and on the registers of some firms, in at most twelve queries.

    With a reader, also the questions that wait for the firm's side, and the due diligence that is to be done.
    """
    waiting, invited = waiting_in(workspace_ids, now=now), invited_clients(firm_ids) if firm_ids else ()
    asked = questions_waiting(workspace_ids, reader) if reader else ()
    questions = [Waiting(one.workspace_id, "questions", one.part, one.count, one.oldest) for one in asked]
    works = [*_in_workspaces([*waiting, *questions], firm_ids), *_on_registers(invited, firm_ids)]
    if reader:
        works += _to_be_known(lacking(firm_ids, on=reader.on), firm_ids)
    return Today(tuple(sorted(works, key=lambda work: (work.oldest, work.client, work.kind))))


def _in_workspaces(waiting: Iterable[Waiting], firm_ids: Collection[UUID]) -> Iterator[Work]:
    grouped: dict[tuple[WorkspaceId, str], list[Waiting]] = {}
    for one in waiting:
        grouped.setdefault((one.workspace_id, one.kind), []).append(one)
    at = {workspace_id for workspace_id, _kind in grouped}
    names = {row.id: row.name for row in workspace_rows(at, at_most=len(at))} if at else {}
    owners = owners_of(at, firm_ids) if at and firm_ids else {}
    for (workspace_id, kind), heap in grouped.items():
        yield Work(
            kind=kind,
            client=names[workspace_id],
            count=sum(one.count for one in heap),
            oldest=min(one.oldest for one in heap),
            owners=owners.get(workspace_id, ()),
            parts=tuple(sorted((one.part, one.count) for one in heap)),
            workspace_id=workspace_id,
        )


def _to_be_known(clients: Collection[Lacking], firm_ids: Collection[UUID]) -> Iterator[Work]:
    people = people_of({one.engagement_id for one in clients}, firm_ids) if clients else {}
    for one in clients:
        yield Work(
            kind="diligence",
            client=one.name,
            count=1,
            oldest=one.since,
            owners=people.get(one.engagement_id, ()),
            parts=((one.part, 1),),
            firm_id=one.firm_id,
            client_id=one.client_id,
        )


def _on_registers(invited: Collection[Invited], firm_ids: Collection[UUID]) -> Iterator[Work]:
    people = people_of({one.engagement_id for one in invited}, firm_ids) if invited else {}
    for one in invited:
        yield Work(
            kind="approvals",
            client=one.name,
            count=1,
            oldest=one.invited_at,
            owners=people.get(one.engagement_id, ()),
            firm_id=one.firm_id,
            client_id=one.client_id,
        )
