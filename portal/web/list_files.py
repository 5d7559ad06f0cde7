"""Lists as CSV files: read whole, carried from the preview to the click that takes them, and written harmlessly."""

import base64
import binascii
from collections.abc import Collection

from billing.requests.formats.table import Row, read_table
from tenants.kernel.refusals import Invalid

MOST_BYTES, MOST_ROWS = 1_000_000, 2_000
NO_TEXT = {b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"}


class ListTooLarge(Invalid):
    """The list is too large: up to 2,000 rows and 1,000,000 bytes are read at once."""


class NotAList(Invalid):
    """This isn't a CSV file. Save the list as CSV, then choose it again."""


def list_rows(data: bytes, *, needed: Collection[str], known: Collection[str]) -> list[Row]:
    """Return the rows of a list, in its order; columns may stand in any.

    Raises:
        Invalid: the file can't be read; the sentence names the line where there is one.
    """
    if len(data) > MOST_BYTES:
        raise ListTooLarge
    if b"\0" in data or data[:4] in NO_TEXT:
        raise NotAList
    rows = list(read_table(data, needed=needed, known=known))
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
