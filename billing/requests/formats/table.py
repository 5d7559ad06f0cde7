"""A CSV file as rows by column name: encoding and delimiter are found out, a broken row is refused with its line."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from billing.requests.formats.decimals import BOTH, decimal_marks
from tenants.kernel.refusals import Invalid

DELIMITERS = ";,\t"
LONGEST_FIELD = 100_000  # characters
MOST_ROWS = 100_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class NotText(Invalid):
    """The file is written neither in UTF-8 nor in Windows-1252."""


class MissingColumns(Invalid):
    """The first row has to name the columns; these are missing: %(columns)s."""


class UnknownColumns(Invalid):
    """These columns aren't known: %(columns)s. Take them out, or correct their names."""


class ColumnTwice(Invalid):
    """The first row names the column %(column)s twice."""


class BrokenRow(Invalid):
    """Line %(line)s has %(count)s fields, but the first row names %(expected)s columns."""


class BrokenCsv(Invalid):
    """Line %(line)s isn't CSV: a quotation mark isn't closed, or a field is longer than %(limit)s characters."""


class TooManyRows(Invalid):
    """The file has more than %(limit)s rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file it ends in, and its fields by column; a column that isn't there is empty.

    `decimals` are the marks that are known to stand before decimals; what no file says but we wrote, has either.
    """

    line: int
    fields: Mapping[str, str]
    decimals: str = BOTH

    def __getitem__(self, column: str) -> str:
        """Return a field without blanks around it."""
        return self.fields.get(column, "")


def read_table(
    data: bytes, *, needed: Collection[str], known: Collection[str], figures: Collection[str] = ()
) -> list[Row]:
    """Return the rows of a CSV file, blank ones left out; columns may stand in any order.

    A column that isn't known is refused rather than passed over: it may be a discount with its name mistyped. The
    columns of `figures` tell together which mark stands before decimals.

    Raises:
        NotText, MissingColumns, UnknownColumns, ColumnTwice, BrokenRow, BrokenCsv, TooManyRows.
    """
    rows = list(_rows(data, needed, known))
    marks = decimal_marks(row[name] for row in rows for name in figures) if figures else BOTH
    return [replace(row, decimals=marks) for row in rows]


def _rows(data: bytes, needed: Collection[str], known: Collection[str]) -> Iterator[Row]:
    text = decoded(data)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        names = _names(next(reader, []), needed, known)
        for count, fields in enumerate(reader):
            if count >= MOST_ROWS:
                raise TooManyRows(limit=MOST_ROWS)
            if any(field.strip() for field in fields):
                yield _row(reader.line_num, names, fields)
    except csv.Error as error:
        raise BrokenCsv(line=reader.line_num, limit=LONGEST_FIELD) from error


def column_names(data: bytes) -> list[str]:
    """Return what the first row names the columns, in small letters, without judging them.

    Raises:
        NotText: the file is no text.
    """
    text = decoded(data)
    first = text.lstrip("\r\n").partition("\n")[0]
    return [plain_name(name.strip().strip('"')) for name in first.split(delimiter_of(text))]


def decoded(data: bytes) -> str:
    """Return a file's text: UTF-8, with or without its mark, else Windows-1252.

    Raises:
        NotText: it is neither.
    """
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText


def delimiter_of(text: str) -> str:
    r"""Return the delimiter that the first row has most of; a semicolon where it has none.

    >>> delimiter_of("request_id,text\n1;2;3;4"), delimiter_of("request_id")
    (',', ';')
    """
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def cleaned(field: str) -> str:
    """Return a field without controls, and with single blanks inside only."""
    return " ".join(CONTROL.sub(" ", field).split())


def _names(header: list[str], needed: Collection[str], known: Collection[str]) -> list[str]:
    names = [plain_name(name) for name in header]
    missing = [name for name in needed if name not in names]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    if unknown := [name for name in names if name not in known]:
        raise UnknownColumns(columns=", ".join(unknown)[:200])
    for name in names:
        if names.count(name) > 1:
            raise ColumnTwice(column=name)
    return names


def plain_name(name: str) -> str:
    """Return a column's name as it is compared: small letters, underscores for blanks and hyphens."""
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _row(line: int, names: list[str], fields: list[str]) -> Row:
    if len(fields) != len(names):
        raise BrokenRow(line=line, count=len(fields), expected=len(names))
    return Row(line, dict(zip(names, map(cleaned, fields), strict=True)))
