"""A chunk of a run that is undone: each invoice by itself, and nothing twice."""

import pytest
from factories.desk import Desk

from billing.corrections.actions import UndoChunk, Wanted, credit_invoice, undo_chunk, undo_run
from billing.runs.queries import get_run
from portal.jobs import invoicing
from portal.jobs.work import Handler, perform_in
from tenants.kernel.ids import InvoiceId, RunId
from tenants.kernel.language import translate
from tenants.kernel.refusals import NotFound
from tests.billing.corrections.actions.test_crediting import make_sent

HANDLERS: dict[str, Handler] = {"undo_chunk": invoicing.undo}
CREDITED = "select count(*) from invoice where kind = 'credit_note'"


def ask(desk: Desk, run_id: RunId, *, again: bool = False) -> RunId:
    """Ask for a run to be undone."""
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        return undo_run(actor, desk.workspace_id, run_id, again=again, now=now)


def work_off(desk: Desk) -> None:
    """Do each task of an undoing that waits."""
    for (task_id,) in desk.ask("select id from task where state = 'ready' and kind = 'undo_chunk' order by key"):
        perform_in(desk.app, HANDLERS, "workspace", desk.workspace_id, task_id)  # type: ignore[arg-type]  # an id


def first_invoice(desk: Desk) -> InvoiceId:
    """Return the invoice with the lowest number."""
    return InvoiceId(desk.ask("select id from invoice order by number limit 1")[0][0])  # type: ignore[arg-type]  # an id


def credit(desk: Desk, invoice_id: InvoiceId) -> InvoiceId:
    """Credit an invoice by itself, in full."""
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        return credit_invoice(actor, desk.workspace_id, invoice_id, Wanted(), now=now)


def credit_first(desk: Desk) -> InvoiceId:
    """Credit the first invoice by itself, in full."""
    return credit(desk, first_invoice(desk))


def left_out(desk: Desk, undo_id: RunId) -> list[tuple[str, str]]:
    """Return what a run didn't credit, with the reason."""
    with desk.cast.alice.acting(in_=desk.workspace_id):
        found = get_run(desk.workspace_id, undo_id).set_aside
    return [(one.invoice_number, translate(one.reason, "en")) for one in found]


class TestUndoChunk:
    def test_leaves_out_an_invoice_that_was_sent_meanwhile(self, desk: Desk, run_id: RunId) -> None:
        undo_id = ask(desk, run_id, again=True)
        make_sent(desk, first_invoice(desk))
        work_off(desk)
        ((number, why),) = left_out(desk, undo_id)
        assert (number, "has been sent meanwhile" in why) == ("10000001", True)
        assert desk.ask(CREDITED) == [(4,)]
        assert desk.ask("select count(*) from not_sent_invoice") == [(8,)]
        assert desk.ask("select count(*) from billing_request where source = 'correction' and state = 'ready'") == [
            (4,)
        ]
        assert desk.ask("select state from invoice_run where id = :run", run=undo_id) == [("done",)]

    def test_leaves_out_an_invoice_that_was_credited_meanwhile(self, desk: Desk, run_id: RunId) -> None:
        undo_id = ask(desk, run_id)
        credit_first(desk)
        work_off(desk)
        assert left_out(desk, undo_id) == [("10000001", "This invoice has been credited in full already.")]
        assert desk.ask(CREDITED) == [(5,)]

    def test_leaves_out_an_invoice_on_which_something_was_paid(self, desk: Desk, run_id: RunId) -> None:
        undo_id = ask(desk, run_id)
        desk.change(
            "insert into ledger_entry (workspace_id, id, event_id, event, posted_on, account, invoice_id,"
            " amount_minor, currency) select :workspace, gen_random_uuid(), :invoice, 'taken_over', current_date,"
            " side.account, :invoice, side.amount, 'EUR'"
            " from (values ('receivable', -100), ('opening', 100)) side (account, amount)",
            invoice=first_invoice(desk),
        )
        work_off(desk)
        ((number, why),) = left_out(desk, undo_id)
        assert (number, "Something has been paid" in why) == ("10000001", True)

    def test_leaves_out_what_there_is_no_number_for(self, desk: Desk, run_id: RunId) -> None:
        undo_id = ask(desk, run_id)
        desk.change("update number_series set digits = 1, next_number = 8")
        work_off(desk)
        assert [number for number, _ in left_out(desk, undo_id)] == ["10000003", "10000004", "10000005"]
        assert desk.ask("select count(*) from not_sent_invoice") == [(4,)]

    def test_is_done_once_however_often_its_task_is(self, desk: Desk, run_id: RunId) -> None:
        ask(desk, run_id)
        work_off(desk)
        desk.change("update task set state = 'ready', attempts = 0 where kind = 'undo_chunk'")
        work_off(desk)
        assert desk.ask(CREDITED) == [(5,)]
        assert desk.ask("select count(*) from journal where act = 'invoices_issued'") == [(2,)]

    def test_rings_for_the_documents_of_its_credit_notes(self, desk: Desk, run_id: RunId) -> None:
        undo_id = ask(desk, run_id)
        work_off(desk)
        asked = "select ids ->> 'chunk' from task where kind = 'render_chunk' and ids ->> 'run_id' = :run"
        assert desk.ask(asked, run=str(undo_id)) == [("0",)]

    def test_hides_the_run_from_a_stranger(self, desk: Desk, run_id: RunId) -> None:
        ek = desk.cast.ek.workspace_id
        part = UndoChunk(ask(desk, run_id), 0, 0, (first_invoice(desk),), again=False)
        with desk.cast.charlie.acting(in_=ek) as (charlie, now), pytest.raises(NotFound):
            undo_chunk(charlie, desk.workspace_id, part, now=now)
        assert desk.ask(CREDITED) == [(0,)]
