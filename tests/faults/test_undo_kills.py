"""A run that is undone by workers that are killed at every step: nothing lost, nothing credited twice, no gap."""

import pytest
from factories.desk import Desk
from factories.installation import Installation
from factories.kills import EVENTS_OFF, Figures, Place, audit, kill_at, killing_ground, until_ringing
from factories.ready import make_ready_requests

from billing.corrections.actions import undo_run, undoing
from billing.runs.queries import run_progress
from billing.streams.queries import stream_rows
from tenants.kernel.country import local_day
from tenants.kernel.ids import RunId

POINTS = ("claimed", "undo_prepared", "undo_credited", "undo_marked", "undo_written", "undo_committed")
INVOICES = 6
# Each is the only row of what must have come out.
OUTCOME = {
    "select count(distinct content -> 'preceding_invoices' -> 0 ->> 'number') from invoice": INVOICES,
    "select count(*) from not_sent_invoice": 2 * INVOICES,
    "select count(*) from billing_request where source = 'correction' and state = 'ready'": INVOICES,
    "select count(*) from journal where act = 'invoices_issued'": 3,
    "select coalesce(sum(amount_minor), 0)::int from ledger_entry where account = 'receivable'": 0,
    EVENTS_OFF: 0,
}


def desk_at(place: Place) -> Desk:
    """Return Alice at a run to come."""
    requests = make_ready_requests(place.app, place.workspace_id, INVOICES, 1)
    with place.cast.alice.acting(in_=place.workspace_id) as (_, now):
        stream = stream_rows(place.workspace_id)[0]
        return Desk(place.app, place.cast, requests, stream.id, local_day(now, "FI"))


def is_done(place: Place, run_id: RunId) -> bool:
    with place.cast.alice.acting(in_=place.workspace_id):
        return run_progress(place.workspace_id, run_id).state == "done"


class TestKilledUndoing:
    """One run of two chunks, and a worker that dies at each point."""

    def test_credits_every_invoice_once_with_numbers_that_have_no_gap(
        self, installation: Installation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(undoing, "CHUNK", INVOICES // 2)
        figures = Figures()
        with killing_ground(installation) as place, place.nursery.sweeper():
            desk = desk_at(place)
            run_id = desk.run()
            with place.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
                undo_id = undo_run(actor, desk.workspace_id, run_id, again=True, now=now)
            for point in POINTS:
                kill_at(place, point, figures)
            with place.nursery.worker() as log:
                until_ringing(place, lambda: is_done(place, undo_id), log.read_text)
            audit(place.app, place.workspace_id, figures)
            found = {query: desk.ask(query)[0][0] for query in OUTCOME}
        assert (figures.kills, figures.invoices, figures.gaps, figures.doubles) == (len(POINTS), 2 * INVOICES, 0, 0)
        assert found == OUTCOME
