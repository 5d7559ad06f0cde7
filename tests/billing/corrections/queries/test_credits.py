"""Credit notes are found by what they say they correct, whoever wrote them."""

from dataclasses import replace
from datetime import date

import pytest
from factories.desk import Desk
from factories.ready import add_requests

from billing.corrections.queries import Corrections, corrections_of
from billing.corrections.rules import credit_all
from billing.customers.queries import CustomerQuery, customer_rows, get_customer
from billing.en16931.model import PrecedingInvoice
from billing.invoices.queries import credits_of, get_invoice
from tenants.kernel.ids import InvoiceId, RunId


def first_invoice(desk: Desk) -> InvoiceId:
    return InvoiceId(desk.ask("select id from invoice order by number")[0][0])  # type: ignore[arg-type]  # an id


def found_for(desk: Desk, invoice_id: InvoiceId) -> Corrections:
    with desk.cast.alice.acting(in_=desk.workspace_id):
        return corrections_of(desk.workspace_id, get_invoice(desk.workspace_id, invoice_id))


class TestCreditsOf:
    def test_finds_a_credit_note_that_came_as_a_request(self, desk: Desk, run_id: RunId) -> None:
        assert run_id
        first = first_invoice(desk)
        with desk.cast.alice.acting(in_=desk.workspace_id) as (_actor, now):
            invoice = get_invoice(desk.workspace_id, first)
            assert credits_of(desk.workspace_id, (invoice,)) == {}
            customer = get_customer(desk.workspace_id, invoice.row.customer_id)
            asked = replace(credit_all(invoice.content), number="T1")
            ids = add_requests(desk.workspace_id, desk.stream_id, [(customer, asked)], now=now)
        desk.run(*ids)
        found = found_for(desk, first)
        assert ([row.number for row in found.credits], found.left.is_nothing) == (["10000006"], True)

    @pytest.mark.parametrize("which", ["invoice", "credit_note"])
    def test_finds_a_credit_note_of_a_card_that_the_customers_was_merged_with(
        self, desk: Desk, run_id: RunId, which: str
    ) -> None:
        assert run_id
        first = first_invoice(desk)
        with desk.cast.alice.acting(in_=desk.workspace_id) as (_actor, now):
            invoice = get_invoice(desk.workspace_id, first)
            (other, *_rest) = customer_rows(desk.workspace_id, CustomerQuery(search="Customer 4"))
            asked = replace(credit_all(invoice.content), number="T1")
            ids = add_requests(desk.workspace_id, desk.stream_id, [(other, asked)], now=now)
        cards = [invoice.row.customer_id, other.id]
        rests, stays = cards if which == "invoice" else reversed(cards)
        merge = "update customer set merged_into_id = :stays where id = :rests"
        desk.change(merge, rests=rests, stays=stays)
        desk.run(*ids)
        desk.change(merge, rests=rests, stays=None)
        assert (other.id != invoice.row.customer_id, found_for(desk, first).credits) == (True, ())
        desk.change(merge, rests=rests, stays=stays)
        assert [row.number for row in found_for(desk, first).credits] == ["10000006"]

    def test_passes_over_a_credit_note_of_an_earlier_programs_invoice_by_the_same_number(
        self, desk: Desk, run_id: RunId
    ) -> None:
        """Told apart by customer and day when it was issued; the cards were merged afterwards."""
        assert run_id
        first = first_invoice(desk)
        with desk.cast.alice.acting(in_=desk.workspace_id) as (_actor, now):
            invoice = get_invoice(desk.workspace_id, first)
            (other, *_rest) = customer_rows(desk.workspace_id, CustomerQuery(search="Customer 4"))
            old = PrecedingInvoice(invoice.row.number, date(2020, 1, 1))
            asked = replace(credit_all(invoice.content), number="T1", preceding_invoices=(old,))
            ids = add_requests(desk.workspace_id, desk.stream_id, [(other, asked)], now=now)
        desk.run(*ids)
        merge = "update customer set merged_into_id = :stays where id = :rests"
        desk.change(merge, rests=other.id, stays=invoice.row.customer_id)
        found = found_for(desk, first)
        assert (found.credits, found.left.gross) == ((), invoice.row.total)
