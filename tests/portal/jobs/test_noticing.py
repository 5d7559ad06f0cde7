"""The mail about terms that have to be accepted anew, sent to a real server on loopback."""

from datetime import timedelta

import pytest
from factories.cast import Cast
from factories.sink import Sink
from flask import Flask
from sqlalchemy import select

from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.collaborations.noting import accept_new_terms
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task
from tenants.kernel.scope import Scope
from tenants.terms.actions import Consent, Publication, announce, publish
from tenants.terms.queries import terms_to_accept


@pytest.fixture
def announced(cast: Cast, worker: Flask) -> None:
    """Publish a version that requires consent anew in thirty days, and have it told."""
    with transaction(scope=Scope()) as now:
        since = now + timedelta(days=30)
        publish(Publication("terms_of_service", 2, "en", "Terms of service", "New.", since, renewed_consent=True))
        db.session.flush()
        assert announce("terms_of_service", 2, now=now) == 4


def perform(worker: Flask, cast: Cast) -> None:
    """Do what is due in the books of Kuusi's client."""
    where = cast.kuusi.workspace_id
    with transaction(scope=job_actor("workspace", where).scope(acting=where)):
        due = select(Task.id).where(Task.scope_id == where, Task.kind == "tell_new_terms")
        tasks = db.session.scalars(due.order_by(Task.run_at)).all()
    for task_id in tasks:
        perform_in(worker, HANDLERS, "workspace", where, task_id)


class TestNotice:
    """A mail to each admin."""

    def test_says_what_waits_until_when_and_what_stops(
        self, cast: Cast, worker: Flask, server: Sink, announced: None
    ) -> None:
        perform(worker, cast)
        (mail,) = server.mails
        text = mail.message.get_content()
        assert mail.message["To"].addresses[0].addr_spec == "bob@bob.example"
        assert f"/w/{cast.kuusi.workspace_id}/terms" in text
        assert "no new invoices, reminders or collection" in text

    def test_is_not_sent_once_the_admin_has_accepted(
        self, cast: Cast, worker: Flask, server: Sink, announced: None
    ) -> None:
        where = cast.kuusi.workspace_id
        with cast.bob.acting(in_=where) as (actor, now):
            read = frozenset(text.sha256 for text in terms_to_accept(where, "en", now=now))
            accept_new_terms(actor, where, Consent(read, "signatory", "127.0.0.1"), language="en", now=now)
        perform(worker, cast)
        assert list(server.mails) == []
