"""Lists: what an address says, and the addresses that a list writes."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.web._design.selection import Selection
from portal.web._design.tables import Choice, Column, Filter, Page, TableQuery, TableSpec, TableView

SPEC = TableSpec(
    name="invoices",
    columns=(
        Column(key="number", label="Number"),
        Column(key="due", label="Due", kind="day"),
        Column(key="note", label="Note", sortable=False),
        Column(key="open", label="Open", kind="money", summed=True),
    ),
    filters=(
        Filter(key="state", label="State", choices=(Choice("open", "Open"), Choice("paid", "Paid"))),
        Filter(key="before", label="Due before", kind="day"),
        Filter(key="least", label="From amount", kind="amount"),
        Filter(key="reference", label="Reference", kind="text"),
    ),
    sort="-due",
)


def asked(**args: str) -> TableQuery:
    return TableQuery.parse(SPEC, MultiDict(args))


def view_of(query: TableQuery, total: int = 1204, selection: Selection | None = None) -> TableView:
    return TableView(
        spec=SPEC,
        query=query,
        page=Page.of(query, total),
        path="/invoices",
        selection=selection or Selection(),
        selectable=1166,
    )


def said(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


class TestTableQuery:
    """What an address asks of a list."""

    def test_takes_the_usual_order_where_none_is_said(self) -> None:
        query = asked()
        assert (query.sort, query.descending, query.page, query.rows) == ("due", True, 1, 50)

    def test_reads_search_filters_order_and_page(self) -> None:
        query = asked(
            q=" kuusi ", state="open", before="2026-12-07", least="1 200,50", sort="number", page="3", rows="100"
        )
        assert query.search == "kuusi"
        assert query.answer("state") == "open"
        assert query.day("before") == date(2026, 12, 7)
        assert query.amount("least") == Decimal("1200.50")
        assert (query.sort, query.descending, query.page, query.rows) == ("number", False, 3, 100)

    @pytest.mark.parametrize(
        "args",
        [
            {"state": "stolen"},
            {"before": "yesterday"},
            {"least": "much"},
            {"least": "NaN"},
            {"least": "Infinity"},
            {"unknown": "1"},
            {"sort": "password"},
            {"sort": "note"},
            {"page": "-1"},
            {"page": "٣"},
            {"page": "9" * 40},
            {"rows": "1000000"},
        ],
    )
    def test_ignores_what_the_list_does_not_know(self, args: dict[str, str]) -> None:
        assert asked(**args) == asked()

    def test_has_no_answer_to_a_filter_that_was_not_asked(self) -> None:
        assert asked().day("before") is None
        assert asked().amount("least") is None

    @given(st.dictionaries(st.sampled_from(["q", "sort", "page", "rows", "state", "before", "least"]), st.text()))
    def test_never_fails_whatever_the_address_says(self, args: dict[str, str]) -> None:
        query = asked(**args)
        assert query.page >= 1
        assert len(query.search) <= 200


class TestPage:
    """A page of a list."""

    def test_counts_pages_and_rows(self) -> None:
        page = Page.of(asked(page="2"), 120)
        assert (page.pages, page.offset, page.first, page.last) == (3, 50, 51, 100)

    def test_shows_the_last_page_of_a_list_that_got_shorter(self) -> None:
        page = Page.of(asked(page="9"), 120)
        assert (page.number, page.first, page.last) == (3, 101, 120)

    def test_has_one_page_when_the_list_is_empty(self) -> None:
        page = Page.of(asked(), 0)
        assert (page.number, page.pages, page.first, page.last) == (1, 1, 0, 0)


class TestTableView:
    """A list as a reader sees it."""

    def test_turns_the_order_of_the_column_it_is_sorted_by(self) -> None:
        view = view_of(asked(sort="due"))
        assert said(view.sort_url(SPEC.column("due"))) == {"sort": "-due"}
        assert said(view_of(asked()).sort_url(SPEC.column("due")))["sort"] == "due"

    def test_says_the_order_to_screen_readers(self) -> None:
        view = view_of(asked())
        assert view.aria_sort(SPEC.column("due")) == "descending"
        assert view.aria_sort(SPEC.column("number")) == "none"

    def test_keeps_filters_order_and_length_when_the_page_turns(self) -> None:
        view = view_of(asked(q="kuusi", state="open", sort="number", rows="25"))
        wanted = {"q": "kuusi", "state": "open", "sort": "number", "rows": "25", "page": "2"}
        assert said(view.page_url(2)) == wanted

    def test_starts_at_the_first_page_when_a_filter_goes(self) -> None:
        view = view_of(asked(q="kuusi", state="open", page="4"))
        assert said(view.url_without("state")) == {"q": "kuusi"}
        assert said(view.url_with("state", "paid")) == {"q": "kuusi", "state": "paid"}

    def test_has_a_bare_address_when_nothing_is_asked(self) -> None:
        assert view_of(asked(state="open")).url_without("state") == "/invoices"

    def test_belongs_to_one_signature_whatever_its_order_and_page(self) -> None:
        assert view_of(asked(state="open", sort="number", page="2")).signature == view_of(asked(state="open")).signature
        assert view_of(asked(state="paid")).signature != view_of(asked(state="open")).signature

    def test_counts_only_rows_that_may_be_selected(self) -> None:
        assert view_of(asked(), selection=Selection(all_matching=True)).selected == 1166

    def test_reads_back_every_address_it_writes(self) -> None:
        query = asked(q="å & ä", state="open", before="2026-12-07", sort="number", rows="25")
        again = TableQuery.parse(SPEC, MultiDict(said(view_of(query).page_url(1))))
        assert again == query
