"""The state of many invoices' newest sending."""

from datetime import timedelta

from factories.books import MORNING, Books
from factories.cast import Cast

from billing.standing.queries.sendings import delivery_states
from tenants.kernel.ids import InvoiceId


class TestDeliveryStates:
    """One state for each invoice."""

    def test_are_those_of_the_newest_sendings(self, cast: Cast, kuusi: Books) -> None:
        customer = kuusi.customer()
        sent, again, unsent = (InvoiceId(kuusi.invoice(customer)) for _ in range(3))
        kuusi.delivery(sent, "delivered")
        kuusi.delivery(again, "bounced")
        kuusi.delivery(again, "queued", created_at=MORNING + timedelta(hours=1))
        with cast.alice.acting():
            found = delivery_states(kuusi.workspace_id, (sent, again, unsent))
        assert found == {sent: "delivered", again: "queued", unsent: "unsent"}

    def test_tell_a_stranger_nothing(self, cast: Cast, kuusi: Books) -> None:
        invoice = InvoiceId(kuusi.invoice(kuusi.customer()))
        kuusi.delivery(invoice, "delivered")
        with cast.charlie.acting():
            assert delivery_states(kuusi.workspace_id, (invoice,)) == {invoice: "unsent"}
