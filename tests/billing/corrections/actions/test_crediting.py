"""Crediting an invoice: the credit note is issued, posted, set off and tied to it; what was issued stays as it was."""

from decimal import Decimal

import pytest
from factories.desk import Desk

from billing.corrections.actions import SentAlready, Wanted, credit_invoice
from billing.corrections.actions.crediting import NotInFull
from billing.corrections.queries import corrections_of
from billing.corrections.rules.crediting import NotCreditable, NothingLeft
from billing.delivery.actions import resend, send_invoices
from billing.delivery.actions.resending import Way, Withheld
from billing.delivery.queries import NoDocument, unsent_counts
from billing.invoices.queries import InvoiceQuery, get_invoice, invoice_rows
from billing.ledger.queries import balance, receivables
from tenants.kernel.ids import InvoiceId, RunId
from tenants.kernel.refusals import InvalidFields, NotFound

ORIGINALS = "select id from invoice where kind = 'invoice' order by number"


@pytest.fixture
def invoice_id(desk: Desk, run_id: RunId) -> InvoiceId:
    assert run_id
    return InvoiceId(desk.ask(ORIGINALS)[0][0])  # type: ignore[arg-type]  # an id


def credit(desk: Desk, invoice_id: InvoiceId, wanted: Wanted = Wanted()) -> InvoiceId:  # noqa: B008  frozen
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        return credit_invoice(actor, desk.workspace_id, invoice_id, wanted, now=now)


class TestCreditInvoice:
    def test_issues_the_next_number_as_a_credit_note_of_the_invoice(self, desk: Desk, invoice_id: InvoiceId) -> None:
        note_id = credit(desk, invoice_id, Wanted(reason="Wrong price"))
        with desk.cast.alice.acting(in_=desk.workspace_id):
            note, original = get_invoice(desk.workspace_id, note_id), get_invoice(desk.workspace_id, invoice_id)
            found = corrections_of(desk.workspace_id, original)
            back = corrections_of(desk.workspace_id, note)
        assert (note.row.number, note.row.kind, note.row.total) == ("10000006", "credit_note", original.row.total)
        assert note.content.preceding_invoices[0].number == original.row.number
        assert note.content.notes[0].text == "Wrong price"
        assert ([one.id for one in found.credits], found.left.is_nothing) == ([note_id], True)
        assert [one.id for one in back.corrects] == [invoice_id]

    def test_settles_the_receivable_and_keeps_the_books_even(self, desk: Desk, invoice_id: InvoiceId) -> None:
        note_id = credit(desk, invoice_id)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            found = receivables(desk.workspace_id, [invoice_id, note_id])
            states = {row.id: row.state for row in invoice_rows(desk.workspace_id, InvoiceQuery())}
            books = balance(desk.workspace_id)
            credited = invoice_rows(desk.workspace_id, InvoiceQuery(state="credited"))
        assert {one.open for one in found.values()} == {Decimal(0)}
        assert states[invoice_id] == "credited"
        assert [row.id for row in credited] == [invoice_id]
        assert sum(one.amount for one in books) == 0

    def test_leaves_the_rest_open_after_a_part(self, desk: Desk, invoice_id: InvoiceId) -> None:
        with desk.cast.alice.acting(in_=desk.workspace_id):
            before = get_invoice(desk.workspace_id, invoice_id)
        part = before.content.lines[0].net
        note_id = credit(desk, invoice_id, Wanted({0: part}))
        with desk.cast.alice.acting(in_=desk.workspace_id):
            after, note = get_invoice(desk.workspace_id, invoice_id), get_invoice(desk.workspace_id, note_id)
        assert note.row.net == part
        assert after.row.open == before.row.total - note.row.total
        assert after.content == before.content

    def test_credits_what_is_left_the_second_time_and_nothing_the_third(
        self, desk: Desk, invoice_id: InvoiceId
    ) -> None:
        credit(desk, invoice_id, Wanted({0: Decimal("0.01")}))
        credit(desk, invoice_id)
        with pytest.raises(NothingLeft):
            credit(desk, invoice_id)
        assert desk.ask("select count(*) from invoice where kind = 'credit_note'") == [(2,)]
        sums = "select sum(case kind when 'invoice' then total_minor else -total_minor end) from invoice"
        assert desk.ask(f"{sums} where kind = 'credit_note' or id = :id", id=invoice_id) == [(0,)]

    def test_refuses_more_than_a_line_has(self, desk: Desk, invoice_id: InvoiceId) -> None:
        with pytest.raises(InvalidFields):
            credit(desk, invoice_id, Wanted({0: Decimal(10**9)}))

    def test_refuses_to_credit_a_credit_note(self, desk: Desk, invoice_id: InvoiceId) -> None:
        with pytest.raises(NotCreditable):
            credit(desk, credit(desk, invoice_id))

    def test_asks_for_the_document_and_tells_the_journal(self, desk: Desk, invoice_id: InvoiceId) -> None:
        credit(desk, invoice_id, Wanted(reason="Wrong price"))
        tasks = desk.ask("select kind from task where kind in ('render_chunk', 'summarise_run') order by 1")
        assert [kind for (kind,) in tasks] == ["render_chunk", "render_chunk", "summarise_run", "summarise_run"]
        (after,) = desk.ask("select after from journal where act = 'invoice_credited'")[0]
        assert (after["credit_note"], after["reason"]) == ("10000006", "Wrong price")  # type: ignore[index]  # JSON

    def test_dates_it_no_earlier_than_the_newest_of_the_series(self, desk: Desk, invoice_id: InvoiceId) -> None:
        desk.change("update invoice_run set issued_on = issued_on")
        later = desk.ask("select max(issued_on) from invoice")[0][0]
        note_id = credit(desk, invoice_id)
        assert desk.ask("select issued_on >= :day from invoice where id = :id", day=later, id=note_id) == [(True,)]

    def test_hides_the_invoice_from_a_stranger(self, desk: Desk, invoice_id: InvoiceId) -> None:
        ek = desk.cast.ek.workspace_id
        with desk.cast.charlie.acting(in_=ek) as (charlie, now):
            for place in (ek, desk.workspace_id):
                with pytest.raises(NotFound):
                    credit_invoice(charlie, place, invoice_id, Wanted(), now=now)


