"""Asking for work, claiming it under a lease, and finishing it under the fence of that claim.

A claim takes a lease by the database's clock and raises the fence. Effect and completion are one transaction that
checks the fence, so a worker that lost its lease (killed, paused, slow) can't write a result any more.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, and_, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task
from tenants.kernel.refusals import Conflict

TASK = cast("Table", Task.__table__)
LEASE = timedelta(seconds=30)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=4)


class LeaseLost(Conflict):
    """Another worker has taken this over."""


@dataclass(frozen=True, slots=True)
class Bell:
    """What RQ is told: where the task lies and which one it is, nothing else."""

    scope_kind: str
    scope_id: UUID
    task_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A task in the hands of one worker; `last` says that no further attempt will follow."""

    scope_kind: str
    scope_id: UUID
    task_id: UUID
    kind: str
    ids: Mapping[str, Any]
    fence: int
    last: bool


_asked_for: ContextVar[tuple[Bell, ...]] = ContextVar("asked_for", default=())


def after_commit(
    kind: str,
    scope_id: UUID,
    *,
    key: str,
    scope_kind: str = "workspace",
    ids: Mapping[str, str] | None = None,
    wait: timedelta = timedelta(),
) -> None:
    """Have a task done once the transaction is committed; the same key in a scope is asked for only once."""
    task_id = uuid4()
    values = {"scope_id": scope_id, "id": task_id, "scope_kind": scope_kind, "kind": kind, "key": key}
    later = func.now() + wait
    statement = insert(Task).values(**values, ids=dict(ids or {}), state="ready", run_at=later, rung_at=later)
    db.session.execute(statement.on_conflict_do_nothing())
    if not wait:
        ask_to_ring(Bell(scope_kind, scope_id, task_id, kind))


def ask_to_ring(*bells: Bell) -> None:
    """Have the edge ring after its commit, so that nobody has to wait for the sweeper."""
    _asked_for.set((*_asked_for.get(), *bells))


def take_bells() -> tuple[Bell, ...]:
    """Return what was asked for since the last time, so that the edge can ring after its commit."""
    bells = _asked_for.get()
    _asked_for.set(())
    return bells


def claim(scope_id: UUID, task_id: UUID, *, lease: timedelta = LEASE) -> Claim | None:
    """Take a task that is due, or whose worker's lease ran out; None if there is nothing to take."""
    now = func.now()
    due = or_(and_(Task.state == "ready", Task.run_at <= now), and_(Task.state == "running", Task.lease_until < now))
    taken = db.session.execute(
        update(Task)
        .where(Task.scope_id == scope_id, Task.id == task_id, due, Task.attempts < Task.max_attempts)
        .values(state="running", attempts=Task.attempts + 1, fence=Task.fence + 1, lease_until=now + lease)
        .returning(Task.scope_kind, Task.kind, Task.ids, Task.fence, Task.attempts >= Task.max_attempts)
    ).one_or_none()
    if taken is None:
        return None
    scope_kind, kind, ids, fence, last = taken
    return Claim(scope_kind, scope_id, task_id, kind, ids, fence, last)


def keep(held: Claim, *, lease: timedelta = LEASE) -> None:
    """Prolong a lease.

    Raises:
        LeaseLost: somebody else holds the task by now.
    """
    _settle(held, lease_until=func.now() + lease)


def finish(held: Claim) -> None:
    """Mark a task done, in the transaction of its effect.

    Raises:
        LeaseLost: somebody else holds the task by now; the transaction must be rolled back.
    """
    _settle(held, state="done", lease_until=None, done_at=func.now(), problem=None)


def put_back(held: Claim, problem: str, *, wait: timedelta | None = None) -> None:
    """Return a task that couldn't be done, to be tried after a growing pause; dead when tries are used up.

    Raises:
        LeaseLost: somebody else holds the task by now.
    """
    if held.last:
        _settle(held, state="dead", lease_until=None, problem=problem)
        return
    later = func.now() + (pause_after(held.fence) if wait is None else wait)
    _settle(held, state="ready", lease_until=None, run_at=later, rung_at=later, problem=problem)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait before the next try: doubling from five seconds to four hours.

    >>> pause_after(1), pause_after(3)
    (datetime.timedelta(seconds=5), datetime.timedelta(seconds=20))
    """
    doubled: timedelta = FIRST_PAUSE * 2 ** (attempts - 1)
    return min(doubled, LONGEST_PAUSE)


def _settle(held: Claim, **values: Any) -> None:
    settled = db.session.execute(
        update(TASK)
        .where(
            TASK.c.scope_id == held.scope_id,
            TASK.c.id == held.task_id,
            TASK.c.fence == held.fence,
            TASK.c.state == "running",
        )
        .values(**values)
        .returning(TASK.c.id)
    )
    if settled.one_or_none() is None:
        raise LeaseLost(held.task_id)


def sweep(*, at_most: int = 500, at_most_per_scope: int = 20) -> list[Bell]:
    """Return tasks of all tenants that are due and in nobody's hands; at most k of a tenant, so that all get a turn."""
    rows = db.session.execute(
        text("select scope_kind, scope_id, id, kind from sweep_tasks(:n, :k)"), {"n": at_most, "k": at_most_per_scope}
    )
    return [Bell(*row) for row in rows]


def waiting(scope_id: UUID, kind: str) -> int:
    """Return how many tasks of a kind a tenant still waits for."""
    query = select(func.count()).select_from(Task)
    found = db.session.scalar(
        query.where(Task.scope_id == scope_id, Task.kind == kind, Task.state.in_(["ready", "running"]))
    )
    return found or 0
