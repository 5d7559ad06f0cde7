"""Articles and prices as CSV: read as billing requests are, shown before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from billing.articles.rules.listed import OF_ARTICLE, OF_PRICE, JudgedArticle, ListedArticle
from billing.requests.formats.decimals import told_apart
from billing.requests.formats.table import Row
from billing.requests.formats.values import TwoNumbers, day, number, unit
from portal.web._design.words import Words
from portal.web.list_files import list_rows
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid, Problem
from tenants.kernel.spreadsheets import unguarded

COLUMNS = ("code", *OF_ARTICLE, *OF_PRICE)
COLUMNS_TOLD: tuple[tuple[str, Words], ...] = (
    ("code", msg("needed; recognises the article: a code that isn't known makes a new one")),
    ("text_fi, text_sv, text_nb, text_da, text_en", msg("the texts; a new article needs the company's own language")),
    ("unit", msg("UN/ECE code (C62, HUR ...) or a usual name (kpl, st, stk, h, tim); pieces where empty")),
    ("vat_rate", msg("in percent, as in force today; needed for a new article unless vat_category or vat_use says it")),
    ("vat_use", msg("which sales the rate is for, as the card names it; needed where several have the same rate")),
    ("vat_category", msg("S Z E AE K G O (UNTDID 5305); by the rate where empty")),
    ("vat_scheme", msg("a kind of sale with VAT of its own at home, such as construction or used_goods")),
    ("vat_reason", msg("why there is no VAT; needed for E without a scheme")),
    ("sales_account", msg("3 to 8 digits")),
    ("state", msg("active or resting; active where empty")),
    ("price", msg("of one unit without VAT, up to four decimals")),
    ("price_list", msg("the name of a price list; the default one where empty")),
    ("valid_from", msg("the day from which the price holds; today where empty")),
)
FIGURES = ("price", "vat_rate")
Value = TypeVar("Value")


class NoArticles(Invalid):
    """The file names its columns, but no article."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A list before it is taken: each row with what would come of it, and the file to send along."""

    rows: tuple[JudgedArticle, ...]
    content: str

    @property
    def new(self) -> int:
        """Return how many articles would be added."""
        return sum(row.outcome == "added" and not row.problems for row in self.rows)

    @property
    def changed(self) -> int:
        """Return how many would be changed."""
        return sum(row.outcome == "changed" and not row.problems for row in self.rows)

    @property
    def prices(self) -> int:
        """Return how many prices would be set."""
        return sum(row.price is not None and not row.problems for row in self.rows)

    @property
    def wrong(self) -> int:
        """Return how many rows have to be corrected."""
        return sum(bool(row.problems) for row in self.rows)


def read_list(data: bytes) -> list[ListedArticle]:
    """Return the articles of a CSV file, in its order; a number or day that can't be read is a problem of its row.

    Raises:
        Invalid: the file can't be read; the sentence names the line where there is one.
    """
    rows = list_rows(data, needed=("code",), known=COLUMNS, figures=FIGURES)
    if not rows:
        raise NoArticles
    return [_listed(row) for row in rows]


def _listed(row: Row) -> ListedArticle:
    problems: list[Problem] = []

    def readable(read: Callable[[Row, str], Value | None], column: str) -> Value | None:
        try:
            return read(row, column)
        except Invalid as refusal:
            problems.append(Problem(column, refusal.message))
            return None

    rate, since = readable(number, "vat_rate"), readable(day, "valid_from")
    fields = {name: unguarded(row[name]) for name in COLUMNS}
    fields["price"] = _price(row, problems)
    fields["unit"] = unit(row) if row["unit"] else ""
    return ListedArticle(row.line, fields, rate, since, tuple(problems))


def _price(row: Row, problems: list[Problem]) -> str:
    """Return a price as it is written, so that it is read as the file means it."""
    price = unguarded(row["price"])
    try:
        number(row, "price")
    except TwoNumbers as refusal:
        if "," in price:  # a point is refused wherever prices are typed
            problems.append(Problem("price", refusal.message))
        return price
    except Invalid:
        return price
    return told_apart(price)
