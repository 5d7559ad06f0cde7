"""CSV that a spreadsheet opens without running any of it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"  # by it a spreadsheet knows UTF-8
# What a spreadsheet takes for a formula where a cell begins with it, also behind blanks.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    r"""Return a text that no spreadsheet runs as a formula.

    >>> harmless('=HYPERLINK("x")'), harmless(" +1"), harmless("Kuusi Oy")
    ('\'=HYPERLINK("x")', "' +1", 'Kuusi Oy')
    """
    risky = text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if risky else text


def unguarded(text: str) -> str:
    """Return a text without the sign that `harmless` put before it.

    >>> unguarded("'-10 %"), unguarded("'s-Hertogenbosch")
    ('-10 %', "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def csv_pieces(lines: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield lines as CSV in UTF-8 with a byte order mark, semicolons between; texts are made harmless, numbers stay."""
    yield BYTE_ORDER_MARK.encode()
    for line in lines:
        text = StringIO()
        cells = [harmless(cell) if isinstance(cell, str) else cell for cell in line]
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
        yield text.getvalue().encode()
