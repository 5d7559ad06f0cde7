"""The mails of a request to a company that is here: to its admins, and the answer back to who asked."""

from collections.abc import Iterator

import pytest
from factories.cast import Cast
from factories.installation import Installation, installation_config
from factories.sink import Sink, mail_sink
from factories.ways import charlie_asks
from flask import Flask
from sqlalchemy import select

from portal.app import create_app
from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.collaborations.actions import Declined, decline_collaboration
from tenants.kernel.db import db
from tenants.kernel.journal import journal_rows
from tenants.kernel.outbox.models import Task


@pytest.fixture
def server() -> Iterator[Sink]:
    with mail_sink() as started:
        yield started


@pytest.fixture
def worker(installation: Installation, database: str, cast: Cast, server: Sink) -> Iterator[Flask]:
    app = create_app(installation_config(installation, database, smtp_url=server.url))
    yield app
    installation.let_go(app)


def perform(app: Flask, kind: str, scope_kind: str, scope_id: object) -> None:
    """Do what waits of a kind."""
    scope = job_actor(scope_kind, scope_id).scope(acting=scope_id, firm=scope_id)
    with transaction(scope=scope):
        waiting = select(Task.id).where(Task.scope_id == scope_id, Task.kind == kind, Task.state == "ready")
        tasks = db.session.scalars(waiting).all()
    for task_id in tasks:
        perform_in(app, HANDLERS, scope_kind, scope_id, task_id)


class TestAskAdmins:
    """The mail to the admins."""

    def test_goes_to_the_admin_whom_the_firm_never_learns(self, cast: Cast, worker: Flask, server: Sink) -> None:
        begun = charlie_asks(cast)
        perform(worker, "ask_admins", "firm", cast.ek.firm_id)
        (mail,) = server.mails
        text = mail.message.get_content()
        assert mail.recipients == ("bob@bob.example",)
        assert f"http://localhost:8000/w/{begun.workspace_id}/approvals" in text
        assert "Redovisningsbyrån Ek AB asks to work with" in text
        with cast.charlie.acting(firm=cast.ek.firm_id):
            told = [row for row in journal_rows(cast.ek.firm_id) if row.act == "request_sent"]
            assert len(told) == 1
            assert "bob" not in str(told).lower()

    def test_is_told_as_failed_where_no_server_takes_it(self, cast: Cast, worker: Flask, server: Sink) -> None:
        server.answers["bob@bob.example"] = "550 No such user"
        charlie_asks(cast)
        perform(worker, "ask_admins", "firm", cast.ek.firm_id)
        with cast.charlie.acting(firm=cast.ek.firm_id):
            assert "request_failed" in [row.act for row in journal_rows(cast.ek.firm_id)]

    def test_stays_unsent_once_the_request_is_answered(self, cast: Cast, worker: Flask, server: Sink) -> None:
        begun = charlie_asks(cast)
        with cast.bob.acting(in_=begun.workspace_id) as (actor, now):
            declined = Declined("We stay.")
            decline_collaboration(actor, begun.workspace_id, begun.collaboration_id, declined, now=now)
        perform(worker, "ask_admins", "firm", cast.ek.firm_id)
        assert server.mails == []
        perform(worker, "tell_declined", "workspace", begun.workspace_id)
        (mail,) = server.mails
        assert mail.recipients == ("charlie@charlie.example",)
        assert "We stay." in mail.message.get_content()
