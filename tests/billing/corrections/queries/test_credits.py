"""Credit notes are found by what they say they correct, whoever wrote them."""

from dataclasses import replace

from factories.desk import Desk
from factories.ready import add_requests

from billing.corrections.queries import corrections_of, credits_of
from billing.corrections.rules import credit_all
from billing.customers.queries import get_customer
from billing.invoices.queries import get_invoice
from tenants.kernel.ids import InvoiceId, RunId


class TestCreditsOf:
    def test_finds_a_credit_note_that_came_as_a_request(self, desk: Desk, run_id: RunId) -> None:
        assert run_id
        first = InvoiceId(desk.ask("select id from invoice order by number")[0][0])  # type: ignore[arg-type]  # an id
        with desk.cast.alice.acting(in_=desk.workspace_id) as (_actor, now):
            invoice = get_invoice(desk.workspace_id, first)
            assert credits_of(desk.workspace_id, (invoice,)) == {}
            customer = get_customer(desk.workspace_id, invoice.row.customer_id)
            asked = replace(credit_all(invoice.content), number="T1")
            ids = add_requests(desk.workspace_id, desk.stream_id, [(customer, asked)], now=now)
        desk.run(*ids)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            found = corrections_of(desk.workspace_id, get_invoice(desk.workspace_id, first))
        assert ([row.number for row in found.credits], found.left.is_nothing) == (["10000006"], True)
