"""Sending, and what didn't arrive."""

import re
from datetime import date, timedelta

import pytest
from factories.books import MORNING, Books
from factories.cast import Cast
from factories.forms import post

from billing.delivery.queries import deliveries_of, unsent_rows
from billing.standing.queries.sendings import delivery_states
from tenants.kernel.ids import InvoiceId
from tenants.kernel.language import msg


@pytest.fixture
def books(cast: Cast) -> Books:
    return Books(cast.alice, cast.kuusi.workspace_id)


def text(cast: Cast, books: Books, rest: str = "") -> str:
    answer = cast.alice.browser().get(f"/w/{books.workspace_id}/sending{rest}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def state(cast: Cast, books: Books, invoice: object) -> str:
    with cast.alice.acting():
        return delivery_states(books.workspace_id, (InvoiceId(invoice),))[InvoiceId(invoice)]


class TestSending:
    """What waits to be sent."""

    def test_shows_each_invoice_with_its_way_or_why_there_is_none(self, cast: Cast, books: Books) -> None:
        books.invoice(books.customer("Tuohi & <b>Terva</b> Oy"))
        books.invoice(books.customer("Osoitteeton Oy", email=""))
        found = text(cast, books)
        assert "talous@matkailu.example" in found
        assert "The e-mail address is missing from the customer card." in found
        assert "<b>Terva" not in found

    def test_says_how_many_are_dated_before_today_and_leads_to_exactly_those(self, cast: Cast, books: Books) -> None:
        customer, later = books.customer(), date(2999, 1, 1)
        books.invoice(customer, issued_on=later, due_on=later)
        assert "Dated before today" not in text(cast, books)
        books.invoice(customer, issued_on=date(2020, 1, 2), due_on=date(2020, 1, 16))
        page = text(cast, books)
        assert "Dated before today: 1." in page
        found = re.search(r'href="([^"]*delivery=unsent[^"]*)"', page)
        assert found
        listed = cast.alice.browser().get(found[1].replace("&amp;", "&")).get_data(as_text=True)
        assert listed.count("data-url=") == 1

    def test_sends_what_was_ticked_and_nothing_else(self, cast: Cast, books: Books) -> None:
        customer = books.customer()
        ticked, left = books.invoice(customer), books.invoice(customer)
        client = cast.alice.browser()
        answer = post(client, f"/w/{books.workspace_id}/sending", {"id": str(ticked)}, follow_redirects=True)
        assert "1 invoice is on its way: E-mail 1." in answer.get_data(as_text=True)
        assert (state(cast, books, ticked), state(cast, books, left)) == ("queued", "unsent")

    def test_sends_all_of_one_channel_save_one(self, cast: Cast, books: Books) -> None:
        mail = books.customer()
        einvoice = books.customer(delivery="einvoice", einvoice_address="0037991234567", einvoice_operator="E204503")
        sent, kept, other = books.invoice(mail), books.invoice(mail), books.invoice(einvoice)
        form = {"selected": "all", "channel": "email", "but": str(kept)}
        post(cast.alice.browser(), f"/w/{books.workspace_id}/sending", form)
        assert [state(cast, books, one) for one in (sent, kept, other)] == ["queued", "unsent", "unsent"]

    def test_sends_nothing_twice_by_a_second_click(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        client, url = cast.alice.browser(), f"/w/{books.workspace_id}/sending"
        for _ in range(2):
            answer = post(client, url, {"id": str(invoice)}, follow_redirects=True)
        assert "1 was sent before." in answer.get_data(as_text=True)
        with cast.alice.acting():
            assert len(deliveries_of(books.workspace_id, InvoiceId(invoice))) == 1

    def test_goes_back_to_the_invoice_it_was_sent_from(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        form = {"id": str(invoice), "back": "invoice"}
        answer = post(cast.alice.browser(), f"/w/{books.workspace_id}/sending", form)
        assert answer.location == f"/w/{books.workspace_id}/invoices/{invoice}"

    def test_refuses_a_selection_that_is_none(self, cast: Cast, books: Books) -> None:
        answer = post(cast.alice.browser(), f"/w/{books.workspace_id}/sending", {"id": "x"})
        assert answer.status_code == 422

    def test_is_no_page_for_a_stranger(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        client = cast.charlie.browser()
        assert client.get(f"/w/{books.workspace_id}/sending").status_code == 404
        assert post(client, f"/w/{books.workspace_id}/sending", {"id": str(invoice)}).status_code == 404
        post(client, f"/w/{cast.ek.workspace_id}/sending", {"id": str(invoice)})
        with cast.alice.acting():
            assert len(unsent_rows((books.workspace_id,))) == 1


class TestAttention:
    """What didn't arrive."""

    def test_gives_the_reason_and_a_next_step(self, cast: Cast, books: Books) -> None:
        customer = books.customer()
        reason = msg("The mailbox doesn't exist.")
        books.delivery(books.invoice(customer), "bounced", reason=reason)
        unknown = books.delivery(books.invoice(customer), "unknown")
        found = text(cast, books, "/attention")
        for shown in (
            "The mailbox doesn&#39;t exist.",
            "Send again",
            f"/customers/{customer}",
            f"/deliveries/{unknown}/outcome",
        ):
            assert shown in found
        assert "The mailbox" not in text(cast, books, "/attention?state=unknown")

    def test_notes_what_a_person_found_out(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        delivery = books.delivery(invoice, "unknown")
        url = f"/w/{books.workspace_id}/deliveries/{delivery}/outcome"
        client = cast.alice.browser()
        assert post(client, url, {"found": "perhaps"}).status_code == 409
        assert post(client, url, {"found": "arrived"}).status_code == 303
        assert state(cast, books, invoice) == "delivered"

    def test_sends_again_the_way_a_person_says(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        books.delivery(invoice, "bounced", created_at=MORNING - timedelta(days=1))
        url = f"/w/{books.workspace_id}/invoices/{invoice}/deliveries"
        form = {"channel": "email", "address": "uusi@matkailu.example"}
        assert post(cast.alice.browser(), url, form).status_code == 303
        with cast.alice.acting():
            last = deliveries_of(books.workspace_id, InvoiceId(invoice))[-1]
        assert (last.state, last.address) == ("queued", "uusi@matkailu.example")

    def test_says_what_is_wrong_with_an_address(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        books.delivery(invoice, "bounced", created_at=MORNING - timedelta(days=1))
        url = f"/w/{books.workspace_id}/invoices/{invoice}/deliveries"
        form = {"channel": "email", "address": "nobody\r\nBcc: x"}
        answer = post(cast.alice.browser(), url, form, follow_redirects=True)
        assert "e-mail address" in answer.get_data(as_text=True)
        assert state(cast, books, invoice) == "bounced"

    def test_takes_no_word_of_a_stranger(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        delivery, client = books.delivery(invoice, "unknown"), cast.charlie.browser()
        places = (f"deliveries/{delivery}/outcome", f"invoices/{invoice}/deliveries", f"invoices/{invoice}/document")
        for house in (books.workspace_id, cast.ek.workspace_id):
            for place in places:
                form = {"found": "arrived", "channel": "email", "address": "a@b.example"}
                assert post(client, f"/w/{house}/{place}", form).status_code == 404, place
        assert state(cast, books, invoice) == "unknown"
