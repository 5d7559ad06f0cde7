"""The mails about a collaboration, sent to a real server on loopback."""

import re
from collections.abc import Iterator

import pytest
from factories.cast import Cast, accept, make_person
from factories.installation import Installation, installation_config
from factories.invited import Invited, invite_one
from factories.sink import Sink, mail_sink
from flask import Flask
from sqlalchemy import select

from portal.app import create_app
from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.invitations.actions import find_place, send_again
from tenants.invitations.queries import SentInvitation, sent_invitations
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task
from tenants.kernel.refusals import NotFound
from tenants.kernel.scope import Scope

LINK = re.compile(r"http://localhost:8000/invitation/([A-Za-z0-9_-]+)")


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
        tasks = db.session.scalars(waiting.order_by(Task.created_at)).all()
    for task_id in tasks:
        perform_in(app, HANDLERS, scope_kind, scope_id, task_id)


def told(cast: Cast, invited: Invited) -> SentInvitation:
    with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
        collaboration_id = invited.begun.collaboration_id
        return sent_invitations(cast.kuusi.firm_id, [collaboration_id], now=now)[collaboration_id]


def link_in(mail: object) -> str:
    found = LINK.search(mail.message.get_content())
    assert found is not None
    return found[1]


def counts(token: str) -> bool:
    try:
        with transaction(scope=Scope()):
            find_place(token)
    except NotFound:
        return False
    return True


class TestSendInvitation:
    """The invitation's mail."""

    def test_reaches_the_contact_in_their_language_with_the_only_link_that_counts(
        self, cast: Cast, worker: Flask, server: Sink
    ) -> None:
        invited = invite_one(cast)
        perform(worker, "send_invitation", "firm", cast.kuusi.firm_id)
        mail = server.mails[-1]
        assert mail.recipients == ("pia@malli.example",)
        assert "Tilitoimisto Kuusi Oy" in mail.message["From"]
        assert mail.message["Reply-To"] == "info@kuusi.example"
        assert counts(link_in(mail))
        assert not counts(invited.token)
        assert told(cast, invited).mail == "sent"

    def test_shows_the_firm_an_address_that_nobody_has(self, cast: Cast, worker: Flask, server: Sink) -> None:
        server.answers["pia@malli.example"] = "550 5.1.1 No such user"
        invited = invite_one(cast)
        perform(worker, "send_invitation", "firm", cast.kuusi.firm_id)
        assert server.mails == []
        assert told(cast, invited).mail == "failed"

    def test_waits_and_tries_again_when_the_server_is_busy(self, cast: Cast, worker: Flask, server: Sink) -> None:
        server.answers["pia@malli.example"] = "451 Later"
        invited = invite_one(cast)
        perform(worker, "send_invitation", "firm", cast.kuusi.firm_id)
        assert told(cast, invited).mail == "queued"
        with transaction(scope=job_actor("firm", cast.kuusi.firm_id).scope(firm=cast.kuusi.firm_id)):
            problems = db.session.scalars(select(Task.problem).where(Task.kind == "send_invitation")).all()
        assert any(problem and "451" in problem for problem in problems)

    def test_leaves_one_link_that_counts_after_it_is_sent_again(self, cast: Cast, worker: Flask, server: Sink) -> None:
        invited = invite_one(cast)
        perform(worker, "send_invitation", "firm", cast.kuusi.firm_id)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            send_again(actor, cast.kuusi.firm_id, invited.invitation_id, "other@malli.example", now=now)
        perform(worker, "send_invitation", "firm", cast.kuusi.firm_id)
        first, second = server.mails[-2:]
        assert second.recipients == ("other@malli.example",)
        assert [counts(link_in(mail)) for mail in (first, second)] == [False, True]
        assert first.id != second.id


class TestTellAccepted:
    """The news that the client has accepted."""

    def test_reaches_the_person_who_invited(self, cast: Cast, worker: Flask, server: Sink, app: Flask) -> None:
        invited = invite_one(cast)
        accept(make_person(app, "Pia"), invited.token)
        perform(worker, "tell_accepted", "workspace", invited.workspace_id)
        mail = server.mails[-1]
        assert mail.recipients == ("alice@alice.example",)
        assert "Malli Oy" in mail.message["Subject"]
        assert f"/w/{invited.workspace_id}" in mail.message.get_content()
