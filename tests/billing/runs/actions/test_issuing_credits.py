"""Issuing credit notes that came as requests: set off against their invoices, and never over what is left."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from factories.crediting import crediting, issued
from factories.desk import Desk
from factories.ready import add_requests

from billing.corrections.actions import Wanted, credit_invoice
from billing.customers.queries import get_customer
from billing.invoices.queries import InvoiceFacts
from billing.invoices.queries.credits import creditable
from billing.ledger.queries import balance
from billing.runs.actions import Chunk, issue_chunk, starting
from tenants.kernel.ids import RequestId, RunId

NUMBERS = "select place_in_series from invoice order by 1"


def reasons(desk: Desk) -> list[str]:
    rows = desk.ask("select reason ->> 'id' from run_item where state = 'set_aside' order by place")
    return [str(reason) for (reason,) in rows]


class TestCreditNotes:
    """Credit notes that come as requests are set off against their invoices, and never take more than is left."""

    def test_are_set_off_against_their_invoices(self, desk: Desk) -> None:
        desk.run()
        first, second = issued(desk)[:2]
        desk.run(crediting(desk, first), crediting(desk, second, "0.25"))
        now = {one.row.number: one.row for one in issued(desk)}
        assert (now["10000001"].state, now["10000001"].open) == ("credited", 0)
        assert now["10000002"].open == second.row.total - now["10000007"].total
        assert [now[number].open for number in ("10000006", "10000007")] == [0, 0]
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert sum(one.amount for one in balance(desk.workspace_id)) == 0

    def test_are_set_aside_where_they_take_too_much_and_the_rest_goes_on(self, desk: Desk) -> None:
        desk.run()
        first, second = issued(desk)[:2]
        desk.run(crediting(desk, first, "0.75"), crediting(desk, first, "0.5"), crediting(desk, second))
        assert (len(desk.ask(NUMBERS)), len(reasons(desk))) == (7, 1)
        assert reasons(desk)[0].startswith("Invoice %(number)s has %(most)s left to credit")
        assert desk.ask("select reason ->> 'field' from run_item where state = 'set_aside'") == [("totals",)]
        assert desk.ask("select count(*) from ledger_entry where event = 'credited'") == [(4,)]

    def test_are_set_aside_after_a_credit_note_by_hand(self, desk: Desk) -> None:
        desk.run()
        first = issued(desk)[0]
        request_id = crediting(desk, first, "0.1")
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            credit_invoice(actor, desk.workspace_id, first.row.id, Wanted(), now=now)
        desk.run(request_id)
        assert reasons(desk) == ["Invoice %(number)s has been credited in full already."]

    def test_leave_less_to_be_credited_by_hand(self, desk: Desk) -> None:
        desk.run()
        first = issued(desk)[0]
        desk.run(crediting(desk, first, "0.4"))
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            credit_invoice(actor, desk.workspace_id, first.row.id, Wanted(), now=now)
        one, *_others, by_run, by_hand = issued(desk)
        assert (one.row.open, by_run.row.total + by_hand.row.total) == (0, first.row.total)

    def test_are_shared_among_several_invoices_of_a_customer(self, desk: Desk) -> None:
        desk.run()
        desk.run(again(desk, issued(desk)[0]))
        first, twin = issued(desk)[0], issued(desk)[-1]
        desk.run(crediting(desk, first, "1.5", first.row.number, twin.row.number))
        after = {one.row.number: one.row for one in issued(desk)}
        assert (after[first.row.number].open, after["10000007"].open) == (0, 0)
        assert 0 < after[twin.row.number].open < twin.row.total
        desk.run(crediting(desk, twin, "0.5"), crediting(desk, first, "0.01"))
        assert after[twin.row.number].open - issued(desk)[-1].row.total == issued(desk)[5].row.open
        assert reasons(desk) == ["Invoice %(number)s has been credited in full already."]

    def test_are_issued_for_invoices_of_an_earlier_program(self, desk: Desk) -> None:
        desk.run()
        desk.run(crediting(desk, issued(desk)[0], "3", "OLD-1"))
        assert (issued(desk)[-1].row.kind, reasons(desk)) == ("credit_note", [])
        assert desk.ask("select count(*) from ledger_entry where event = 'credited'") == [(0,)]

    def test_of_another_customers_invoice_are_set_aside(self, desk: Desk) -> None:
        desk.run()
        first, second = issued(desk)[:2]
        desk.run(crediting(desk, first, customer_id=second.row.customer_id))
        assert reasons(desk) == ["Invoice %(number)s is another customer's."]

    def test_are_set_off_once_though_a_worker_died(self, desk: Desk) -> None:
        desk.run()
        first = issued(desk)[0]
        run_id = desk.start(crediting(desk, first, "0.5"))
        with suppress(ZeroDivisionError), desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            issue_chunk(actor, desk.workspace_id, Chunk(run_id, 0), now=now)
            _ = 1 / 0
        assert issued(desk)[0].row.open == first.row.total
        desk.issue(run_id)
        desk.issue(run_id)
        assert desk.ask("select count(*) from ledger_entry where event = 'credited'") == [(2,)]
        assert issued(desk)[0].row.open == first.row.total - issued(desk)[-1].row.total

    def test_take_no_more_than_is_left_when_many_are_issued_at_once(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.run()
        first = issued(desk)[0]
        monkeypatch.setattr(starting, "SMALLEST", 1)
        run_ids = [desk.start(*(crediting(desk, first, "0.3") for _ in range(3))) for _ in range(2)]

        def issue(task: tuple[RunId, int]) -> None:
            with desk.app.app_context():
                desk.issue(*task)

        def by_hand() -> None:
            with desk.app.app_context(), desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
                credit_invoice(actor, desk.workspace_id, first.row.id, Wanted({0: Decimal("0.01")}), now=now)

        with ThreadPoolExecutor(4) as pool:
            mine = pool.submit(by_hand)
            list(pool.map(issue, [(run_id, chunk) for chunk in range(3) for run_id in run_ids]))
            mine.result()
        notes = [one.row for one in issued(desk)[5:]]
        assert (len(notes), len(reasons(desk))) == (4, 3)
        assert issued(desk)[0].row.open == first.row.total - sum(note.total for note in notes)
        assert {note.open for note in notes} == {0}

    def test_cost_no_question_for_each(self, desk: Desk) -> None:
        desk.run()
        one, *others = issued(desk)
        asked = []
        for some in ([one], others):
            run_id = desk.start(*(crediting(desk, each, "0.5") for each in some))
            with desk.asking() as questions:
                desk.issue(run_id)
            asked.append(len(questions))
        assert asked[0] == asked[1]

    def test_hide_anothers_invoice_from_a_stranger(self, desk: Desk) -> None:
        desk.run()
        number, ek = issued(desk)[0].row.number, desk.cast.ek.workspace_id
        with desk.cast.charlie.acting(in_=ek):
            assert creditable(ek, {number}) == creditable(desk.workspace_id, {number}) == {}
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert set(creditable(desk.workspace_id, {number, "none"})) == {number}


def again(desk: Desk, original: InvoiceFacts) -> RequestId:
    """Return a request for the same once more."""
    with desk.cast.alice.acting(in_=desk.workspace_id) as (_actor, now):
        customer = get_customer(desk.workspace_id, original.row.customer_id)
        asked = replace(original.content, number="T9", due_on=None, payment_means=())
        return add_requests(desk.workspace_id, desk.stream_id, [(customer, asked)], now=now)[0]