class TestWithholding:
    """An issued invoice that must not go out is credited in full, and both are marked as not sent."""

    def test_takes_both_off_the_list_of_what_waits(self, desk: Desk, invoice_id: InvoiceId) -> None:
        note_id = credit(desk, invoice_id, Wanted(withheld=True))
        marked = desk.ask("select invoice_id from not_sent_invoice")
        assert {row[0] for row in marked} == {invoice_id, note_id}
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert sum(row.count for row in unsent_counts([desk.workspace_id])) == 4

    def test_no_sending_takes_them_up(self, desk: Desk, invoice_id: InvoiceId) -> None:
        note_id = credit(desk, invoice_id, Wanted(withheld=True))
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            result = send_invoices(actor, desk.workspace_id, [invoice_id, note_id], now=now)
            assert (sum(result.queued.values()), result.not_rendered) == (0, 0)
            with pytest.raises((Withheld, NoDocument)):
                resend(actor, desk.workspace_id, invoice_id, Way("email"), now=now)

    def test_refuses_a_part(self, desk: Desk, invoice_id: InvoiceId) -> None:
        with pytest.raises(NotInFull):
            credit(desk, invoice_id, Wanted({0: Decimal("0.01")}, withheld=True))

    def test_refuses_what_has_left(self, desk: Desk, invoice_id: InvoiceId) -> None:
        make_sent(desk, invoice_id)
        with pytest.raises(SentAlready):
            credit(desk, invoice_id, Wanted(withheld=True))


def make_sent(desk: Desk, invoice_id: InvoiceId) -> None:
    """Give an invoice a document and a delivery that was handed over."""
    desk.change(
        "insert into document select workspace_id, gen_random_uuid(), :id, 'invoice', 'fi',"
        " (select id from file limit 1), null, null, '{}', now() from invoice where id = :id",
        id=invoice_id,
    )
    desk.change(
        "insert into delivery select workspace_id, gen_random_uuid(), id, invoice_id, 'email', 'a@b.example', '{}',"
        " 'handed_over', null, null, now(), now(), null from document where invoice_id = :id",
        id=invoice_id,
    )
