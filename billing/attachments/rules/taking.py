"""Which documents are taken: by their bytes, whatever they are called, and nothing that would run or fetch.

The media types are those of EN 16931 (BT-125, BR-CL-24), so that whatever is taken can go out in every syntax.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from billing.attachments.rules.inside import Wrong, wrong_inside
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

# A cell that a spreadsheet would reckon instead of showing it; a sign before a number or a word is none.
FORMULA = re.compile(r'(?:^|[;,\t\n])[ "]*(?:=|[@+-][A-Za-z.]+[(|!])')


class AttachmentNotTaken(Invalid):
    """%(name)s isn't a PDF, a picture (PNG, JPEG), a CSV, or an Excel or ODS file without macros."""


class AttachmentRuns(Invalid):
    """%(name)s has something inside that runs when it is opened. Save it anew as a plain document."""


class AttachmentLocked(Invalid):
    """%(name)s is locked with a password, so the customer couldn't open it."""


class AttachmentHolds(Invalid):
    """%(name)s has other files inside. Attach them by themselves, or save it anew as a plain document."""


class AttachmentUnread(Invalid):
    """%(name)s can't be looked into, so nobody knows what it does. Save it anew as a plain document."""


class AttachmentsTooLarge(Invalid):
    """The attachments of an invoice have %(megabytes)s MB together at most."""


WRONGS: Mapping[Wrong, type[Invalid]] = {
    "runs": AttachmentRuns,
    "locked": AttachmentLocked,
    "holds": AttachmentHolds,
    "unread": AttachmentUnread,
}


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
        AttachmentNotTaken, AttachmentRuns, AttachmentLocked, AttachmentHolds, AttachmentUnread: it isn't taken.
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
    if found.media_type == "application/pdf" and (wrong := wrong_inside(content)) is not None:
        raise WRONGS[wrong](name=found.name)
    if found.media_type == "text/csv" and FORMULA.search(content.decode("utf-8-sig")):
        raise AttachmentRuns(name=found.name)
    return Taken(found.name, found.media_type, content, sha256(content).hexdigest())
