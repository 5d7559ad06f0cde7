"""Asking, answering, assigning and closing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from factories.cast import Cast, Member
from factories.questions import PNG, ask, conversation, question
from sqlalchemy import func, select

from tenants.conversations.actions import (
    AlreadyClosed,
    NotOfTheFirm,
    Upload,
    assign_conversation,
    close_conversation,
    mark_read,
    write_message,
)
from tenants.conversations.models import Conversation
from tenants.conversations.narrowing import Reader
from tenants.conversations.queries import NoSuchConversation, questions_waiting
from tenants.kernel.db import db
from tenants.kernel.ids import ConversationId
from tenants.kernel.outbox.models import Task
from tenants.kernel.refusals import InvalidFields, NotFound


def waiting(person: Member, side: str, cast: Cast, on: date = date(2026, 11, 23)) -> list[tuple[str, int]]:
    with person.acting():
        found = questions_waiting([cast.kuusi.workspace_id], Reader(person.user_id, side, on))
        return [(one.part, one.count) for one in found]


class TestStartConversation:
    """A question."""

    def test_waits_for_the_side_that_was_asked(self, cast: Cast) -> None:
        ask(cast.alice, cast)
        assert waiting(cast.bob, "client", cast) == [("asked", 1)]
        assert waiting(cast.alice, "firm", cast) == []

    def test_comes_back_to_who_asked_when_its_day_has_passed(self, cast: Cast) -> None:
        with cast.alice.acting() as (_, now):
            due = (now + timedelta(days=3)).date()
        ask(cast.alice, cast, due_on=due)
        assert waiting(cast.alice, "firm", cast, on=due) == []
        assert waiting(cast.alice, "firm", cast, on=due + timedelta(days=1)) == [("overdue", 1)]

    def test_keeps_its_subject_on_one_line(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast, subject="Account?\r\nBcc: x@y.example")
        assert conversation(cast.alice, cast, asked).row.subject == "Account? Bcc: x@y.example"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"subject": " \n"}, "subject"),
            ({"subject": "x" * 151}, "subject"),
            ({"body": "  "}, "body"),
            ({"due_on": date(2020, 1, 1)}, "due_on"),
            ({"assigned_to": uuid4()}, "assigned_to"),
            ({"files": (Upload("a.exe", b"MZ\x90\x00"),)}, "files"),
            ({"files": (Upload("a.png", b"<svg onload=alert(1)>"),)}, "files"),
            ({"files": (Upload("a.pdf", PNG),) * 6}, "files"),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, cast: Cast, changes: dict[str, object], field: str) -> None:
        with pytest.raises(InvalidFields) as refused:
            ask(cast.alice, cast, **changes)
        assert {problem.field for problem in refused.value.problems} == {field}

    def test_keeps_a_file_as_what_its_bytes_are(self, cast: Cast) -> None:
        asked = ask(cast.bob, cast, files=(Upload("../kuitti.html", PNG),))
        (file,) = conversation(cast.bob, cast, asked).messages[0].files
        assert (file.name, file.media_type, file.size) == ("kuitti.png", "image/png", len(PNG))

    def test_asks_for_one_morning_mail_however_often_people_write(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            write_message(actor, cast.kuusi.workspace_id, asked, "Yes.", now=now)
            tasks = select(func.count()).select_from(Task).where(Task.kind == "gather_digests")
            assert db.session.scalar(tasks) == 1

    def test_is_refused_to_a_stranger(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(NotFound):
            question(actor, cast, now=now)

    def test_shows_a_stranger_no_row_even_without_a_filter(self, cast: Cast) -> None:
        ask(cast.alice, cast)
        with cast.charlie.acting():
            assert db.session.scalars(select(Conversation)).all() == []


class TestWriteMessage:
    """A message in a question."""

    def test_of_the_other_side_answers_it(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        write(cast.bob, cast, asked)
        assert conversation(cast.alice, cast, asked).row.state == "answered"
        assert waiting(cast.alice, "firm", cast) == [("answered", 1)]
        assert waiting(cast.bob, "client", cast) == []

    def test_of_who_asked_asks_on(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        write(cast.bob, cast, asked)
        write(cast.alice, cast, asked)
        assert conversation(cast.alice, cast, asked).row.state == "open"

    def test_opens_a_closed_one_again(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        shut(cast.alice, cast, asked)
        write(cast.bob, cast, asked)
        assert conversation(cast.bob, cast, asked).row.state == "answered"

    def test_is_unread_for_the_others_until_they_look(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        assert not conversation(cast.alice, cast, asked).row.is_unread
        assert conversation(cast.bob, cast, asked).row.is_unread
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            mark_read(actor, cast.kuusi.workspace_id, asked, now=now)
        assert not conversation(cast.bob, cast, asked).row.is_unread

    def test_finds_nothing_for_a_stranger(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        with cast.dora.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NoSuchConversation):
            write_message(actor, cast.ek.workspace_id, asked, "Hello", now=now)


class TestCloseConversation:
    """Closing."""

    def test_lets_nobody_wait(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        shut(cast.bob, cast, asked)
        assert waiting(cast.bob, "client", cast) == waiting(cast.alice, "firm", cast) == []

    def test_is_done_once(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        shut(cast.alice, cast, asked)
        with pytest.raises(AlreadyClosed):
            shut(cast.bob, cast, asked)


class TestAssignConversation:
    """Who of the staff follows a question."""

    def test_is_said_by_staff(self, cast: Cast) -> None:
        asked = ask(cast.bob, cast)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            assign_conversation(actor, cast.kuusi.workspace_id, asked, cast.alice.user_id, now=now)
        assert conversation(cast.bob, cast, asked).row.assigned_to == "Alice"

    def test_is_not_the_clients_to_say(self, cast: Cast) -> None:
        asked = ask(cast.bob, cast)
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(NotOfTheFirm):
            assign_conversation(actor, cast.kuusi.workspace_id, asked, cast.alice.user_id, now=now)


def write(person: Member, cast: Cast, asked: ConversationId) -> None:
    with person.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        write_message(actor, cast.kuusi.workspace_id, asked, "Yes.", now=now)


def shut(person: Member, cast: Cast, asked: ConversationId) -> None:
    with person.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        close_conversation(actor, cast.kuusi.workspace_id, asked, now=now)
