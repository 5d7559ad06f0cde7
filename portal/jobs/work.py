"""Performing one task: claim it, keep its lease while working, finish it in the transaction of its effect."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.edge.settings import settings
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.actor import Actor
from tenants.kernel.faults import reached
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.outbox.causes import kept_of
from tenants.kernel.outbox.tasks import Claim, LeaseLost, claim, finish, keep, put_back
from tenants.kernel.scope import Scope

log = structlog.get_logger()


@dataclass(slots=True)
class Work:
    """One claimed task at work: where, with what ids, and the transactions it may open."""

    claim: Claim
    lease: timedelta
    finished: bool = field(default=False, init=False)

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the workspace the task belongs to."""
        return WorkspaceId(self.claim.scope_id)

    def id(self, name: str) -> UUID:
        """Return one of the ids that the task was given."""
        return UUID(self.claim.ids[name])

    def actor(self, *, name: str = "Samla", user_id: UserId | None = None) -> Actor:
        """Return who acts: the job, in the name of whoever asked for it where that is known."""
        return job_actor(self.claim.scope_kind, self.claim.scope_id, name=name, user_id=user_id)

    @contextmanager
    def step(self) -> Iterator[datetime]:
        """Open a transaction in the middle of the work; the lease is checked and prolonged in it."""
        with transaction(scope=self._scope()) as now:
            keep(self.claim, lease=self.lease)
            yield now

    @contextmanager
    def last_step(self) -> Iterator[datetime]:
        """Open the transaction that writes the effect and finishes the task, both or neither."""
        with transaction(scope=self._scope()) as now:
            yield now
            finish(self.claim)
        self.finished = True

    def give_back(self, problem: str, *, wait: timedelta | None = None) -> None:
        """Have the task tried again later; it counts as a try."""
        with transaction(scope=self._scope()):
            put_back(self.claim, problem, wait=wait)
        self.finished = True

    def _scope(self) -> Scope:
        is_firm = self.claim.scope_kind == "firm"
        return self.actor().scope(
            acting=None if is_firm else self.claim.scope_id, firm=self.claim.scope_id if is_firm else None
        )


Handler = Callable[[Work], None]


def perform_in(app: Flask, handlers: Mapping[str, Handler], scope_kind: str, scope_id: UUID, task_id: UUID) -> None:
    """Do one task in an application, with a table of handlers by kind."""
    with app.app_context():
        config = settings()
        lease = timedelta(seconds=config.lease_seconds)
        with transaction(scope=job_actor(scope_kind, scope_id).scope(acting=scope_id, firm=scope_id)):
            held = claim(scope_id, task_id, lease=lease)
        if held is not None:
            reached("claimed")
            _work(app, handlers.get(held.kind, _unheard_of), Work(held, lease))


def _unheard_of(work: Work) -> None:
    """Leave a task to a worker that knows its kind, such as a newer one while an upgrade is on its way."""
    work.give_back(f"This worker has no job for tasks of the kind {work.claim.kind}.")


def _work(app: Flask, handler: Handler, work: Work) -> None:
    with _heartbeat(app, work):
        try:
            handler(work)
            if not work.finished:
                with work.last_step():
                    pass
        except LeaseLost:
            log.warning("lease_lost", task=str(work.claim.task_id), kind=work.claim.kind)
        except Exception as fault:
            log.exception("task_failed", task=str(work.claim.task_id), kind=work.claim.kind)
            if not work.finished:
                work.give_back(kept_of(fault))


@contextmanager
def _heartbeat(app: Flask, work: Work) -> Iterator[None]:
    """Prolong the lease every third of it; a worker that has lost it stops at once, in the middle of whatever."""
    stop = threading.Event()

    def beat() -> None:
        with app.app_context():
            while not stop.wait(work.lease.total_seconds() / 3):
                try:
                    with work.step():
                        pass
                except LeaseLost:
                    if not work.finished and not stop.is_set():
                        os._exit(70)
                    return
                except SQLAlchemyError as fault:  # away for a moment; the lease tells whether that was too long
                    log.warning("lease_not_kept", task=str(work.claim.task_id), fault=str(fault).split("\n")[0])

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)
