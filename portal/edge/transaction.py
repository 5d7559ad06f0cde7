"""The only commit: one action, one transaction, one place it may write in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from flask import g

from portal.edge import clock
from portal.edge.relay import ring
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.outbox.tasks import take_bells
from tenants.kernel.scope import Scope, enter_scope, in_scope


@contextmanager
def transaction(
    *, acting: UUID | None = None, firm: UUID | None = None, scope: Scope | None = None
) -> Iterator[datetime]:
    """Run an action for the signed-in actor, or in a given scope, and commit it; gives the moment it is.

    What was read before, in the request, is let go of first: a transaction keeps the scope that it began with.
    """
    if scope is None:
        actor: Actor | None = g.get("actor")
        scope = actor.scope(acting=acting, firm=firm) if actor else Scope()
    db.session.rollback()
    take_bells()
    with in_scope(scope):
        try:
            yield clock.now()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
    ring(take_bells())


def read_as(scope: Scope) -> None:
    """Have the rest of this request read in a scope; what was read before it was known is let go of."""
    db.session.rollback()
    enter_scope(scope)


@contextmanager
def reading(scope: Scope) -> Iterator[datetime]:
    """Read in a scope; whatever was written is rolled back."""
    db.session.rollback()
    with in_scope(scope):
        try:
            yield clock.now()
        finally:
            db.session.rollback()
