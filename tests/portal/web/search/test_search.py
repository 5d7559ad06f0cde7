"""Searching everything."""

import pytest
from factories.books import Books
from factories.cast import Cast


@pytest.fixture
def books(cast: Cast) -> Books:
    books = Books(cast.alice, cast.kuusi.workspace_id)
    books.invoice(books.customer("Öhman <i>Ab</i>", number="777"), number="1001020017", reference="10010200171")
    return books


class TestSearch:
    """The page of what was found."""

    @pytest.mark.parametrize("typed", ["100102%25", "1001020017", "öhman", "777", "kuusi"])
    def test_finds_by_what_one_remembers(self, cast: Cast, books: Books, typed: str) -> None:
        text = cast.alice.browser().get(f"/search?q={typed}").get_data(as_text=True)
        assert 'class="rows"' in text
        assert "<i>Ab" not in text

    def test_finds_for_the_clients_own_people_too(self, cast: Cast, books: Books) -> None:
        text = cast.bob.browser().get("/search?q=100102").get_data(as_text=True)
        assert "1001020017" in text

    @pytest.mark.parametrize("typed", ["", "zzz", "<script>"])
    def test_says_when_there_is_nothing(self, cast: Cast, books: Books, typed: str) -> None:
        text = cast.alice.browser().get("/search", query_string={"q": typed}).get_data(as_text=True)
        assert 'class="empty"' in text
        assert "<script>”" not in text

    def test_shows_a_stranger_nothing(self, cast: Cast, books: Books) -> None:
        text = cast.charlie.browser().get("/search?q=100102").get_data(as_text=True)
        assert "1001020017" not in text
