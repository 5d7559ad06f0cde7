"""Customer cards as CSV, both ways; the columns are the fields of the card, described in customers.md."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.typed import NAMES
from billing.requests.formats.table import read_table
from tenants.kernel.spreadsheets import csv_pieces, unguarded

COLUMNS = ("number", *(name for name in NAMES if name != "number"))


def read_customers(data: bytes) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """Return the rows of a file with their lines; a column that isn't there isn't in the row either.

    Raises:
        Invalid: the file is broken; the sentence says where.
    """
    rows = read_table(data, needed=("number",), known=frozenset(COLUMNS))
    return tuple((row.line, {name: unguarded(text) for name, text in row.fields.items()}) for row in rows)


def write_customers_csv(customers: Iterable[CustomerFacts]) -> bytes:
    """Return cards as CSV in UTF-8 with semicolons between, as `read_customers` takes them again."""
    cards = map(asdict, customers)
    lines = ([("" if card[name] is None else str(card[name])) for name in COLUMNS] for card in cards)
    return b"".join(csv_pieces([COLUMNS, *lines]))
