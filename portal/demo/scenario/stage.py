"""What every step of the scenario has at hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from flask import current_app

from portal.demo.keys import Keys
from portal.demo.mail_catcher.storage import Mailbox
from portal.demo.waiting import wait_for
from portal.edge.clock import real_clock, set_clock
from portal.edge.transaction import reading, transaction
from tenants.access.queries import actor_of
from tenants.kernel.actor import Actor
from tenants.kernel.ids import UserId
from tenants.kernel.scope import Scope
from tenants.users.queries import get_person

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Stage:
    """The demo's keys, mailbox and outbox; `check` ends the wait when a process has died."""

    keys: Keys
    mailbox: Mailbox
    einvoices: Path
    check: Callable[[], None]

    def wait(self, look: Callable[[], Found | None], *, what: str) -> Found:
        """Return what a look finds, once it does; a process that ends meanwhile ends the wait."""

        def checked() -> Found | None:
            self.check()
            return look()

        return wait_for(checked, what=what)


@contextmanager
def acting(user_id: UserId, *, in_: UUID | None = None, firm: UUID | None = None) -> Iterator[tuple[Actor, datetime]]:
    """Open a transaction in which a person acts, with what they may do at this moment."""
    with transaction(scope=Scope()):
        actor = actor_of(get_person(user_id))
    with transaction(scope=actor.scope(acting=in_, firm=firm)) as now:
        yield actor, now


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """Have what is done inside be done some days ago; nothing in the product can be dated back otherwise."""
    set_clock(current_app, lambda: real_clock() - timedelta(days=days))
    try:
        yield
    finally:
        set_clock(current_app, real_clock)


@contextmanager
def looking(user_id: UserId) -> Iterator[datetime]:
    """Read as a person; nothing is written."""
    with reading(Scope()):
        actor = actor_of(get_person(user_id))
    with reading(actor.scope()) as now:
        yield now
