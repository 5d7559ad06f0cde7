"""Printing here and handing over, on the screens."""

from io import BytesIO

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.issued import BY_EMAIL, rendered
from factories.requests import customer_input
from pypdf import PdfReader

from billing.delivery.queries import deliveries_of
from tenants.kernel.ids import InvoiceId

ON_PAPER = customer_input(name="Paperi & <b>Kumppani</b> Oy", email="", delivery="print")


@pytest.fixture
def three(cast: Cast) -> tuple[InvoiceId, ...]:
    return rendered(cast.alice, cast.kuusi.workspace_id, [ON_PAPER, ON_PAPER, BY_EMAIL])


def states(cast: Cast, ids: tuple[InvoiceId, ...]) -> list[list[str]]:
    with cast.alice.acting():
        return [[one.state for one in deliveries_of(cast.kuusi.workspace_id, each)] for each in ids]


class TestPrinting:
    """From Sending to the printer, and to saying so."""

    def test_prints_all_that_go_on_paper_as_one_pdf_and_notes_them(
        self, cast: Cast, three: tuple[InvoiceId, ...]
    ) -> None:
        client, base = cast.alice.browser(), f"/w/{cast.kuusi.workspace_id}/sending"
        assert "Printed and handed over" in client.get(base).get_data(as_text=True)
        answer = post(client, f"{base}/printings", {"selected": "all"})
        page = client.get(answer.location).get_data(as_text=True)
        assert "1 was left out: It goes another way." in page
        assert "&lt;b&gt;Kumppani" in page
        assert "<b>Kumppani" not in page
        pdf = client.get(f"{answer.location}/pdf")
        assert (pdf.mimetype, len(PdfReader(BytesIO(pdf.data)).pages)) == ("application/pdf", 2)
        assert client.get(f"{answer.location}/pdf?part=2").status_code == 404
        assert states(cast, three) == [[], [], []]
        gone = post(client, f"{answer.location}/handed-over", {"everything": "yes"}, follow_redirects=True)
        assert "2 invoices were handed over." in gone.get_data(as_text=True)
        assert "All of them have gone out." in gone.get_data(as_text=True)
        assert states(cast, three) == [["delivered"], ["delivered"], []]
        again = post(client, f"{answer.location}/handed-over", {"everything": "yes"})
        assert again.status_code == 409

    def test_notes_only_those_ticked(self, cast: Cast, three: tuple[InvoiceId, ...]) -> None:
        client, base = cast.alice.browser(), f"/w/{cast.kuusi.workspace_id}/sending"
        there = post(client, f"{base}/printings", {"selected": "all"}).location
        post(client, f"{there}/handed-over", {"id": str(three[1])})
        assert states(cast, three) == [[], ["delivered"], []]
        page = client.get(there).get_data(as_text=True)
        assert ("To be handed over" in page, "Delivered" in page) == (True, True)
        listed = client.get(f"/w/{cast.kuusi.workspace_id}/invoices?delivery=by_hand").get_data(as_text=True)
        assert str(three[0]) in listed
        assert str(three[1]) not in listed

    def test_notes_what_was_printed_elsewhere(self, cast: Cast, three: tuple[InvoiceId, ...]) -> None:
        url = f"/w/{cast.kuusi.workspace_id}/sending/handed-over"
        answer = post(cast.alice.browser(), url, {"id": str(three[0])}, follow_redirects=True)
        assert "1 invoice was handed over." in answer.get_data(as_text=True)
        assert states(cast, three) == [["delivered"], [], []]

    def test_says_at_send_what_is_printed_here(self, cast: Cast, three: tuple[InvoiceId, ...]) -> None:
        url = f"/w/{cast.kuusi.workspace_id}/sending"
        answer = post(cast.alice.browser(), url, {"selected": "all"}, follow_redirects=True)
        assert "2 are printed here: print them below." in answer.get_data(as_text=True)
        assert states(cast, three) == [[], [], ["queued"]]

    def test_is_nothing_for_a_stranger(self, cast: Cast, three: tuple[InvoiceId, ...]) -> None:
        base = f"/w/{cast.kuusi.workspace_id}/sending"
        there = post(cast.alice.browser(), f"{base}/printings", {"id": str(three[0])}).location
        client = cast.charlie.browser()
        assert [client.get(there).status_code, client.get(f"{there}/pdf").status_code] == [404, 404]
        ours = there.replace(str(cast.kuusi.workspace_id), str(cast.ek.workspace_id))
        assert [client.get(ours).status_code, client.get(f"{ours}/pdf").status_code] == [404, 404]


class TestOnPaper:
    """One invoice's own page."""

    def test_lets_a_person_choose_paper_change_their_mind_and_hand_it_over(
        self, cast: Cast, three: tuple[InvoiceId, ...]
    ) -> None:
        where, mail = cast.kuusi.workspace_id, three[2]
        client, page = cast.alice.browser(), f"/w/{cast.kuusi.workspace_id}/invoices/{three[2]}"
        form = {"id": str(mail), "back": "invoice"}
        assert "Print here" in client.get(page).get_data(as_text=True)
        post(client, f"/w/{where}/sending/printings", form)
        chosen = client.get(page).get_data(as_text=True)
        assert all(words in chosen for words in ("Handed it over", "To be handed over", "Chosen to be printed here"))
        post(client, f"{page}/not-by-hand", {})
        assert "Print here" in client.get(page).get_data(as_text=True)
        post(client, f"/w/{where}/sending/printings", form)
        answer = post(client, f"/w/{where}/sending/handed-over", form)
        assert answer.location == page
        done = client.get(page).get_data(as_text=True)
        assert "Printed here and handed over" in done
        assert "Print here" not in done
