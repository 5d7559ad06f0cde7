"""The first page of a company."""

from factories.books import Books
from factories.cast import Cast
from factories.written import author, writing_house
from flask import Flask


class TestHome:
    """One company at a glance."""

    def test_asks_for_the_settings_first(self, cast: Cast) -> None:
        text = cast.bob.browser().get(f"/w/{cast.kuusi.workspace_id}").get_data(as_text=True)
        assert "Fill in the settings" in text
        assert "Nobody owes anything." in text

    def test_names_the_one_next_step(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        url = f"/w/{books.workspace_id}"
        assert "Fetch billing requests" in cast.alice.browser().get(url).get_data(as_text=True)
        books.request("invalid")
        assert "Put them right" in cast.alice.browser().get(url).get_data(as_text=True)
        books.delivery(books.invoice(books.customer()), "bounced")
        assert "See what came back" in cast.alice.browser().get(url).get_data(as_text=True)

    def test_shows_what_is_open_and_the_latest_invoices(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        books.invoice(books.customer("Tuohi & <b>Terva</b> Oy"), number="10999999")
        text = cast.bob.browser().get(f"/w/{books.workspace_id}").get_data(as_text=True)
        assert "10999999" in text
        assert "125.50\N{NO-BREAK SPACE}EUR" in text
        assert "<b>Terva" not in text

    def test_tells_whoever_wrote_it_that_an_invoice_came_back(self, cast: Cast, app: Flask) -> None:
        house = writing_house(cast, app)
        editor, url = author(cast, app, "Elli", "editor"), f"/w/{house.workspace_id}"
        assert "written?state=" not in house.aino.browser().get(url).get_data(as_text=True)
        house.returned(house.submitted(house.aino))
        for person, is_told in ((house.aino, True), (editor, True), (house.eero, False), (cast.alice, False)):
            text = person.browser().get(url).get_data(as_text=True)
            assert ("Invoices came back from the check." in text) == is_told
            assert (f'href="{url}/written?state=needs_correction"' in text) == (person is not house.eero)

    def test_is_no_page_for_a_stranger(self, cast: Cast) -> None:
        assert cast.charlie.browser().get(f"/w/{cast.kuusi.workspace_id}").status_code == 404
