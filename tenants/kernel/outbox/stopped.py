"""Work that was given up after its last attempt: finding it, and asking for it once more because a person wants so."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update

from tenants.kernel.db import db
from tenants.kernel.language import Message
from tenants.kernel.outbox.causes import cause_of
from tenants.kernel.outbox.tasks import TASK, Bell, ask_to_ring


@dataclass(frozen=True, slots=True)
class StoppedTask:
    """A task that nobody takes up any more, its ids, how many attempts it had, and why it was given up."""

    task_id: UUID
    kind: str
    ids: dict[str, str]
    attempts: int
    cause: Message


def stopped_tasks(scope_id: UUID, kinds: Collection[str], *, about: tuple[str, UUID]) -> tuple[StoppedTask, ...]:
    """Return the tasks of some kinds that were given up, of those with a certain id, such as ("run_id", ...)."""
    name, value = about
    query = select(TASK.c.id, TASK.c.kind, TASK.c.ids, TASK.c.attempts, TASK.c.problem).where(
        TASK.c.scope_id == scope_id,
        TASK.c.kind.in_(kinds),
        TASK.c.state == "dead",
        TASK.c.ids[name].astext == str(value),
    )
    rows = db.session.execute(query.order_by(TASK.c.created_at, TASK.c.id))
    return tuple(StoppedTask(id_, kind, ids, attempts, cause_of(kept)) for id_, kind, ids, attempts, kept in rows)


def start_again(scope_id: UUID, task_ids: Collection[UUID]) -> int:
    """Have tasks that were given up done after all, with as many attempts as a new one; returns how many were."""
    again = db.session.execute(
        update(TASK)
        .where(TASK.c.scope_id == scope_id, TASK.c.id.in_(task_ids), TASK.c.state == "dead")
        .values(state="ready", attempts=0, run_at=func.now(), rung_at=func.now(), problem=None)
        .returning(TASK.c.scope_kind, TASK.c.scope_id, TASK.c.id, TASK.c.kind)
    ).all()
    ask_to_ring(*(Bell(*row) for row in again))
    return len(again)
