"""The page of the audit trail."""

import pytest
from factories.books import Books
from factories.cast import Cast

from tenants.kernel.journal import About, enter


@pytest.fixture
def books(cast: Cast) -> Books:
    books = Books(cast.alice, cast.kuusi.workspace_id)
    with cast.bob.acting(in_=books.workspace_id) as (actor, now):
        about = About(
            "customer",
            books.file_id,
            {"city": "Turku"},
            {
                "city": "<b>Salo</b>",
                "f_tax": True,
                "least_minor": 450,
                "total_minor": 990,
                "due": "2026-11-30",
                "state": "bounced",
                "odd": "2026-99-99",
                "long": "x" * 500,
            },
        )
        enter(actor, "customer_changed", about, in_=books.workspace_id, now=now)
        enter(actor, "100%_new", About("thing"), in_=books.workspace_id, now=now)
    return books


def text(cast: Cast, books: Books, rest: str = "") -> str:
    answer = cast.alice.browser().get(f"/w/{books.workspace_id}/audit{rest}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


class TestAudit:
    """The trail on a page."""

    def test_tells_who_did_what_for_whom_with_before_and_after(self, cast: Cast, books: Books) -> None:
        found = text(cast, books)
        for shown in (
            "Changed a customer card",
            "<del>Turku</del>",
            "&lt;b&gt;Salo",
            "Tilitoimisto Kuusi Oy",
            "100% new",
            "30 Nov 2026",
            "Bounced",
            "2026-99-99",
            "x…",
            "Least amount of an invoice",
            "4.50\u00a0EUR",
        ):
            assert shown in found
        assert "<b>Salo" not in found
        assert "9.90" not in found
        assert f"/customers/{books.file_id}" in found

    def test_is_narrowed_by_the_address(self, cast: Cast, books: Books) -> None:
        assert "Opened a stream</" not in text(cast, books, "?act=customer_changed").split("<tbody")[1]
        assert "Turku" not in text(cast, books, "?who=Alice")
        assert "Turku" in text(cast, books, f"?about={books.file_id}&since=2020-01-01&until=2099-01-01")
        assert "Turku" not in text(cast, books, "?until=2020-01-01")
        assert "Turku" in text(cast, books, "?about=nonsense&since=nonsense")

    def test_is_no_page_for_a_stranger(self, cast: Cast, books: Books) -> None:
        assert cast.charlie.browser().get(f"/w/{books.workspace_id}/audit").status_code == 404
