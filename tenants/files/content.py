"""What a file is by its bytes, whatever it is called; what isn't known here isn't taken from people."""

import re
import unicodedata
from dataclasses import dataclass

from tenants.kernel.refusals import Invalid

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 100
# What may be shown in place, under a policy that lets it do nothing; all else is only handed out to be kept. A PDF too:
# browsers draw it with a program of their own, which the sandbox stops.
SHOWN_IN_PLACE = frozenset({"image/png", "image/jpeg"})

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
SIGNATURES = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)
INSIDE_ZIP = (
    (b"word/document.xml", f"{OFFICE}.wordprocessingml.document", "docx"),
    (b"xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet", "xlsx"),
)
# An OpenDocument file says first of all, unpacked, what it is (OpenDocument 1.3, part 2, 3.3).
FIRST_INSIDE = (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", f"{OPEN}.spreadsheet", "ods")
BEGINNING = 200
MACROS = (b"vbaProject.bin", b"Basic/script-lb.xml", b"Basic/script-lc.xml")
MARKUP = re.compile(r"\s*<(!doctype html|html|svg|script|head|body)", re.IGNORECASE)


class FileNotTaken(Invalid):
    """%(name)s isn't a PDF, a picture (PNG, JPEG), a Word, Excel or ODS file without macros, XML or plain text."""


class FileTooLarge(Invalid):
    """%(name)s is larger than %(megabytes)s MB."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file as it is kept: a harmless name with the suffix of what it is, and the media type of its bytes."""

    name: str
    media_type: str


def recognise(name: str, content: bytes) -> Recognised:
    r"""Return what a file is by its bytes.

    >>> recognise("..\\kuitti.exe", b"%PDF-1.7 ...")
    Recognised(name='kuitti.pdf', media_type='application/pdf')

    Raises:
        FileTooLarge: it has more than ten megabytes.
        FileNotTaken: it is empty, something else, or an office file with macros.
    """
    shown = clean_name(name)
    if len(content) > LARGEST:
        raise FileTooLarge(name=shown, megabytes=LARGEST // 1024 // 1024)
    found = _by_signature(content) or _by_text(content)
    if found is None:
        raise FileNotTaken(name=shown)
    media_type, suffix = found
    if media_type == "text/plain" and shown.lower().endswith(".csv"):
        media_type, suffix = "text/csv", "csv"
    return Recognised(f"{shown.rpartition('.')[0] or shown}.{suffix}", media_type)


def clean_name(name: str) -> str:
    r"""Return a file's name without a path, controls or invisible signs.

    >>> clean_name("C:\\x\\lasku\r\n 12.pdf")
    'lasku 12.pdf'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in last)
    plain = re.sub(r'[<>:"|?*;]', "_", kept)
    return " ".join(plain.split()).strip(". ")[-LONGEST_NAME:] or "file"


def _by_signature(content: bytes) -> tuple[str, str] | None:
    for start, media_type, suffix in SIGNATURES:
        if content.startswith(start):
            return media_type, suffix
    if not content.startswith(b"PK\x03\x04") or any(mark in content for mark in MACROS):
        return None
    first, *found = FIRST_INSIDE
    if first in content[:BEGINNING]:
        return found[0], found[1]
    return next(((media_type, suffix) for mark, media_type, suffix in INSIDE_ZIP if mark in content), None)


def _by_text(content: bytes) -> tuple[str, str] | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not text.strip() or MARKUP.match(text) or any(sign < " " and sign not in "\t\r\n\f" for sign in text):
        return None
    return ("application/xml", "xml") if text.lstrip().startswith("<?xml") else ("text/plain", "txt")
