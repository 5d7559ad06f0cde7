"""The outbox: asked for once, held by one, finished under the fence, found again when its worker dies."""

import contextlib
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from factories.cast import Cast
from sqlalchemy import text

from portal.edge.transaction import transaction
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task
from tenants.kernel.outbox.tasks import (
    Claim,
    LeaseLost,
    after_commit,
    claim,
    finish,
    keep,
    put_back,
    sweep,
    take_bells,
    waiting,
)
from tenants.kernel.scope import Scope

SOON = timedelta(milliseconds=1)


@pytest.fixture
def scope(cast: Cast) -> Scope:
    return Scope(visible=(cast.kuusi.workspace_id,), acting=cast.kuusi.workspace_id)


def ask(scope: Scope, key: str = "one", **options: object) -> UUID:
    with transaction(scope=scope):
        after_commit("test", scope.acting, key=key, **options)
        take_bells()
        return db.session.query(Task).filter_by(kind="test", key=key).one().id


def take(scope: Scope, task_id: UUID, *, lease: timedelta = timedelta(seconds=30)) -> Claim | None:
    with transaction(scope=scope):
        return claim(scope.acting, task_id, lease=lease)


def state(scope: Scope, task_id: UUID) -> str:
    with transaction(scope=scope):
        return db.session.get_one(Task, (scope.acting, task_id)).state


class TestAsking:
    """`after_commit`."""

    def test_writes_a_task_once_for_a_key(self, scope: Scope) -> None:
        assert ask(scope) == ask(scope)

    def test_leaves_nothing_when_the_transaction_is_rolled_back(self, scope: Scope) -> None:
        with contextlib.suppress(RuntimeError), transaction(scope=scope):
            after_commit("test", scope.acting, key="gone")
            raise RuntimeError
        with transaction(scope=scope):
            assert waiting(scope.acting, "test") == 0

    def test_rings_after_the_commit(self, scope: Scope, app) -> None:  # noqa: ANN001
        with transaction(scope=scope):
            after_commit("test", scope.acting, key="bell")
        assert app.extensions["samla_redis"].llen("rq:queue:samla") == 1


class TestClaiming:
    """`claim`, `keep`, `finish` and `put_back`."""

    def test_gives_a_task_to_one_only(self, scope: Scope) -> None:
        task_id = ask(scope)
        assert take(scope, task_id) is not None
        assert take(scope, task_id) is None

    def test_finishes_once(self, scope: Scope) -> None:
        task_id = ask(scope)
        held = take(scope, task_id)
        with transaction(scope=scope):
            finish(held)
        assert state(scope, task_id) == "done"
        assert take(scope, task_id) is None

    def test_fences_off_a_worker_whose_lease_ran_out(self, scope: Scope) -> None:
        task_id = ask(scope)
        slow = take(scope, task_id, lease=SOON)
        quick = take(scope, task_id)
        assert quick is not None
        assert quick.fence == slow.fence + 1
        for late in (finish, keep):
            with pytest.raises(LeaseLost), transaction(scope=scope):
                late(slow)
        with transaction(scope=scope):
            finish(quick)

    def test_tries_again_later_and_gives_up_in_the_end(self, scope: Scope) -> None:
        task_id = ask(scope)
        for _ in range(8):
            held = take(scope, task_id)
            with transaction(scope=scope):
                put_back(held, "no luck", wait=timedelta(0))
        assert held.last
        assert state(scope, task_id) == "dead"
        assert take(scope, task_id) is None

    def test_waits_before_the_next_try(self, scope: Scope) -> None:
        task_id = ask(scope)
        held = take(scope, task_id)
        with transaction(scope=scope):
            put_back(held, "no luck")
        assert take(scope, task_id) is None

    def test_is_out_of_a_strangers_reach(self, scope: Scope, cast: Cast) -> None:
        task_id = ask(scope)
        stranger = Scope(visible=(cast.ek.workspace_id,), acting=cast.ek.workspace_id)
        with transaction(scope=stranger):
            assert claim(scope.acting, task_id) is None


class TestSweeping:
    """`sweep` finds what nobody works on, of every tenant."""

    def test_finds_a_task_whose_bell_was_not_heard(self, scope: Scope) -> None:
        task_id = ask(scope)
        with transaction(scope=Scope()):
            assert task_id in {bell.task_id for bell in sweep()}

    def test_rings_again_only_after_a_while(self, scope: Scope) -> None:
        task_id = ask(scope)
        for found in (True, False):
            with transaction(scope=Scope()):
                assert (task_id in {bell.task_id for bell in sweep()}) is found

    def test_finds_a_task_whose_worker_died(self, scope: Scope) -> None:
        task_id = ask(scope)
        take(scope, task_id, lease=SOON)
        with transaction(scope=Scope()):
            assert task_id in {bell.task_id for bell in sweep()}

    def test_buries_a_task_that_killed_every_worker(self, scope: Scope) -> None:
        task_id = ask(scope)
        for _ in range(8):
            take(scope, task_id, lease=SOON)
        with transaction(scope=Scope()):
            sweep()
        assert state(scope, task_id) == "dead"

    def test_takes_only_a_few_of_each_tenant_a_round(self, scope: Scope, cast: Cast) -> None:
        for number in range(5):
            ask(scope, str(number))
        other = Scope(visible=(cast.ek.workspace_id,), acting=cast.ek.workspace_id)
        ask(other, "theirs")
        with transaction(scope=Scope()):
            taken = Counter(bell.scope_id for bell in sweep(at_most_per_scope=2))
        assert taken[scope.acting] == 2
        assert taken[cast.ek.workspace_id] >= 1

    def test_leaves_a_task_alone_whose_time_has_not_come(self, scope: Scope) -> None:
        task_id = ask(scope, wait=timedelta(hours=1))
        with transaction(scope=Scope()):
            assert task_id not in {bell.task_id for bell in sweep()}
            assert db.session.scalar(text("select 1")) == 1
