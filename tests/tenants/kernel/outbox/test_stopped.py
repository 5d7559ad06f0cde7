"""Work that was given up: found by what it is about, and started again with all its attempts."""

from uuid import UUID, uuid4

import pytest
from factories.cast import Cast
from sqlalchemy import text

from portal.edge.transaction import transaction
from tenants.kernel.db import db
from tenants.kernel.outbox.stopped import start_again, stopped_tasks
from tenants.kernel.outbox.tasks import after_commit, take_bells
from tenants.kernel.scope import Scope

RUN = uuid4()


@pytest.fixture
def scope(cast: Cast) -> Scope:
    """Return the scope of a workspace with one task that was given up and one that is ready."""
    scope = Scope(visible=(cast.kuusi.workspace_id,), acting=cast.kuusi.workspace_id)
    with transaction(scope=scope):
        for key in ("dead", "ready"):
            after_commit("test", cast.kuusi.workspace_id, key=key, ids={"run_id": str(RUN)})
        db.session.execute(text("update task set state = 'dead', attempts = 8 where key = 'dead'"))
        take_bells()
    return scope


def stopped(scope: Scope, where: UUID, run: UUID = RUN) -> list[int]:
    with transaction(scope=scope):
        return [one.attempts for one in stopped_tasks(where, ["test"], about=("run_id", run))]


class TestStoppedTasks:
    """`stopped_tasks`."""

    def test_are_those_that_were_given_up_over_the_same_thing(self, cast: Cast, scope: Scope) -> None:
        assert stopped(scope, cast.kuusi.workspace_id) == [8]
        assert stopped(scope, cast.kuusi.workspace_id, uuid4()) == []

    def test_are_hidden_from_a_stranger(self, cast: Cast, scope: Scope) -> None:
        theirs = Scope(visible=(cast.ek.workspace_id,), acting=cast.ek.workspace_id)
        assert stopped(theirs, cast.kuusi.workspace_id) == []


class TestStartAgain:
    """`start_again`."""

    def test_rings_for_what_was_given_up_alone(self, cast: Cast, scope: Scope) -> None:
        where = cast.kuusi.workspace_id
        with transaction(scope=scope):
            ids = db.session.scalars(text("select id from task where kind = 'test'")).all()
            assert start_again(where, ids) == 1
            assert [bell.kind for bell in take_bells()] == ["test"]
            assert start_again(where, ids) == 0
        assert stopped(scope, where) == []
