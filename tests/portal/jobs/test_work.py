"""Performing tasks: effect and completion together, faults put back, what somebody else holds left alone."""

from datetime import timedelta
from uuid import UUID

import pytest
from factories.cast import Cast
from flask import Flask

from portal.edge.transaction import transaction
from portal.jobs.work import Work, perform_in
from tenants.kernel.db import db
from tenants.kernel.journal import About, enter, journal_rows
from tenants.kernel.outbox.models import Task
from tenants.kernel.outbox.tasks import after_commit, claim, put_back
from tenants.kernel.scope import Scope


@pytest.fixture
def workspace(cast: Cast) -> UUID:
    return cast.kuusi.workspace_id


@pytest.fixture
def task_id(workspace: UUID) -> UUID:
    with transaction(scope=Scope(visible=(workspace,), acting=workspace)):
        after_commit("test", workspace, key="one", ids={"thing": str(workspace)})
        return db.session.query(Task).filter_by(kind="test").one().id


def task(workspace: UUID, task_id: UUID) -> Task:
    with transaction(scope=Scope(visible=(workspace,))):
        return db.session.get_one(Task, (workspace, task_id), populate_existing=True)


def note(work: Work) -> None:
    """Write an effect that can be counted."""
    with work.last_step() as now:
        enter(work.actor(), "noted", About("test", work.id("thing")), in_=work.workspace_id, now=now)


def notes(workspace: UUID) -> int:
    with transaction(scope=Scope(visible=(workspace,))):
        return sum(row.act == "noted" for row in journal_rows(workspace))


class TestPerform:
    """`perform_in`."""

    def test_does_a_task_once(self, app: Flask, workspace: UUID, task_id: UUID) -> None:
        for _ in range(2):
            perform_in(app, {"test": note}, "workspace", workspace, task_id)
        assert task(workspace, task_id).state == "done"
        assert notes(workspace) == 1

    def test_finishes_what_writes_nothing(self, app: Flask, workspace: UUID, task_id: UUID) -> None:
        perform_in(app, {"test": lambda _work: None}, "workspace", workspace, task_id)
        assert task(workspace, task_id).state == "done"

    def test_puts_a_failed_task_back_with_its_reason(self, app: Flask, workspace: UUID, task_id: UUID) -> None:
        def fail(work: Work) -> None:
            with work.last_step() as now:
                enter(work.actor(), "noted", About("test"), in_=work.workspace_id, now=now)
                raise ValueError("no paper")

        perform_in(app, {"test": fail}, "workspace", workspace, task_id)
        left = task(workspace, task_id)
        assert (left.state, left.problem, left.attempts) == ("ready", "ValueError: no paper", 1)
        assert notes(workspace) == 0

    def test_leaves_a_task_that_it_has_no_job_for_to_a_newer_worker(
        self, app: Flask, workspace: UUID, task_id: UUID
    ) -> None:
        perform_in(app, {}, "workspace", workspace, task_id)
        left = task(workspace, task_id)
        assert (left.state, left.problem) == ("ready", "This worker has no job for tasks of the kind test.")

    def test_writes_nothing_after_the_lease_is_lost(self, app: Flask, workspace: UUID, task_id: UUID) -> None:
        scope = Scope(visible=(workspace,), acting=workspace)

        def slow(work: Work) -> None:
            with transaction(scope=scope):
                put_back(work.claim, "as if the lease had run out", wait=timedelta(0))
            with transaction(scope=scope):
                assert claim(workspace, task_id) is not None
            note(work)

        perform_in(app, {"test": slow}, "workspace", workspace, task_id)
        assert notes(workspace) == 0
        assert task(workspace, task_id).state == "running"

    def test_sees_only_its_own_workspace(self, app: Flask, cast: Cast, workspace: UUID, task_id: UUID) -> None:
        def look(work: Work) -> None:
            with work.step():
                assert {row.scope_id for row in db.session.query(Task)} == {workspace}

        perform_in(app, {"test": look}, "workspace", workspace, task_id)
        assert task(workspace, task_id).state == "done"
