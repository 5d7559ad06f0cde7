"""The list of invoices, and one invoice."""

import re
from datetime import date
from uuid import uuid4

import pytest
from factories.books import PDF, Books
from factories.cast import Cast
from flask.testing import FlaskClient
from sqlalchemy import event

from tenants.kernel.db import db
from tenants.kernel.language import msg


@pytest.fixture
def books(cast: Cast) -> Books:
    return Books(cast.alice, cast.kuusi.workspace_id)


def page(client: FlaskClient, books: Books, rest: str = "") -> str:
    answer = client.get(f"/w/{books.workspace_id}/invoices{rest}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def numbers(text: str) -> list[str]:
    return re.findall(r'phone-title" data-label="Number"><a [^>]*>(\d+)<', text)


class TestInvoices:
    """The list."""

    def test_shows_what_is_open_and_how_it_was_sent(self, cast: Cast, books: Books) -> None:
        customer = books.customer("Tuohi & <b>Terva</b> Oy")
        books.delivery(books.invoice(customer, open_minor=5050), "delivered")
        text = page(cast.bob.browser(), books)
        for shown in ("50.50\N{NO-BREAK SPACE}EUR", "125.50\N{NO-BREAK SPACE}EUR", "Delivered", "Partly paid"):
            assert shown in text
        assert "<b>Terva" not in text

    def test_is_narrowed_searched_and_ordered_by_the_address(self, cast: Cast, books: Books) -> None:
        one, other = books.customer("Aho Oy"), books.customer("Berg Ab")
        books.invoice(one, number="10000101", due_on="2026-11-01")
        books.invoice(other, number="10000102", open_minor=0)
        client = cast.alice.browser()
        assert numbers(page(client, books)) == ["10000102", "10000101"]
        assert numbers(page(client, books, "?sort=number")) == ["10000101", "10000102"]
        assert numbers(page(client, books, "?q=berg")) == ["10000102"]
        assert numbers(page(client, books, "?state=settled")) == ["10000102"]
        assert numbers(page(client, books, "?state=overdue")) == ["10000101"]
        assert numbers(page(client, books, f"?customer={one}")) == ["10000101"]
        assert numbers(page(client, books, "?customer=nonsense&from=nonsense&stream=x")) == ["10000102", "10000101"]

    def test_asks_as_many_questions_for_many_rows_as_for_one(self, cast: Cast, books: Books) -> None:
        customer, client = books.customer(), cast.alice.browser()
        books.invoice(customer)

        def questions() -> int:
            asked: list[str] = []
            listener = lambda *args: asked.append(args[2])  # noqa: E731  the event wants a callable it can remove
            event.listen(db.engine, "before_cursor_execute", listener)
            page(client, books)
            event.remove(db.engine, "before_cursor_execute", listener)
            return len(asked)

        few = questions()
        for _ in range(4):
            books.invoice(books.customer())
        assert questions() == few

    def test_begins_with_a_first_step(self, cast: Cast, books: Books) -> None:
        assert "Go to the requests" in page(cast.alice.browser(), books)


class TestInvoice:
    """One invoice."""

    def test_shows_document_facts_and_story(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer("Tuohi & <b>Terva</b> Oy"), number="10000077", reference="1234561")
        books.delivery(invoice, "bounced", reason=msg("%(given)s isn't an e-mail address.", given="<i>x</i>"))
        text = page(cast.bob.browser(), books, f"/{invoice}")
        for shown in (
            "10000077",
            "1234561",
            "Issued in run 1",
            "Bounced",
            "/pdf",
            "ubl",
            "The postal code is missing.",
        ):
            assert shown in text
        assert "<b>Terva" not in text
        assert "<i>x" not in text

    def test_offers_to_send_what_was_not_sent(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        assert f'action="/w/{books.workspace_id}/sending"' in page(cast.alice.browser(), books, f"/{invoice}")

    def test_says_that_it_would_be_sent_later_than_its_date(self, cast: Cast, books: Books) -> None:
        customer, words = books.customer(), "Send it as it is, or credit it in full"
        late = books.invoice(customer, issued_on=date(2020, 1, 2))
        text = page(cast.alice.browser(), books, f"/{late}")
        assert "It is dated 2 Jan 2020 and hasn&#39;t been sent." in text
        assert words in text
        ahead = books.invoice(customer, issued_on=date(2099, 1, 2))
        sent = books.invoice(customer, issued_on=date(2020, 1, 2))
        books.delivery(sent, "queued")
        note = books.invoice(customer, issued_on=date(2020, 1, 2), kind="credit_note")
        unmade = books.invoice(customer, issued_on=date(2020, 1, 2), made=False)
        for other in (ahead, sent, note, unmade):
            assert words not in page(cast.alice.browser(), books, f"/{other}")

    def test_says_why_it_cannot_be_sent_again_yet(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        books.delivery(invoice, "queued")
        text = page(cast.alice.browser(), books, f"/{invoice}")
        assert "It is still on its way; wait for the outcome." in text
        assert 'id="again"' not in text

    def test_asks_what_became_of_an_unknown(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer())
        delivery = books.delivery(invoice, "unknown")
        assert f"/deliveries/{delivery}/outcome" in page(cast.alice.browser(), books, f"/{invoice}")

    def test_offers_the_document_anew_where_it_was_not_made(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer(), made=False)
        text = page(cast.alice.browser(), books, f"/{invoice}")
        assert "The document hasn&#39;t been made yet." in text
        assert f"/invoices/{invoice}/document" in text

    @pytest.mark.parametrize("rest", ["", "/pdf", "/xml/ubl"])
    def test_is_hidden_from_another_firm(self, cast: Cast, books: Books, rest: str) -> None:
        invoice = books.invoice(books.customer())
        url = f"/w/{books.workspace_id}/invoices/{invoice}{rest}"
        assert cast.charlie.browser().get(url).status_code == 404
        assert (
            cast.charlie.browser().get(url.replace(str(books.workspace_id), str(cast.ek.workspace_id))).status_code
            == 404
        )

    def test_that_does_not_exist_is_told_so(self, cast: Cast, books: Books) -> None:
        assert cast.alice.browser().get(f"/w/{books.workspace_id}/invoices/{uuid4()}").status_code == 404


class TestFiles:
    """The document's files."""

    def test_pdf_may_be_framed_by_our_own_page_only(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer(), number="10000077")
        answer = cast.bob.browser().get(f"/w/{books.workspace_id}/invoices/{invoice}/pdf")
        assert answer.data == PDF
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"] == "inline; filename=10000077.pdf"

    def test_are_saved_under_their_own_names(self, cast: Cast, books: Books) -> None:
        invoice = books.invoice(books.customer(), number="10000077")
        client, place = cast.bob.browser(), f"/w/{books.workspace_id}/invoices/{invoice}"
        assert client.get(f"{place}/pdf?save=1").headers["Content-Disposition"] == "attachment; filename=10000077.pdf"
        xml = client.get(f"{place}/xml/ubl")
        assert (xml.content_type, xml.headers["Content-Disposition"]) == (
            "application/xml",
            "attachment; filename=10000077.xml",
        )

    @pytest.mark.parametrize("syntax", ["finvoice", "anything"])
    def test_that_could_not_be_written_are_not_there(self, cast: Cast, books: Books, syntax: str) -> None:
        invoice = books.invoice(books.customer())
        answer = cast.bob.browser().get(f"/w/{books.workspace_id}/invoices/{invoice}/xml/{syntax}")
        assert answer.status_code == 404
