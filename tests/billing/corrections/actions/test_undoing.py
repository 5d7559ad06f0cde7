"""Undoing a run: asked for once, and only while nothing has left; its chunks as the tasks do them."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from factories.desk import Desk

from billing.corrections.actions import AlreadyUndone, undo_run, undoing
from billing.corrections.actions.undoing import HasCreditNotes, IsACorrection, NothingToUndo, RunUnderWay, SomeSent
from billing.corrections.actions.writing import SeriesFull
from billing.corrections.queries import undo_of
from billing.delivery.queries import run_delivery_counts, unsent_counts
from billing.ledger.queries import balance
from billing.runs.queries import run_progress
from tenants.kernel.ids import InvoiceId, RunId
from tenants.kernel.refusals import Conflict, NotFound
from tests.billing.corrections.actions.test_crediting import make_sent
from tests.billing.corrections.actions.test_undo_chunks import ask, credit, credit_first, first_invoice, work_off


def undo(desk: Desk, run_id: RunId, *, again: bool = False) -> RunId:
    """Undo a run and do its tasks."""
    undo_id = ask(desk, run_id, again=again)
    work_off(desk)
    return undo_id


def paid(desk: Desk, minor: int) -> None:
    """Post that something came in on the first invoice, or went back."""
    desk.change(
        "insert into ledger_entry (workspace_id, id, event_id, event, posted_on, account, invoice_id,"
        " amount_minor, currency) select :workspace, gen_random_uuid(), :event, 'taken_over', current_date,"
        " side.account, :invoice, side.amount, 'EUR'"
        " from (values ('receivable', -cast(:minor as bigint)), ('opening', :minor)) side (account, amount)",
        invoice=first_invoice(desk),
        minor=minor,
        event=uuid4(),
    )


class TestUndoRun:
    def test_credits_every_invoice_and_marks_both_as_not_sent(self, desk: Desk, run_id: RunId) -> None:
        undo_id = undo(desk, run_id)
        assert desk.ask("select count(*), sum(total_minor) from invoice where kind = 'credit_note'") == desk.ask(
            "select count(*), sum(total_minor) from invoice where kind = 'invoice'"
        )
        assert desk.ask("select count(*) from not_sent_invoice") == [(10,)]
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert unsent_counts([desk.workspace_id]) == ()
            assert run_delivery_counts(desk.workspace_id, run_id).unsent == 0
            assert all(one.amount == 0 for one in balance(desk.workspace_id))
            found, back = undo_of(desk.workspace_id, run_id), undo_of(desk.workspace_id, undo_id)
        assert (found.undone_by, back.undoes) == (undo_id, run_id)

    def test_gives_the_credit_notes_the_next_numbers(self, desk: Desk, run_id: RunId) -> None:
        undo(desk, run_id)
        numbers = desk.ask("select number from invoice where kind = 'credit_note' order by number")
        assert [number for (number,) in numbers] == [f"100000{place:02}" for place in range(6, 11)]
        firsts = desk.ask(
            "select content -> 'preceding_invoices' -> 0 ->> 'number' from invoice where kind = 'credit_note'"
            " order by number"
        )
        assert [number for (number,) in firsts] == [f"1000000{place}" for place in range(1, 6)]

    def test_reads_the_cards_of_all_invoices_at_once(self, desk: Desk, run_id: RunId) -> None:
        ask(desk, run_id)
        with desk.asking() as asked:
            work_off(desk)
        assert len([one for one in asked if "FROM customer" in one and "language" in one]) == 1

    def test_leaves_what_was_issued_as_it_was(self, desk: Desk, run_id: RunId) -> None:
        query = "select id, xmin::text from invoice where kind = 'invoice' order by id"
        before = desk.ask(query)
        undo(desk, run_id)
        assert desk.ask(query) == before

    def test_makes_the_requests_anew_where_wanted(self, desk: Desk, run_id: RunId) -> None:
        undo(desk, run_id, again=True)
        assert desk.ask("select count(*) from billing_request where state = 'ready' and source = 'correction'") == [
            (5,)
        ]
        ready = desk.ask("select id from billing_request where state = 'ready'")
        assert desk.rehearse(*[row[0] for row in ready]).count == 5  # type: ignore[misc]  # ids

    def test_happens_once_however_many_click(self, desk: Desk, run_id: RunId) -> None:
        def attempt(_number: int) -> RunId | Conflict:
            with desk.app.app_context():
                try:
                    return ask(desk, run_id)
                except AlreadyUndone as refusal:
                    return refusal.run_id

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(attempt, range(2))
        assert first == second
        work_off(desk)
        assert desk.ask("select count(*) from invoice where kind = 'credit_note'") == [(5,)]

    def test_leaves_out_what_was_credited_before_and_withholds_the_earlier_credit_note(
        self, desk: Desk, run_id: RunId
    ) -> None:
        credit_first(desk)
        undo(desk, run_id)
        assert desk.ask("select count(*) from invoice where kind = 'credit_note'") == [(5,)]
        assert desk.ask("select count(*) from not_sent_invoice") == [(10,)]

    def test_does_nothing_at_all_without_enough_numbers(self, desk: Desk, run_id: RunId) -> None:
        desk.change("update number_series set digits = 1, next_number = 8")
        with pytest.raises(SeriesFull):
            undo(desk, run_id)
        assert desk.ask("select count(*) from invoice where kind = 'credit_note'") == [(0,)]
        assert desk.ask("select count(*) from invoice_run") == [(1,)]

    def test_credits_nothing_before_its_tasks_are_done(self, desk: Desk, run_id: RunId) -> None:
        undo_id = ask(desk, run_id)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            come, found = run_progress(desk.workspace_id, undo_id), undo_of(desk.workspace_id, run_id)
        assert (come.kind, come.state, come.waiting, come.issued) == ("undo", "running", 5, 0)
        assert (found.undone_by, found.is_under_way) == (undo_id, True)
        work_off(desk)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            come, found = run_progress(desk.workspace_id, undo_id), undo_of(desk.workspace_id, run_id)
        assert (come.state, come.waiting, come.issued, found.is_under_way) == ("done", 0, 5, False)

    def test_is_a_task_for_each_chunk(self, desk: Desk, run_id: RunId, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(undoing, "CHUNK", 2)
        undo_id = undo(desk, run_id)
        assert desk.ask("select chunk, place from run_item where run_id = :run order by place", run=undo_id) == [
            (chunk, place) for place, chunk in enumerate((0, 0, 1, 1, 2))
        ]
        assert desk.ask("select state, count(*) from task where kind = 'undo_chunk' group by 1") == [("done", 3)]
        assert desk.ask("select count(*) from task where kind = 'summarise_run' and key = :run", run=str(undo_id)) == [
            (1,)
        ]


class TestTheRest:
    """A run that was undone but for something, once nothing stands in the way of that any more."""

    def test_is_undone_by_another_run_with_its_requests_made_anew(self, desk: Desk, run_id: RunId) -> None:
        first = ask(desk, run_id, again=True)
        paid(desk, 100)
        work_off(desk)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            found = undo_of(desk.workspace_id, run_id)
        assert (found.undone_by, found.left, found.sent) == (first, 1, 0)
        paid(desk, -100)
        second = undo(desk, run_id, again=True)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            found = undo_of(desk.workspace_id, run_id)
            assert all(one.amount == 0 for one in balance(desk.workspace_id))
        assert (found.undone_by, found.left) == (second, 0)
        assert [id_ for id_, _ in found.earlier] == [first]
        assert desk.ask("select count(*) from invoice where kind = 'credit_note'") == [(5,)]
        assert desk.ask("select count(*) from not_sent_invoice") == [(10,)]
        anew = "select count(*) from billing_request where source = 'correction' and state = 'ready'"
        assert desk.ask(anew) == [(5,)]
        with pytest.raises(AlreadyUndone):
            undo(desk, run_id)

    def test_is_asked_for_once_however_many_click(self, desk: Desk, run_id: RunId) -> None:
        ask(desk, run_id)
        paid(desk, 100)
        work_off(desk)
        second = ask(desk, run_id)
        with pytest.raises(AlreadyUndone) as refusal:
            ask(desk, run_id)
        assert refusal.value.run_id == second
        work_off(desk)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert undo_of(desk.workspace_id, run_id).left == 1

    def test_is_left_where_it_was_sent_until_it_is_credited_by_itself(self, desk: Desk, run_id: RunId) -> None:
        ask(desk, run_id)
        make_sent(desk, first_invoice(desk))
        work_off(desk)
        with pytest.raises(SomeSent, match="1 invoices"):
            ask(desk, run_id)
        credit_first(desk)
        with pytest.raises(AlreadyUndone):
            ask(desk, run_id)


class TestRefusals:
    def test_refuses_a_run_of_which_something_was_sent(self, desk: Desk, run_id: RunId) -> None:
        make_sent(desk, first_invoice(desk))
        with pytest.raises(SomeSent, match="1 invoices"):
            undo(desk, run_id)

    def test_refuses_a_run_of_which_an_earlier_credit_note_was_sent(self, desk: Desk, run_id: RunId) -> None:
        make_sent(desk, credit_first(desk))
        with pytest.raises(SomeSent, match="1 invoices"):
            undo(desk, run_id)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert undo_of(desk.workspace_id, run_id).sent == 1

    def test_refuses_a_run_of_which_all_is_credited(self, desk: Desk, run_id: RunId) -> None:
        for (invoice_id,) in desk.ask("select id from invoice where kind = 'invoice'"):
            credit(desk, InvoiceId(invoice_id))  # type: ignore[arg-type]  # an id
        with pytest.raises(NothingToUndo):
            undo(desk, run_id)

    def test_refuses_a_run_that_is_under_way(self, desk: Desk) -> None:
        with pytest.raises(RunUnderWay):
            undo(desk, desk.start())

    def test_refuses_a_correction(self, desk: Desk, run_id: RunId) -> None:
        with pytest.raises(IsACorrection):
            undo(desk, undo(desk, run_id))

    def test_refuses_a_run_with_credit_notes_of_its_own(self, desk: Desk, run_id: RunId) -> None:
        credit_first(desk)
        desk.change("update invoice_run set kind = 'requests'")
        newest = RunId(desk.ask("select id from invoice_run where number = 2")[0][0])  # type: ignore[arg-type]  # an id
        with pytest.raises(HasCreditNotes):
            undo(desk, newest)
        assert run_id != newest

    def test_refuses_a_run_that_issued_nothing(self, desk: Desk) -> None:
        run_id = desk.start()
        desk.change("update billing_request set state = 'dismissed'")
        desk.issue(run_id)
        with pytest.raises(NothingToUndo):
            undo(desk, run_id)

    def test_hides_the_run_from_a_stranger(self, desk: Desk, run_id: RunId) -> None:
        ek = desk.cast.ek.workspace_id
        with desk.cast.charlie.acting(in_=ek) as (charlie, now):
            for place in (ek, desk.workspace_id):
                with pytest.raises(NotFound):
                    undo_run(charlie, place, run_id, again=True, now=now)


class TestCollectiveInvoice:
    """A run whose invoice holds several requests."""

    def test_is_undone_by_one_credit_note_and_all_requests_come_back(self, desk: Desk) -> None:
        desk.change("update billing_request set customer_id = (select id from customer where number = '10001')")
        desk.change("update customer set collective = 'run' where number = '10001'")
        run_id = desk.run()
        undo(desk, run_id, again=True)
        assert desk.ask("select kind, count(*), sum(total_minor) > 0 from invoice group by kind order by kind") == [
            ("credit_note", 1, True),
            ("invoice", 1, True),
        ]
        assert desk.ask(
            "select state, count(*) from billing_request where source = 'correction' group by 1 order by 1"
        ) == [
            ("invoiced", 1),
            ("ready", 5),
        ]
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert all(one.amount == 0 for one in balance(desk.workspace_id))
