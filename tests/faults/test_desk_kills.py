"""Sending on together by workers that are killed at every step: each once, no gap, every refusal kept."""

from uuid import uuid4

import pytest
from factories import kills
from factories.installation import Installation
from factories.kills import EVENTS_OFF, SERIES_OFF, Figures, Place, kill_at, killing_ground, until_ringing
from factories.written import WritingHouse, writing_house
from sqlalchemy import text

from billing.desk.actions import Together, ask_to_send
from billing.desk.queries import BatchFacts, get_batch
from billing.desk.rules.checklist import CHECKS
from tenants.kernel.db import db
from tenants.kernel.ids import BatchId

POINTS = ("together_written", "together_sent", "together_refused")
INVOICES = 4
# Each is the only row of what must have come out: one was refused, the others were sent on once.
OUTCOME = {
    "select count(*) from invoice": INVOICES - 1,
    "select count(*) from written_request where state = 'approved' and invoice_id is not null": INVOICES - 1,
    "select count(*) from written_request where state = 'submitted'": 1,
    "select count(*) from journal where act = 'written_sent_on'": INVOICES - 1,
    "select count(*) from task where kind = 'send_written'": INVOICES - 1,
    SERIES_OFF: 0,
    EVENTS_OFF: 0,
}


def ask(house: WritingHouse) -> BatchId:
    """Ask for invoices to be sent on, one of which was changed since it was looked at."""
    *others, changed = [house.submitted(house.aino) for _ in range(INVOICES)]
    batch_id = BatchId(uuid4())
    with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
        shown = {**{each: house.shown(each, now) for each in others}, changed: "changed"}
        together = Together(shown=shown, issued_on=house.today, checked=frozenset(CHECKS))
        ask_to_send(actor, house.workspace_id, batch_id, together, now=now)
    return batch_id


def batch(place: Place, batch_id: BatchId) -> BatchFacts:
    with place.cast.alice.acting(in_=place.workspace_id):
        return get_batch(place.workspace_id, batch_id)


class TestKilledSendingOn:
    """One batch of four, and a worker that dies at each point."""

    def test_sends_each_on_once_and_keeps_what_was_refused(
        self, installation: Installation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kills, "KINDS", ("send_together",))
        figures = Figures()
        with killing_ground(installation) as place, place.nursery.sweeper():
            batch_id = ask(writing_house(place.cast, place.app))
            for point in POINTS:
                kill_at(place, point, figures)
            with place.nursery.worker() as log:
                until_ringing(place, lambda: batch(place, batch_id).finished_at is not None, log.read_text)
            came = batch(place, batch_id)
            with place.cast.alice.acting(in_=place.workspace_id):
                found = {query: db.session.scalar(text(query)) for query in OUTCOME}
        assert (figures.kills, came.sent, came.refused) == (len(POINTS), INVOICES - 1, 1)
        assert found == OUTCOME
