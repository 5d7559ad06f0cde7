"""The task that sends on what was chosen together at the desk."""

from uuid import uuid4

import pytest
from factories.cast import Cast, Member
from factories.working import perform
from factories.written import WritingHouse, writing_house
from flask import Flask
from sqlalchemy import text

from billing.desk.actions import Together, ask_to_send
from billing.desk.queries import BatchFacts, get_batch, refused_items
from billing.desk.rules.checklist import CHECKS
from portal.jobs.together import GONE
from tenants.kernel.db import db
from tenants.kernel.ids import BatchId, WrittenId
from tenants.kernel.outbox.causes import FAULT


@pytest.fixture
def house(app: Flask, cast: Cast) -> WritingHouse:
    return writing_house(cast, app)


def ask(house: WritingHouse, *ids: WrittenId, by: Member | None = None) -> BatchId:
    batch_id = BatchId(uuid4())
    with (by or house.cast.alice).acting(in_=house.workspace_id) as (actor, now):
        shown = {each: house.shown(each, now) for each in ids}
        together = Together(shown=shown, issued_on=house.today, checked=frozenset(CHECKS))
        ask_to_send(actor, house.workspace_id, batch_id, together, now=now)
    return batch_id


def work(house: WritingHouse) -> None:
    perform(house.cast.alice.app, "send_together", "workspace", house.workspace_id)


def batch(house: WritingHouse, batch_id: BatchId) -> BatchFacts:
    with house.cast.alice.acting(in_=house.workspace_id):
        return get_batch(house.workspace_id, batch_id)


class TestSendTogether:
    def test_acts_for_who_asked_with_the_rights_they_have_then(self, house: WritingHouse) -> None:
        sent, left = house.submitted(house.aino), house.submitted(house.aino)
        vilma = house.colleague("Vilma")
        ask(house, sent, by=vilma)
        work(house)
        with house.cast.alice.acting(in_=house.workspace_id):
            query = text("select sent_on_by from written_request where id = :id")
            assert db.session.scalar(query, {"id": sent}) == vilma.user_id
        second = ask(house, left, by=vilma)
        with house.cast.alice.acting(firm=house.cast.kuusi.firm_id):
            db.session.execute(text("delete from engagement_member where user_id = :who"), {"who": vilma.user_id})
        work(house)
        assert house.read(house.aino, left).row.state == "submitted"
        with house.cast.alice.acting(in_=house.workspace_id):
            (refused,) = refused_items(house.workspace_id, second)
        assert refused.reasons == (GONE,)

    def test_keeps_a_fault_of_one_from_the_others_and_tries_it_again(self, house: WritingHouse) -> None:
        broken, whole = house.submitted(house.aino), house.submitted(house.eero)
        with house.aino.acting(in_=house.workspace_id):
            spoil(broken)
        batch_id = ask(house, whole)
        with house.cast.alice.acting(in_=house.workspace_id):
            add_broken(house, batch_id, broken)
        work(house)
        found = batch(house, batch_id)
        assert (found.sent, found.waiting, found.finished_at) == (1, 1, None)
        with house.cast.alice.acting(in_=house.workspace_id):
            again = "update task set attempts = 7, run_at = now() where kind = 'send_together'"
            db.session.execute(text(again))
        work(house)
        with house.cast.alice.acting(in_=house.workspace_id):
            (refused,) = refused_items(house.workspace_id, batch_id)
        assert refused.reasons == (FAULT,)
        assert batch(house, batch_id).finished_at is not None


def spoil(written_id: WrittenId) -> None:
    """Write into an invoice what no page could."""
    db.session.execute(text("update written_request set typed = '[]' where id = :id"), {"id": written_id})


def add_broken(house: WritingHouse, batch_id: BatchId, written_id: WrittenId) -> None:
    """Put an invoice that can't even be read first in a batch."""
    row = text(
        "insert into desk_batch_item select workspace_id, batch_id, :id, :by, -1, shown, 'waiting', '[]'"
        " from desk_batch_item where batch_id = :batch"
    )
    db.session.execute(row, {"id": written_id, "by": house.aino.user_id, "batch": batch_id})
