"""The mails about a collaboration, sent to a real server on loopback."""

import re

from factories.cast import Cast, accept, make_person
from factories.invited import Invited, invite_one
from factories.sink import Sink
from factories.working import perform
from flask import Flask
from sqlalchemy import select

from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.invitations.actions import find_place, send_again
from tenants.invitations.queries import SentInvitation, sent_invitations
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task
from tenants.kernel.refusals import NotFound
from tenants.kernel.scope import Scope

LINK = re.compile(r"http://localhost:8000/invitation/([A-Za-z0-9_-]+)")


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
