"""The morning's mails, sent to a real server on loopback."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from factories.cast import Cast, Member
from factories.questions import ask
from factories.sink import Sink
from factories.written import author
from flask import Flask
from sqlalchemy import select, update

from portal.edge.transaction import transaction
from portal.jobs.digesting import SEND
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.conversations.actions import (
    GATHER,
    Question,
    Subject,
    close_conversation,
    start_conversation,
    write_message,
)
from tenants.conversations.digests import LONG_AGO, begin_digest, settle_digest
from tenants.conversations.models import Digest
from tenants.kernel.db import db
from tenants.kernel.ids import ConversationId
from tenants.kernel.outbox.models import Task
from tenants.workspaces.actions import let_in

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


def perform(app: Flask, cast: Cast, kind: str) -> int:
    """Do what waits of a kind, whenever it is due; returns how many tasks there were."""
    place = cast.kuusi.workspace_id
    with transaction(scope=job_actor("workspace", place).scope(acting=place)):
        ready = (Task.scope_id == place, Task.kind == kind, Task.state == "ready")
        tasks = db.session.scalars(select(Task.id).where(*ready)).all()
        db.session.execute(update(Task).where(*ready).values(run_at=MONDAY - timedelta(days=900)))
    for task_id in tasks:
        perform_in(app, HANDLERS, "workspace", place, task_id)
    return len(tasks)


def morning(app: Flask, cast: Cast) -> None:
    """Have one morning's mails gathered and sent."""
    perform(app, cast, GATHER)
    perform(app, cast, SEND)


def told(server: Sink) -> dict[str, str]:
    """Return what each person was told."""
    return {mail.message["To"].addresses[0].addr_spec: mail.message.get_content() for mail in server.mails}


def answer(cast: Cast, asked: ConversationId, body: str = "1950") -> None:
    with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        write_message(actor, cast.kuusi.workspace_id, asked, body, now=now)


def begin(cast: Cast, person: Member, by: UUID | None = None) -> date:
    """Begin a person's digest as the task does that asks for it, and go no further; returns its day."""
    place = cast.kuusi.workspace_id
    mine = (Task.kind == SEND, Task.ids["user_id"].astext == str(person.user_id))
    with transaction(scope=job_actor("workspace", place).scope(acting=place)):
        task_id, ids = db.session.execute(select(Task.id, Task.ids).where(*mine)).one()
    day = date.fromisoformat(ids["day"])
    with person.acting() as (_, now):
        assert begin_digest(person.user_id, day, by=by or task_id, now=now) is not None
    return day


def state_of_digest(person: Member, day: date) -> str:
    with person.acting():
        return db.session.scalars(select(Digest.state).where(Digest.user_id == person.user_id, Digest.day == day)).one()


