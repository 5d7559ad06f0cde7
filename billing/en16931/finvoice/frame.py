"""The file around Finvoice messages: one plain message, or pairs of SOAP envelope and message, one after another."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from billing.en16931.finvoice.refusals import (
    BrokenMessage,
    EmptyFile,
    NotFinvoice,
    OtherEncoding,
    UnknownEncoding,
    UnreadableFinvoice,
)
from tenants.kernel.language import Message, msg

# An XML declaration is told from `<?xml-stylesheet` by the blank behind `xml`.
DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.\-]*)["']""")
MARK = re.compile(
    rb"<(?:(?P<comment>!--)|(?P<cdata>!\[CDATA\[)"
    rb"|(?P<close>/?)(?:(?:[A-Za-z_][\w.-]*:)?(?P<envelope>Envelope)|Finvoice)(?=[\s>]))"
)
ENDS = {"comment": b"-->", "cdata": b"]]>"}
PADDING = b" \t\r\n\x00\x1a"

# What senders of Finvoice use, by Python's name of the codec; each is a superset of ASCII.
READ_ENCODINGS = frozenset({"iso8859-15", "iso8859-1", "cp1252", "utf-8", "ascii"})

CUT_OFF = msg("It breaks off before its end.")
OUT_OF_PLACE = msg("Something stands where no message begins.")


@dataclass(frozen=True, slots=True)
class FinvoiceMessage:
    """One message of a file: its document and envelope, its number and the line it begins in, both from 1."""

    number: int
    line: int
    document: bytes
    envelope: bytes | None = None


def split(data: bytes) -> tuple[FinvoiceMessage, ...]:
    """Return the messages of a file, each with its own encoding declaration.

    Nothing is parsed here; what is certain from the bytes is refused.

    Raises:
        EmptyFile, NotFinvoice: there is nothing, or nothing of Finvoice.
        BrokenMessage: a message or its envelope breaks off, or something else stands between messages.
        UnknownEncoding, OtherEncoding: a message declares an encoding that isn't read, or the wrong one.
    """
    if not data.strip(PADDING):
        raise EmptyFile
    found = tuple(_messages(data))
    if not found:
        raise NotFinvoice
    for message in found:
        _check_encoding(message)
    return found


def _messages(data: bytes) -> Iterator[FinvoiceMessage]:
    number, start, line, counted = 1, 0, 1, 0
    envelope: bytes | None = None
    opened: tuple[bool, int] | None = None  # is it an envelope, and where it begins
    for is_envelope, closes, begin, end in _marks(data):
        if not closes and opened is None:
            opened = (is_envelope, begin)
        elif closes and opened is not None and opened[0] == is_envelope:
            opened = None
            if is_envelope:
                envelope, start = data[start:end].strip(PADDING), end
                continue
            document = data[start:end].lstrip(PADDING)
            line, counted = line + data.count(b"\n", counted, end - len(document)), end - len(document)
            yield FinvoiceMessage(number, line, document.removeprefix(codecs.BOM_UTF8), envelope)
            number, start, envelope = number + 1, end, None
        else:
            raise _broken(data, begin, number, OUT_OF_PLACE)
    if opened is not None or envelope is not None:
        raise _broken(data, len(data), number, CUT_OFF)
    if number > 1 and data[start:].strip(PADDING):
        raise _broken(data, start + len(data[start:]) - len(data[start:].lstrip(PADDING)), number, OUT_OF_PLACE)


def _marks(data: bytes) -> Iterator[tuple[bool, bool, int, int]]:
    """Yield each begin and end of an envelope or message: is it an envelope, does it close, from where to where.

    Comments and CDATA are jumped over, each in one step, so that a hostile file costs no more than its length.
    """
    at = 0
    while (mark := MARK.search(data, at)) is not None:
        if (jump := mark.lastgroup) in ENDS:
            end = data.find(ENDS[str(jump)], mark.end())
            if end < 0:
                raise _broken(data, mark.start(), 1, CUT_OFF)
        else:
            end = data.find(b">", mark.end())
            if end < 0:
                return
            yield mark["envelope"] is not None, bool(mark["close"]), mark.start(), end + 1
        at = end + 1


def _broken(data: bytes, at: int, number: int, problem: Message) -> UnreadableFinvoice:
    return BrokenMessage(number=number, line=data.count(b"\n", 0, at) + 1, problem=problem)


def _check_encoding(message: FinvoiceMessage) -> None:
    declared = declared_encoding(message.document)
    try:
        known = codecs.lookup(declared).name
    except LookupError:
        known = ""
    about = {"number": message.number, "line": message.line, "encoding": declared}
    if known not in READ_ENCODINGS:
        raise UnknownEncoding(**about)
    # A byte more than ASCII that is also valid UTF-8 is UTF-8: "Ã¤" is no word in any single-byte text.
    if known not in {"utf-8", "ascii"} and not message.document.isascii() and _is_utf8(message.document):
        raise OtherEncoding(**about)


def declared_encoding(document: bytes) -> str:
    """Return the encoding that a document declares; UTF-8 where it declares none (XML 1.0, 4.3.3).

    >>> declared_encoding(b'<?xml-stylesheet encoding="X"?><Finvoice/>')
    'UTF-8'
    """
    match = DECLARED.match(document)
    return match[1].decode("ascii") if match else "UTF-8"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
