"""Asking for many to be sent on together, and sending one of them on."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from factories.cast import Member
from factories.written import WritingHouse
from sqlalchemy import text

from billing.desk.actions import BatchNotStopped, Together, ask_to_send, refuse_item, restart_batch, send_item
from billing.desk.queries import NoSuchBatch, get_batch, newest_batch, refused_items, still_at_desk, waiting_items
from billing.desk.rules.checklist import CHECKS
from billing.invoices.rules.days import latest_issue_day
from tenants.kernel.db import db
from tenants.kernel.ids import BatchId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Forbidden, InvalidFields, NotFound

WHY = msg("Write what was sold.")


def ask(house: WritingHouse, member: Member, *ids: WrittenId, batch_id: BatchId | None = None) -> BatchId:
    """Have somebody ask for invoices to be sent on as they are now."""
    asked = batch_id or BatchId(uuid4())
    with member.acting(in_=house.workspace_id) as (actor, now):
        shown = {each: house.shown(each, now) for each in ids}
        together = Together(shown=shown, issued_on=house.today, checked=frozenset(CHECKS))
        ask_to_send(actor, house.workspace_id, asked, together, now=now)
    return asked


class TestAskToSend:
    def test_asks_once_under_an_id_and_only_for_whoever_took_it(self, house: WritingHouse) -> None:
        written_id, alice, vilma = house.submitted(house.aino), house.cast.alice, house.colleague("Vilma")
        batch_id = ask(house, alice, written_id)
        assert ask(house, alice, written_id, batch_id=batch_id) == batch_id
        with pytest.raises(NoSuchBatch):
            ask(house, vilma, written_id, batch_id=batch_id)
        with alice.acting(in_=house.workspace_id) as (actor, _):
            found = get_batch(house.workspace_id, batch_id)
            newest = newest_batch(house.workspace_id, found.asked_by)
            tasks = db.session.scalar(text("select count(*) from task where kind = 'send_together'"))
        assert newest == found
        assert (found.asked_by, found.chosen, found.waiting, tasks) == (actor.user_id, 1, 1, 1)

    def test_refuses_what_waits_with_others_already(self, house: WritingHouse) -> None:
        first, second = house.submitted(house.aino), house.submitted(house.eero)
        ask(house, house.cast.alice, first)
        batch_id = ask(house, house.colleague("Vilma"), first, second)
        with house.cast.alice.acting(in_=house.workspace_id):
            (refused,) = refused_items(house.workspace_id, batch_id)
            assert waiting_items(house.workspace_id, batch_id) == (second,)
        assert refused.written_id == first
        assert "being sent on together" in str(refused.reasons[0])

    def test_refuses_a_day_that_no_series_could_live_with(self, house: WritingHouse) -> None:
        written_id, latest = house.submitted(house.aino), latest_issue_day(house.today)
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            far = Together(shown={written_id: ""}, issued_on=latest + timedelta(days=1), checked=frozenset(CHECKS))
            with pytest.raises(InvalidFields) as refused:
                ask_to_send(actor, house.workspace_id, BatchId(uuid4()), far, now=now)
            ask_to_send(actor, house.workspace_id, BatchId(uuid4()), replace(far, issued_on=latest), now=now)
        assert [problem.field for problem in refused.value.problems] == ["issued_on"]

    def test_wants_every_box_ticked_and_who_may_send(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        some = Together(shown={written_id: ""}, issued_on=house.today, checked=frozenset({"vat"}))
        for person, refusal in (
            (house.cast.alice, InvalidFields),
            (house.cast.bob, Forbidden),
            (house.aino, Forbidden),
            (house.cast.charlie, NotFound),
        ):
            with person.acting(in_=house.workspace_id) as (actor, now), pytest.raises(refusal):
                ask_to_send(actor, house.workspace_id, BatchId(uuid4()), some, now=now)


class TestSendItem:
    def test_sends_on_once_whoever_asks_again(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        batch_id = ask(house, house.cast.alice, written_id)
        for _time in range(2):
            with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
                send_item(actor, house.workspace_id, batch_id, written_id, now=now)
        with house.cast.alice.acting(in_=house.workspace_id):
            assert get_batch(house.workspace_id, batch_id).sent == 1
            assert db.session.scalar(text("select count(*) from invoice")) == 1

    def test_keeps_a_refusal_and_never_takes_back_what_was_sent(self, house: WritingHouse) -> None:
        gone, stays = house.submitted(house.aino), house.submitted(house.aino)
        batch_id = ask(house, house.cast.alice, gone, stays)
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            send_item(actor, house.workspace_id, batch_id, gone, now=now)
            for each in (gone, stays):
                refuse_item(house.workspace_id, batch_id, each, [WHY])
        with house.cast.alice.acting(in_=house.workspace_id):
            (refused,) = refused_items(house.workspace_id, batch_id)
            assert still_at_desk(house.workspace_id, batch_id) == 1
        assert (refused.written_id, refused.reasons) == (stays, (WHY,))


class TestRestartBatch:
    def test_refuses_what_isnt_interrupted(self, house: WritingHouse) -> None:
        batch_id = ask(house, house.cast.alice, house.submitted(house.aino))
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now), pytest.raises(BatchNotStopped):
            restart_batch(actor, house.workspace_id, batch_id, now=now)


class TestOthers:
    def test_see_nothing_of_what_was_asked(self, house: WritingHouse) -> None:
        batch_id = ask(house, house.cast.alice, house.submitted(house.aino))
        for person in (house.aino, house.eero, house.cast.charlie):
            with person.acting() if person is house.cast.charlie else person.acting(in_=house.workspace_id):
                with pytest.raises(NoSuchBatch):
                    get_batch(house.workspace_id, batch_id)
                assert db.session.scalar(text("select count(*) from desk_batch")) == 0
        with house.eero.acting(in_=house.workspace_id):
            assert db.session.scalar(text("select count(*) from desk_batch_item")) == 0
