"""Runs whose invoices hold several requests: what is issued, and that everything counts it alike."""

from decimal import Decimal

import pytest
from factories.desk import Desk

from billing.runs.actions import RehearsalChanged, starting, summary_of
from billing.runs.queries import (
    RunProgress,
    chunk_invoices,
    collective_invoices,
    get_run,
    run_progress,
)
from tenants.kernel.ids import RequestId, RunId

ONE_CUSTOMER = """
    update billing_request set customer_id = (select id from customer where number = '10001'), customer_number = '10001'
        where id = any(:ids)
"""
HELD = "select invoice_id, count(*) from run_item where state = 'issued' group by 1 order by 2 desc"


def together(desk: Desk, *requests: RequestId, collective: str = "run") -> None:
    """Have some requests belong to one customer, whose card says which of them share an invoice."""
    desk.change(ONE_CUSTOMER, ids=list(requests))
    desk.change(
        "update customer set collective = :chosen, changed_at = now() where number = '10001'", chosen=collective
    )


def progress(desk: Desk, run_id: RunId) -> RunProgress:
    with desk.cast.alice.acting():
        return run_progress(desk.workspace_id, run_id)


@pytest.fixture
def shared(desk: Desk) -> Desk:
    """Return the desk with the first, third and fifth request of one customer, who gets one invoice a run."""
    together(desk, *desk.requests[::2])
    return desk


class TestIssuing:
    """One invoice, one number, one posting; each request knows it."""

    def test_gives_the_requests_of_a_customer_one_number(self, shared: Desk) -> None:
        run_id = shared.run()
        assert [count for _invoice, count in shared.ask(HELD)] == [3, 1, 1]
        assert shared.ask("select number, request_id from invoice order by number") == [
            (f"1000000{place}", shared.requests[place - 1]) for place in (1, 2)
        ] + [("10000003", shared.requests[3])]
        assert shared.ask("select distinct state from billing_request") == [("invoiced",)]
        assert shared.ask("select state from invoice_run where id = :id", id=run_id) == [("done",)]

    def test_reckons_to_the_sum_of_the_requests_without_vat(self, shared: Desk) -> None:
        shared.run()
        nets = shared.ask(
            "select invoice.net_minor, sum(one.net_minor) from invoice"
            " join run_item item on item.invoice_id = invoice.id join billing_request one on one.id = item.request_id"
            " group by invoice.id, invoice.net_minor"
        )
        assert len(nets) == 3
        assert all(invoiced == sum_ for invoiced, sum_ in nets)

    def test_names_the_request_on_every_line(self, shared: Desk) -> None:
        shared.run()
        named = shared.ask(
            "select line -> 'object_id' ->> 'value' from invoice, jsonb_array_elements(content -> 'lines') line"
            " where number = '10000001'"
        )
        of = shared.ask(
            "select content ->> 'number' from billing_request where id = any(:ids)", ids=list(shared.requests[::2])
        )
        assert len(named) == 9
        assert {name for (name,) in named} == {number for (number,) in of}

    def test_sets_aside_the_bad_request_alone(self, shared: Desk) -> None:
        run_id = shared.start()
        shared.change("update billing_request set state = 'dismissed' where id = :id", id=shared.requests[0])
        shared.issue(run_id)
        assert [count for _invoice, count in shared.ask(HELD)] == [2, 1, 1]
        assert shared.ask("select request_id from run_item where state = 'set_aside'") == [(shared.requests[0],)]

    def test_sets_aside_all_requests_of_an_invoice_without_a_number(self, shared: Desk) -> None:
        shared.change("update number_series set next_number = 10 ^ digits - 2")
        shared.run(*shared.requests[1:2], *shared.requests[3:4], *shared.requests[::2])
        assert shared.ask("select count(*) from run_item where state = 'set_aside'") == [(3,)]
        assert shared.ask("select count(*) from billing_request where state = 'ready'") == [(3,)]


class TestChunks:
    """An invoice lies in one chunk."""

    def test_never_tear_an_invoice_apart(self, shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(starting, "CHUNK", 2)
        run_id = shared.start()
        chunks = shared.ask("select chunk, array_agg(request_id order by place) from run_item group by 1 order by 1")
        first = [shared.requests[place] for place in (0, 2, 4)]
        assert [requests for _chunk, requests in chunks] == [first, [shared.requests[1], shared.requests[3]]]
        for chunk, _requests in chunks:
            shared.issue(run_id, int(str(chunk)))
        assert [count for _invoice, count in shared.ask(HELD)] == [3, 1, 1]
        with shared.cast.alice.acting():
            assert [len(chunk_invoices(shared.workspace_id, run_id, chunk)) for chunk in (0, 1)] == [1, 2]

    def test_leave_a_card_alone_that_was_changed_meanwhile(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        together(desk, *desk.requests, collective="none")
        monkeypatch.setattr(starting, "CHUNK", 3)
        run_id = desk.start()
        together(desk, *desk.requests)
        for chunk in (0, 1):
            desk.issue(run_id, chunk)
        assert [count for _invoice, count in desk.ask(HELD)] == [1] * 5


class TestCounting:
    """Rehearsal, progress, history and summary."""

    def test_rehearses_what_the_run_does(self, shared: Desk) -> None:
        found = shared.rehearse()
        assert (found.chosen, found.billed, found.count, found.rehearsed.count) == (5, 5, 3, 3)
        assert (found.first_number, found.last_number) == ("10000001", "10000003")
        assert [len(one) for one in found.sampled] == [3, 1, 1]
        run_id = shared.run()
        with shared.cast.alice.acting():
            run = get_run(shared.workspace_id, run_id)
            held = collective_invoices(shared.workspace_id, run_id)
        assert (run.row.chosen, run.row.billed, run.row.issued, run.row.set_aside) == (5, 5, 3, 0)
        assert (run.totals, held) == (found.totals, found.collective)
        assert [(one.number, one.requests, one.customer_number) for one in held] == [("10000001", 3, "10001")]
        assert held[0].gross > Decimal(0)

    def test_refuses_a_run_of_what_was_chosen_otherwise_since_the_rehearsal(self, shared: Desk) -> None:
        shown = shared.rehearse().fingerprint
        together(shared, *shared.requests[::2], collective="none")
        with pytest.raises(RehearsalChanged):
            shared.start(fingerprint=shown)

    def test_counts_requests_and_invoices_on_the_way(self, shared: Desk) -> None:
        run_id = shared.run()
        come = progress(shared, run_id)
        assert (come.chosen, come.billed, come.issued, come.rendered, come.documented) == (5, 5, 3, 0, 0)
        shared.change("update task set state = 'done' where kind = 'render_chunk'")
        assert progress(shared, run_id).not_made == 3

    def test_lists_each_invoice_once_in_the_summary(self, shared: Desk) -> None:
        run_id = shared.run()
        with shared.cast.alice.acting():
            contents = summary_of(shared.workspace_id, run_id).contents
        assert (contents.count, len(contents.invoices)) == (3, 3)

    def test_hides_it_from_a_stranger(self, shared: Desk) -> None:
        run_id = shared.run()
        with shared.cast.charlie.acting(in_=shared.cast.ek.workspace_id):
            assert collective_invoices(shared.workspace_id, run_id) == ()
            assert collective_invoices(shared.cast.ek.workspace_id, run_id) == ()
