"""Tables: what can be sorted, filtered and searched, read from the address and written back to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal
from urllib.parse import urlencode

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from portal.web._design.selection import Selection
from portal.web._design.words import Words
from tenants.kernel.days import find_day
from tenants.kernel.money import exponent

ColumnKind = Literal["text", "number", "money", "day", "state"]
FilterKind = Literal["choice", "text", "day", "amount"]
Phone = Literal["title", "line", "hidden"]
Pairs = tuple[tuple[str, str], ...]

LONGEST_ANSWER = 200
ROWS_CHOICES = (25, 50, 100, 250)
USUAL_ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its key in the address, its heading, how its cells stand, and what a phone does with it.

    A `summed` column is added up over the selection in the action bar.
    """

    key: str
    label: Words
    kind: ColumnKind = "text"
    sortable: bool = True
    phone: Phone = "line"
    summed: bool = False

    @property
    def is_number(self) -> bool:
        """Return whether its cells stand at the right, in figures of one width."""
        return self.kind in ("number", "money")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a filter, with how many rows it would leave where that is known."""

    value: str
    label: Words
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A question that narrows a list; its answer is in the address under its key."""

    key: str
    label: Words
    kind: FilterKind = "choice"
    choices: tuple[Choice, ...] = ()

    def accepts(self, answer: str) -> bool:
        """Return whether an answer from the address makes sense; others are dropped, never an error."""
        if self.kind == "choice":
            return any(choice.value == answer for choice in self.choices)
        if self.kind == "day":
            return find_day(answer) is not None
        if self.kind == "amount":
            return _amount(answer) is not None
        return bool(answer)

    def label_of(self, answer: str) -> Words:
        """Return the words of an answer, for the list of filters in force."""
        return next((choice.label for choice in self.choices if choice.value == answer), answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """What a list can do, the same for every reader of it."""

    name: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    searchable: bool = True
    search_label: Words = ""

    def column(self, key: str) -> Column:
        """Return a column by its key.

        Raises:
            KeyError: the list has no such column.
        """
        return {column.key: column for column in self.columns}[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableQuery:
    """What a reader asked a list for: search, filters, order, page."""

    search: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    page: int = 1
    rows: int = USUAL_ROWS

    @classmethod
    def parse(cls, spec: TableSpec, args: MultiDict[str, str]) -> "TableQuery":
        """Return what an address (or a posted form) asks; whatever the list doesn't know is ignored."""
        wanted = args.get("sort", spec.sort)
        key = wanted.removeprefix("-")
        known = key == spec.sort.removeprefix("-") or any(c.key == key and c.sortable for c in spec.columns)
        sort = wanted if known else spec.sort
        rows = _whole(args.get("rows", ""), USUAL_ROWS)
        return cls(
            search=args.get("q", "").strip()[:LONGEST_ANSWER] if spec.searchable else "",
            answers=dict(_answers(spec, args)),
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            page=max(1, _whole(args.get("page", ""), 1)),
            rows=rows if rows in ROWS_CHOICES else USUAL_ROWS,
        )

    def answer(self, key: str) -> str:
        """Return the answer to a filter, or an empty string."""
        return self.answers.get(key, "")

    def day(self, key: str) -> date | None:
        """Return the answer to a filter by day."""
        return find_day(self.answer(key))

    def amount(self, key: str) -> Decimal | None:
        """Return the answer to a filter by amount, in the list's currency."""
        return _amount(self.answer(key))

    @property
    def matching(self) -> Pairs:
        """Return the names and values that decide which rows match, in a fixed order; order and page don't."""
        search = (("q", self.search),) if self.search else ()
        return search + tuple(sorted(self.answers.items()))

    @property
    def order(self) -> str:
        """Return the order as the address writes it: `-due` is the latest due day first."""
        return f"-{self.sort}" if self.descending else self.sort

    @property
    def is_narrowed(self) -> bool:
        """Return whether the list shows less than all of it."""
        return bool(self.matching)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its number from 1, the rows a page holds, and how many rows there are in all."""

    number: int
    size: int
    total: int

    @classmethod
    def of(cls, query: TableQuery, total: int) -> "Page":
        """Return the page asked for, or the last one where the list is shorter than that."""
        last = max(1, -(-total // query.rows))
        return cls(min(query.page, last), query.rows, total)

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """Return how many rows lie before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """Return the number of the page's first row, 0 where there is none."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """Return the number of the page's last row."""
        return min(self.offset + self.size, self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A list as a reader sees it now; macros of `_design/table.html` draw it.

    `selectable` counts the matching rows that may be selected (all of them unless said); `totals` are the
    sums of the summed columns over those rows.
    """

    spec: TableSpec
    query: TableQuery
    page: Page
    path: str
    selection: Selection = field(default_factory=Selection)
    selectable: int | None = None
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    currency: str = "EUR"
    # How the cells of each column begin, kept while the page is drawn.
    begun: dict[str, tuple[Column, Markup]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def can_select(self) -> int:
        """Return how many of the matching rows may be selected."""
        return self.page.total if self.selectable is None else self.selectable

    @property
    def selected(self) -> int:
        """Return how many rows are selected."""
        return self.selection.count(self.can_select)

    @property
    def decimals(self) -> int:
        """Return how many decimals the sums of money have."""
        return exponent(self.currency)

    @property
    def signature(self) -> str:
        """Return what the matching rows depend on; a selection kept by the browser belongs to one signature."""
        return urlencode(self.query.matching)

    def aria_sort(self, column: Column) -> str:
        """Return the value of `aria-sort` for a heading."""
        if column.key != self.query.sort:
            return "none"
        return "descending" if self.query.descending else "ascending"

    def sort_url(self, column: Column) -> str:
        """Return the address that sorts by a column; the same column again turns the order."""
        turn = column.key == self.query.sort and not self.query.descending
        return self._url(self.query.matching, sort=f"-{column.key}" if turn else column.key)

    def page_url(self, number: int) -> str:
        """Return the address of another page of the same list."""
        return self._url(self.query.matching, page=number)

    def rows_url(self, rows: int) -> str:
        """Return the address of the same list with more or fewer rows a page."""
        return self._url(self.query.matching, rows=rows)

    def url_without(self, key: str) -> str:
        """Return the address with one filter (or the search, `q`) taken away."""
        return self._url([pair for pair in self.query.matching if pair[0] != key])

    def url_with(self, key: str, value: str) -> str:
        """Return the address with one filter answered."""
        return self._url([*(pair for pair in self.query.matching if pair[0] != key), (key, value)])

    @property
    def hidden(self) -> Pairs:
        """Return what a form must carry so that the order and the page's length survive it."""
        order = (("sort", self.query.order),) if self.query.order != self.spec.sort else ()
        rows = (("rows", str(self.query.rows)),) if self.query.rows != USUAL_ROWS else ()
        return order + rows

    def _url(self, pairs: Iterable[tuple[str, str]], **changes: object) -> str:
        """Return an address; a new order or another filter starts at page 1."""
        query = dict(pairs) | dict(self.hidden) | {name: str(value) for name, value in changes.items()}
        return f"{self.path}?{urlencode(query)}" if query else self.path


def _answers(spec: TableSpec, args: MultiDict[str, str]) -> Iterable[tuple[str, str]]:
    for question in spec.filters:
        answer = args.get(question.key, "").strip()[:LONGEST_ANSWER]
        if answer and question.accepts(answer):
            yield question.key, answer


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000000") else otherwise


def _amount(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
