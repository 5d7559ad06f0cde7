"""Doing what a worker would."""

from collections.abc import Callable, Collection

from flask import Flask
from sqlalchemy import select

from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task
from tenants.kernel.outbox.tasks import sweep
from tenants.kernel.scope import Scope

# The record of an acceptance, which takes as long to draw as an invoice, and the mails on it: the cast leave them to
# be done, and tests of other things don't wait for them.
LEFT_BY_THE_CAST = frozenset({"record_acceptance", "tell_accepted"})
ROUNDS = 10


def worker_of(app: Flask, *, leaving: Collection[str] = LEFT_BY_THE_CAST) -> Callable[[], None]:
    """Return a function that does every task which waits, and what comes of it, but for kinds that are left."""

    def work() -> None:
        for _round in range(ROUNDS):
            with transaction(scope=Scope()):
                bells = [bell for bell in sweep() if bell.kind not in leaving]
            if not bells:
                return
            for bell in bells:
                perform_in(app, HANDLERS, bell.scope_kind, bell.scope_id, bell.task_id)

    return work


def perform(app: Flask, kind: str, scope_kind: str, scope_id: object) -> None:
    """Do what waits of a kind, the oldest first."""
    scope = job_actor(scope_kind, scope_id).scope(acting=scope_id, firm=scope_id)
    with transaction(scope=scope):
        waiting = select(Task.id).where(Task.scope_id == scope_id, Task.kind == kind, Task.state == "ready")
        tasks = db.session.scalars(waiting.order_by(Task.created_at)).all()
    for task_id in tasks:
        perform_in(app, HANDLERS, scope_kind, scope_id, task_id)