class TestDigest:
    """One mail a person and morning."""

    def test_tells_who_is_asked_by_subject_and_link_only(self, cast: Cast, worker: Flask, server: Sink) -> None:
        asked = ask(cast.alice, cast, subject="Which account? <b>\r\nBcc: x@y.example", body="Secret words")
        morning(worker, cast)
        mails = told(server)
        assert list(mails) == ["bob@bob.example"]
        text = mails["bob@bob.example"]
        assert "Kuusi Keramiikka Oy: Which account? <b> Bcc: x@y.example" in text
        assert f"/w/{cast.kuusi.workspace_id}/questions/{asked}" in text
        assert "Secret words" not in text
        (mail,) = server.mails
        assert mail.message["Bcc"] is None
        assert mail.message["Subject"] == "1 question in Samla"
        assert mail.message.get_content_type() == "text/plain"

    def test_is_sent_once_however_often_the_task_is_done(self, cast: Cast, worker: Flask, server: Sink) -> None:
        ask(cast.alice, cast)
        morning(worker, cast)
        place = cast.kuusi.workspace_id
        with transaction(scope=job_actor("workspace", place).scope(acting=place)):
            db.session.execute(update(Task).where(Task.kind == SEND).values(state="ready", done_at=None))
        perform(worker, cast, SEND)
        assert len(server.mails) == 1

    def test_is_sent_again_under_its_id_by_the_task_whose_worker_died(
        self, cast: Cast, worker: Flask, server: Sink
    ) -> None:
        ask(cast.alice, cast)
        perform(worker, cast, GATHER)
        begun = begin(cast, cast.bob)
        perform(worker, cast, SEND)
        (mail,) = server.mails
        assert mail.id.startswith(f"<digest-{cast.bob.user_id}-")
        assert state_of_digest(cast.bob, begun) == "sent"

    def test_is_left_to_the_task_that_began_it(self, cast: Cast, worker: Flask, server: Sink) -> None:
        ask(cast.alice, cast)
        perform(worker, cast, GATHER)
        begun = begin(cast, cast.bob, by=uuid4())
        perform(worker, cast, SEND)
        assert server.mails == []
        assert state_of_digest(cast.bob, begun) == "sending"

    def test_that_nobody_finished_is_unknown_the_next_day_and_its_news_are_new_again(
        self, cast: Cast, worker: Flask
    ) -> None:
        ask(cast.alice, cast)
        perform(worker, cast, GATHER)
        begun = begin(cast, cast.bob)
        with cast.bob.acting() as (_, now):
            since = begin_digest(cast.bob.user_id, begun + timedelta(days=1), by=uuid4(), now=now)
        assert state_of_digest(cast.bob, begun) == "unknown"
        assert since == LONG_AGO

    def test_is_tried_again_when_the_server_left_it_open(self, cast: Cast, worker: Flask, server: Sink) -> None:
        ask(cast.alice, cast)
        perform(worker, cast, GATHER)
        begun = begin(cast, cast.bob)
        with cast.bob.acting():
            settle_digest(cast.bob.user_id, begun, "unknown")
        perform(worker, cast, SEND)
        assert len(server.mails) == 1

    def test_says_nothing_when_there_is_nothing(self, cast: Cast, worker: Flask, server: Sink) -> None:
        asked = ask(cast.alice, cast)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            close_conversation(actor, cast.kuusi.workspace_id, asked, now=now)
        morning(worker, cast)
        assert server.mails == []

    def test_brings_the_answer_to_who_asked(self, cast: Cast, worker: Flask, server: Sink) -> None:
        answer(cast, ask(cast.alice, cast))
        morning(worker, cast)
        assert list(told(server)) == ["alice@alice.example"]

    def test_tells_an_author_who_is_more_elsewhere_of_both(
        self, app: Flask, cast: Cast, worker: Flask, server: Sink
    ) -> None:
        """No transaction sees both; and of another author's invoices nothing is told."""
        place, elsewhere = cast.kuusi.workspace_id, cast.ek.workspace_id
        aino, eero = author(cast, app, "Aino"), author(cast, app, "Eero")
        with transaction(scope=job_actor("workspace", elsewhere).scope(acting=elsewhere)) as now:
            let_in(elsewhere, aino.user_id, "editor", now=now)
        for asker, where, subject, owner in (
            (cast.alice, place, "Whose kiln?", aino),
            (cast.alice, place, "Not hers", eero),
            (cast.charlie, elsewhere, "Which oven?", None),
        ):
            about = Subject("client", where, "Ek")
            if owner is not None:
                about = Subject("invoice", uuid4(), "1", author_id=owner.user_id)
            with asker.acting(in_=where) as (actor, now):
                start_conversation(actor, where, about, Question(subject=subject, body="?"), now=now)
        morning(worker, cast)
        text = told(server)["aino@aino.example"]
        assert ("Whose kiln?" in text, "Which oven?" in text, "Not hers" in text) == (True, True, False)

    def test_isnt_about_what_strangers_ask(self, cast: Cast, worker: Flask, server: Sink) -> None:
        ask(cast.alice, cast)
        morning(worker, cast)
        assert not {"charlie@charlie.example", "dora@dora.example"} & told(server).keys()

    def test_is_asked_for_again_while_something_is_open(self, cast: Cast, worker: Flask, server: Sink) -> None:
        ask(cast.alice, cast)
        assert perform(worker, cast, GATHER) == 1
        place = cast.kuusi.workspace_id
        with transaction(scope=job_actor("workspace", place).scope(acting=place)):
            states = db.session.scalars(select(Task.state).where(Task.kind == GATHER)).all()
        assert states.count("done") == 1
