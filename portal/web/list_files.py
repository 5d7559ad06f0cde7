"""Lists as CSV files: read whole, carried from the preview to the click that takes them, and written harmlessly."""

import base64
import binascii
from collections.abc import Collection, Sequence

from billing.requests.formats.table import Row, read_table
from portal.web._design import Field
from portal.web._design.words import Words
from portal.web.posted import posted_files
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Invalid

MOST_BYTES, MOST_ROWS = 1_000_000, 2_000
COLUMNS_BELOW = msg("CSV in UTF-8 or Windows-1252, with semicolons or commas; its first row names the columns below.")
NO_TEXT = {b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"}


class ListTooLarge(Invalid):
    """The list is too large: up to 2,000 rows and 1,000,000 bytes are read at once."""


class NotAList(Invalid):
    """This isn't a CSV file. Save the list as CSV, then choose it again."""


class NoFileChosen(Invalid):
    """Choose a file."""


def list_field(label: Message, errors: Sequence[Words] = (), *, hint: Message = COLUMNS_BELOW) -> Field:
    """Return the field that asks for a list, with what is wrong with the one that was chosen."""
    return Field(name="file", label=label, kind="file", required=True, accept=".csv", hint=hint, errors=tuple(errors))


def posted_list() -> tuple[str, bytes]:
    """Return the name and the bytes of the list that was chosen.

    Raises:
        NoFileChosen: none was.
        ListTooLarge: it has more bytes than are read at once.
    """
    files = posted_files("file")
    if not files:
        raise NoFileChosen
    if len(files[0][1]) > MOST_BYTES:
        raise ListTooLarge
    return files[0]


def list_rows(
    data: bytes, *, needed: Collection[str], known: Collection[str], figures: Collection[str] = ()
) -> list[Row]:
    """Return the rows of a list, in its order; columns may stand in any, and the `figures` tell the decimal mark.

    Raises:
        Invalid: the file can't be read; the sentence names the line where there is one.
    """
    if len(data) > MOST_BYTES:
        raise ListTooLarge
    if b"\0" in data or data[:4] in NO_TEXT:
        raise NotAList
    rows = read_table(data, needed=needed, known=known, figures=figures)
    if len(rows) > MOST_ROWS:
        raise ListTooLarge
    return rows


def packed(data: bytes) -> str:
    """Return a file's bytes as a form field carries them from the preview to the click that takes the list."""
    return base64.b64encode(data).decode()


def unpacked(text: str) -> bytes:
    """Return a file's bytes from a form field.

    Raises:
        NotAList: the field was tampered with.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NotAList from wrong
