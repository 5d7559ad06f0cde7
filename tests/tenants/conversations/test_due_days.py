"""Moving the day by which an answer is wanted."""

from datetime import timedelta

import pytest
from factories.cast import Cast
from factories.questions import ask, conversation
from sqlalchemy import select

from tenants.conversations.actions import AlreadyClosed, close_conversation
from tenants.conversations.due_days import NotYourQuestion, move_due_day
from tenants.kernel.db import db
from tenants.kernel.journal.models import JournalEntry
from tenants.kernel.refusals import InvalidFields, NotFound


class TestMoveDueDay:
    """Another day by which an answer is wanted."""

    def test_is_said_by_who_asked_and_stands_in_the_story(self, cast: Cast) -> None:
        place, asked = cast.kuusi.workspace_id, ask(cast.alice, cast)
        with cast.alice.acting(in_=place) as (actor, now):
            day = now.date() + timedelta(days=9)
            move_due_day(actor, place, asked, day, now=now)
        assert conversation(cast.bob, cast, asked).row.due_on == day
        with cast.alice.acting(in_=place):
            query = select(JournalEntry.after).where(JournalEntry.act == "question_due_moved")
            assert db.session.scalars(query).one() == {"due": day.isoformat()}

    def test_is_neither_past_nor_anybody_elses(self, cast: Cast) -> None:
        place, asked = cast.kuusi.workspace_id, ask(cast.alice, cast)
        with cast.alice.acting(in_=place) as (actor, now), pytest.raises(InvalidFields):
            move_due_day(actor, place, asked, now.date() - timedelta(days=3), now=now)
        with cast.bob.acting(in_=place) as (actor, now), pytest.raises(NotYourQuestion):
            move_due_day(actor, place, asked, None, now=now)
        with cast.charlie.acting() as (actor, now), pytest.raises(NotFound):
            move_due_day(actor, place, asked, None, now=now)
        with cast.alice.acting(in_=place) as (actor, now):
            close_conversation(actor, place, asked, now=now)
        with cast.alice.acting(in_=place) as (actor, now), pytest.raises(AlreadyClosed):
            move_due_day(actor, place, asked, None, now=now)
