"""The numbers as evidence: page, CSV and PDF."""

from io import BytesIO

from factories.books import Books
from factories.cast import Cast
from pypdf import PdfReader


class TestNumbers:
    """What an auditor is shown."""

    def test_are_counted_with_what_is_missing(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        customer = books.customer("Matkailu Oy")
        for place in (1, 2, 5):
            books.invoice(customer, number=f"1000000{place}", place_in_series=place)
        client, url = cast.bob.browser(), f"/w/{books.workspace_id}/audit/numbers"
        text = client.get(url).get_data(as_text=True)
        assert "Numbers are missing" in text
        assert "10000003 – 10000004" in text
        table = client.get(f"{url}.csv").get_data(as_text=True)
        assert "10000003–10000004" in table
        pdf = PdfReader(BytesIO(client.get(f"{url}.pdf").get_data()))
        said = "".join(page.extract_text() for page in pdf.pages)
        assert "10000003" in said
        assert "place_in_series" in said

    def test_keep_to_a_period(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        books.invoice(books.customer("Matkailu Oy"), number="10000001", place_in_series=1)
        client, url = cast.bob.browser(), f"/w/{books.workspace_id}/audit/numbers"
        assert "No number is missing" in client.get(f"{url}?since=2026-11-20&until=2026-11-20").get_data(as_text=True)
        assert "No number in this period" in client.get(f"{url}?since=2026-11-21").get_data(as_text=True)
        assert "No number is missing" in client.get(f"{url}?since=soon&until=2026-12-01").get_data(as_text=True)

    def test_are_no_page_for_a_stranger(self, cast: Cast) -> None:
        for ending in ("", ".csv", ".pdf"):
            url = f"/w/{cast.kuusi.workspace_id}/audit/numbers{ending}"
            assert cast.charlie.browser().get(url).status_code == 404
