"""All clients in one list: numbers that lead to what they count, filters, views, CSV."""

import csv
import re
from io import StringIO

import pytest
from factories.books import Books
from factories.cast import Cast
from factories.forms import post
from factories.questions import ask
from sqlalchemy import event

from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId

TOTAL = re.compile(r"of (\d+)</span>")


def base(cast: Cast) -> str:
    return f"/f/{cast.kuusi.firm_id}/portfolio"


def fill(cast: Cast) -> None:
    """Leave something of every kind waiting at Kuusi's client."""
    books = Books(cast.alice, WorkspaceId(cast.kuusi.workspace_id))
    customer = books.customer()
    for state in ("ready", "ready", "ready", "invalid", "invalid"):
        books.request(state, customer=customer)
    books.delivery(books.invoice(customer), "failed")
    books.invoice(customer)
    ask(cast.bob, cast)
    ask(cast.bob, cast, subject="Another")


class TestPortfolio:
    """The list."""

    def test_leads_from_each_number_to_the_list_that_it_counts(self, cast: Cast) -> None:
        fill(cast)
        browser = cast.alice.browser()
        page = browser.get(f"{base(cast)}/list").get_data(as_text=True)
        links = re.findall(r'href="(/waiting/(\w+)\?client=[^"]+)">(\d+)</a>', page)
        counted = {kind: int(number) for _, kind, number in links}
        assert {kind: counted.get(kind) for kind in ("ready", "invalid", "attention", "questions")} == {
            "ready": 3, "invalid": 2, "attention": 1, "questions": 2,
        }  # fmt: skip
        assert counted["unsent"] >= 1
        for url, kind, number in links:
            listed = browser.get(url.replace("&amp;", "&")).get_data(as_text=True)
            assert TOTAL.search(listed)[1] == number, kind

    def test_counts_due_diligence_that_is_to_be_done(self, cast: Cast) -> None:
        browser = cast.alice.browser()
        page = browser.get(f"{base(cast)}/list").get_data(as_text=True)
        (url,) = re.findall(r'href="([^"]+/diligence)">1</a>', page)
        assert "Due diligence is missing" in browser.get(url).get_data(as_text=True)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("state=active", True), ("state=ending", False), ("variant=pro", True), ("variant=start", False),
            ("engagement=Invoicing+2026", True), ("q=keramiikka", True), ("q=nobody", False),
            ("waits=diligence", True), ("waits=ready", False),
        ],
    )  # fmt: skip
    def test_shows_what_is_asked_for(self, cast: Cast, query: str, *, found: bool) -> None:
        page = cast.alice.browser().get(f"{base(cast)}/list?{query}").get_data(as_text=True)
        assert ('">Kuusi Keramiikka Oy</a>' in page) is found

    @pytest.mark.parametrize("sort", ["name", "state", "variant", "renewal", "responsible", "questions", "last"])
    def test_is_ordered_by_any_column_both_ways(self, cast: Cast, sort: str) -> None:
        browser = cast.alice.browser()
        for order in (sort, f"-{sort}"):
            assert "Kuusi Keramiikka Oy" in browser.get(f"{base(cast)}/list?sort={order}").get_data(as_text=True)

    def test_is_nothing_to_a_client(self, cast: Cast) -> None:
        assert cast.bob.browser().get(f"{base(cast)}/list").status_code == 404

    def test_asks_the_database_a_fixed_number_of_questions(self, cast: Cast) -> None:
        browser = cast.alice.browser()
        browser.get(f"{base(cast)}/list")
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        browser.get(f"{base(cast)}/list")
        few = len(asked)
        fill(cast)
        asked.clear()
        browser.get(f"{base(cast)}/list")
        assert len(asked) <= few + 2  # what waits is described, however much of it there is
        assert len(asked) < 40


class TestExport:
    """The same clients as CSV."""

    def test_is_read_by_spreadsheets_and_runs_nothing(self, cast: Cast) -> None:
        answer = cast.alice.browser().get(f"{base(cast)}/clients.csv")
        assert answer.data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
        assert rows[0][0] == "Client"
        assert rows[1][0] == "Kuusi Keramiikka Oy"
        assert len(rows[0]) == len(rows[1])
        assert "attachment" in answer.headers["Content-Disposition"]

    def test_is_narrowed_as_the_list_is(self, cast: Cast) -> None:
        answer = cast.alice.browser().get(f"{base(cast)}/clients.csv?state=ended")
        assert b"Keramiikka" not in answer.data


class TestViews:
    """A person's own views."""

    def test_are_saved_and_begun_with(self, cast: Cast) -> None:
        browser = cast.alice.browser()
        url = f"{base(cast)}/views?state=active&sort=-renewal&nonsense=1"
        assert "state=active&amp;sort=-renewal" in browser.get(url).get_data(as_text=True)
        fields = {"name": "Monday", "query": "state=active&sort=-renewal&evil=1", "is_default": "y"}
        assert post(browser, f"{base(cast)}/views", fields).status_code == 303
        begun = browser.get(base(cast))
        assert begun.headers["Location"].endswith("/portfolio/list?state=active&sort=-renewal")
        assert "Monday" in browser.get(begun.headers["Location"]).get_data(as_text=True)

    def test_are_removed(self, cast: Cast) -> None:
        browser = cast.alice.browser()
        post(browser, f"{base(cast)}/views", {"name": "Monday", "query": ""})
        page = browser.get(f"{base(cast)}/views").get_data(as_text=True)
        (view_id,) = re.findall(r"/portfolio/views/([0-9a-f-]{36})", page)
        assert post(browser, f"{base(cast)}/views/{view_id}", {"wanted": "drop"}).status_code == 303
        assert "No view is saved yet." in browser.get(f"{base(cast)}/views").get_data(as_text=True)

    def test_need_a_name(self, cast: Cast) -> None:
        assert post(cast.alice.browser(), f"{base(cast)}/views", {"name": " ", "query": ""}).status_code == 422
