"""Customer cards as CSV, both ways; the columns are the fields of the card, described in customers.md."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from io import StringIO

from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.typed import NAMES
from billing.requests.formats.table import read_table

COLUMNS = ("number", *(name for name in NAMES if name != "number"))
BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"  # by it a spreadsheet knows UTF-8
# What a spreadsheet takes for a formula where a cell begins with it; such a cell is written behind an apostrophe.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")


def read_customers(data: bytes) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """Return the rows of a file with their lines; a column that isn't there isn't in the row either.

    Raises:
        Invalid: the file is broken; the sentence says where.
    """
    rows = read_table(data, needed=("number",), known=frozenset(COLUMNS))
    return tuple((row.line, {name: _plain(text) for name, text in row.fields.items()}) for row in rows)


def write_customers_csv(customers: Iterable[CustomerFacts]) -> bytes:
    """Return cards as CSV in UTF-8 with semicolons between, as `read_customers` takes them again."""
    text = StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(values[name]) for name in COLUMNS] for values in map(asdict, customers))
    return text.getvalue().encode()


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(FORMULA) else text
