"""Finding out what kind of file was handed over, and reading it."""

from collections.abc import Mapping

from billing.requests.formats.csv_requests import read_csv
from billing.requests.formats.einvoices import read_einvoices
from billing.requests.rules.draft import Defaults, Draft, Upload
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Invalid

MOST_BYTES = 25_000_000
# How the files begin that people hand over by mistake.
BEGINNINGS: Mapping[bytes, Message] = {
    b"PK\x03\x04": msg("a ZIP archive or an Excel or Word file"),
    b"PK\x05\x06": msg("a packed archive"),
    b"\x1f\x8b": msg("a packed archive"),
    b"7z\xbc\xaf\x27\x1c": msg("a packed archive"),
    b"Rar!": msg("a packed archive"),
    b"BZh": msg("a packed archive"),
    b"\xfd7zXZ": msg("a packed archive"),
    b"%PDF": msg("a PDF document"),
    b"\xd0\xcf\x11\xe0": msg("an old Excel or Word file"),
    b"\x89PNG": msg("an image"),
    b"\xff\xd8\xff": msg("an image"),
    b"\x7fELF": msg("a program"),
    b"MZ\x90": msg("a program"),
    b"\xff\xfe": msg("text in UTF-16"),
    b"\xfe\xff": msg("text in UTF-16"),
}


class FileTooLarge(Invalid):
    """The file has %(size)s bytes; files up to %(limit)s are read."""


class EmptyFile(Invalid):
    """The file is empty."""


class WrongKindOfFile(Invalid):
    """The file is %(kind)s; billing requests are read from CSV, Finvoice and UBL."""


class BinaryFile(Invalid):
    """The file isn't text; billing requests are read from CSV, Finvoice and UBL."""


def read_requests(upload: Upload, defaults: Defaults) -> tuple[Draft, ...]:
    """Return the requests of a file in its order; what the file is, is found out from its content, not its name.

    Raises:
        FileTooLarge, EmptyFile, WrongKindOfFile, BinaryFile: it isn't read at all.
        Invalid: it is broken; the sentence says where. Nothing of a broken file is read.
    """
    refuse_unreadable(upload.data)
    if upload.data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return read_einvoices(upload.data, defaults)
    return read_csv(upload.data, defaults)


def refuse_unreadable(data: bytes) -> None:
    """Refuse what is too large, empty, packed or no text at all.

    Raises:
        FileTooLarge, EmptyFile, WrongKindOfFile, BinaryFile.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge(size=len(data), limit=MOST_BYTES)
    if not data.strip():
        raise EmptyFile
    for beginning, kind in BEGINNINGS.items():
        if data.startswith(beginning):
            raise WrongKindOfFile(kind=kind)
    if b"\0" in data:
        raise BinaryFile
