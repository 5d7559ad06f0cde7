"""Which documents are taken: by their bytes, whatever they are called, and nothing that would run or fetch.

The media types are those of EN 16931 (BT-125, BR-CL-24), so that whatever is taken can go out in every syntax.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from tenants.files.content import FileNotTaken, FileTooLarge, clean_name, recognise
from tenants.kernel.refusals import Invalid

MEDIA_TYPES = frozenset({
    "application/pdf",
    "image/png",
    "image/jpeg",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
})  # fmt: skip
MOST = 10
MEGABYTES = 5
TOGETHER = MEGABYTES * 1024 * 1024

# What a reader of PDF would run or open by itself, and what it would ask a password for (ISO 32000-1, 12.6.4, 7.6).
RUNS = re.compile(rb"/(?:JavaScript|Launch|RichMedia|ImportData|SubmitForm)(?![A-Za-z])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z])")
# A cell that a spreadsheet would reckon instead of showing it; a sign before a number or a word is none.
FORMULA = re.compile(r'(?:^|[;,\t\n])[ "]*(?:=|[@+-][A-Za-z.]+[(|!])')


class AttachmentNotTaken(Invalid):
    """%(name)s isn't a PDF, a picture (PNG, JPEG), a CSV, or an Excel or ODS file without macros."""


class AttachmentRuns(Invalid):
    """%(name)s has something inside that runs when it is opened. Save it anew as a plain document."""


class AttachmentLocked(Invalid):
    """%(name)s is locked with a password, so the customer couldn't open it."""


class AttachmentsTooLarge(Invalid):
    """The attachments of an invoice have %(megabytes)s MB together at most."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that may be attached: a harmless name, the media type of its bytes, and its SHA-256."""

    name: str
    media_type: str
    content: bytes
    sha256: str


def take(name: str, content: bytes) -> Taken:
    """Return a document as it is attached.

    Raises:
        AttachmentNotTaken, AttachmentRuns, AttachmentLocked: it isn't taken.
        AttachmentsTooLarge: it is larger by itself than all may be together.
    """
    if len(content) > TOGETHER:
        raise AttachmentsTooLarge(megabytes=MEGABYTES)
    try:
        found = recognise(name, content)
    except (FileNotTaken, FileTooLarge) as refusal:
        raise AttachmentNotTaken(name=clean_name(name)) from refusal
    if found.media_type not in MEDIA_TYPES:
        raise AttachmentNotTaken(name=found.name)
    if found.media_type == "application/pdf":
        _refuse_active(found.name, content)
    if found.media_type == "text/csv" and FORMULA.search(content.decode("utf-8-sig")):
        raise AttachmentRuns(name=found.name)
    return Taken(found.name, found.media_type, content, sha256(content).hexdigest())


def _refuse_active(name: str, content: bytes) -> None:
    """Refuse what a PDF says openly; a name written with escapes (#4a) is read as what it means."""
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), content)
    if LOCKED.search(plain):
        raise AttachmentLocked(name=name)
    if RUNS.search(plain):
        raise AttachmentRuns(name=name)
