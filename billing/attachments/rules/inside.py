"""What a PDF has inside: objects packed into streams, where a search of its bytes finds nothing, and enclosed files.

ISO 32000-1: object streams 7.5.7, actions 12.6.4, encryption 7.6, embedded files 7.11.4. pypdf reads in Python and
stops unpacking at a limit, so a file that is made to fill the memory is refused like one that can't be read.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

Wrong = Literal["runs", "locked", "holds", "unread"]

# What a reader of PDF would run or open by itself, and what it would ask a password for.
RUNS = re.compile(rb"/(?:JavaScript|Launch|RichMedia|ImportData|SubmitForm)(?![A-Za-z])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z])")
PACKED = re.compile(rb"/(?:ObjStm|XRef)(?![A-Za-z])|/XRefStm")
PACKS = re.compile(rb"/ObjStm(?![A-Za-z])")
HOLDS = re.compile(rb"/(?:EmbeddedFiles?|EF|FileAttachment)(?![A-Za-z])")
# An e-invoice that lies inside its own picture, as PDF/A-3 has it.
XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
MOST_UNPACKED = 50_000_000
MOST_OBJECTS = 20_000
DEEPEST = 30


def wrong_inside(content: bytes) -> Wrong | None:
    """Return what keeps a PDF from being attached, None where nothing does.

    It runs something, is locked, holds another file than an e-invoice's XML, or what is packed in it can't be read.
    """
    plain = _plain(content)
    if LOCKED.search(plain):
        return "locked"
    if RUNS.search(plain):
        return "runs"
    if not PACKED.search(plain) and not HOLDS.search(plain):
        return None
    try:
        return _wrong_packed(PdfReader(BytesIO(content)), plain)
    except Exception:  # noqa: BLE001  whatever a stranger's file makes its reader stumble over
        return "unread"


def _wrong_packed(reader: PdfReader, plain: bytes) -> Wrong | None:
    texts, unpacked = [plain], 0
    for number in {stream for stream, _ in reader.xref_objStm.values()}:
        stream = reader.get_object(number)
        data = stream.get_data() if isinstance(stream, StreamObject) else b""
        unpacked += len(data)
        if unpacked > MOST_UNPACKED:
            return "unread"
        texts.append(_plain(data))
    if PACKS.search(plain) and len(texts) == 1:
        return "unread"
    if any(RUNS.search(text) for text in texts):
        return "runs"
    return _wrong_held(reader) if any(HOLDS.search(text) for text in texts) else None


def _wrong_held(reader: PdfReader) -> Wrong | None:
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        return "unread"
    held = [file for number in sorted(numbers) if number for file in _held(reader.get_object(number), DEEPEST)]
    return None if all(_is_xml(file) for file in held) else "holds"


def _held(found: object, deep: int) -> Iterator[object]:
    """Yield the files that an object names as enclosed, wherever in it that stands."""
    if not deep:
        raise RecursionError
    if isinstance(found, DictionaryObject):
        files = found.get("/EF")
        files = files.get_object() if isinstance(files, IndirectObject) else files
        if isinstance(files, DictionaryObject):
            yield from (file.get_object() for file in files.values())
        if found.get("/Type") == "/EmbeddedFile":
            yield found
    values = found.values() if isinstance(found, DictionaryObject) else found if isinstance(found, ArrayObject) else ()
    for value in values:
        if isinstance(value, DictionaryObject | ArrayObject):
            yield from _held(value, deep - 1)


def _is_xml(file: object) -> bool:
    return isinstance(file, StreamObject) and XML.match(file.get_data()) is not None


def _plain(content: bytes) -> bytes:
    """Return bytes in which a name that is written with escapes (#4a) stands as what it means."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), content)
