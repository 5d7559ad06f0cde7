"""An invoice's content with its supporting documents (BG-24), which it names by hash, and with their bytes put in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from billing.attachments.rules.taking import MEGABYTES, MOST, TOGETHER, AttachmentsTooLarge, Taken, take
from billing.en16931.model import Attachment, Invoice, Kept
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, Invalid, NotFound, Problem

FIELD = "attachments"
LONGEST_DESCRIPTION = 100


class NothingChosen(Invalid):
    """Choose a file."""


class TooManyAttachments(Invalid):
    """An invoice has %(count)s attachments at most."""


class AttachedAlready(Conflict):
    """%(name)s is attached already."""


class NoSuchAttachment(NotFound):
    """There is no such attachment here."""


def attachment_of(taken: Taken, description: str = "") -> Attachment:
    """Return a document as an invoice's content names it; its id (BT-122) is its name."""
    return Attachment(
        id=taken.name,
        description=description or None,
        mime_type=taken.media_type,
        filename=taken.name,
        kept=Kept(taken.sha256, len(taken.content)),
    )


def mark_of(attachment: Attachment) -> str:
    """Return what tells one attachment of an invoice from the others: the hash of its bytes, else its id."""
    return attachment.kept.sha256 if attachment.kept else attachment.id


def name_of(attachment: Attachment) -> str:
    """Return what a person calls it."""
    return attachment.filename or attachment.id


def size_of(attachments: tuple[Attachment, ...]) -> int:
    """Return how many bytes the enclosed ones have together, as far as they are kept."""
    return sum(each.kept.size for each in attachments if each.kept)


def with_one_more(there: tuple[Attachment, ...], new: Attachment) -> tuple[Attachment, ...]:
    """Return attachments with one at the end.

    Raises:
        AttachedAlready: the same bytes are there.
        TooManyAttachments, AttachmentsTooLarge.
    """
    if mark_of(new) in map(mark_of, there):
        raise AttachedAlready(name=name_of(new))
    if len(there) >= MOST:
        raise TooManyAttachments(count=MOST)
    if size_of((*there, new)) > TOGETHER:
        raise AttachmentsTooLarge(megabytes=MEGABYTES)
    return (*there, new)


def without_one(there: tuple[Attachment, ...], mark: str) -> tuple[Attachment, ...]:
    """Return attachments without the one of a mark.

    Raises:
        NoSuchAttachment: there is none.
    """
    left = tuple(each for each in there if mark_of(each) != mark)
    if len(left) == len(there):
        raise NoSuchAttachment(mark)
    return left


def apart(content: Invoice) -> tuple[Invoice, tuple[Taken, ...]]:
    """Return what was read from a file with its enclosed documents apart: the content names them by hash.

    One that isn't taken stays named without its bytes, for the check of the request to say (`attachment_problems`).
    """
    if not any(each.content is not None for each in content.attachments):
        return content, ()
    taken: dict[str, Taken] = {}
    named = tuple(_apart(each, taken) for each in content.attachments)
    return replace(content, attachments=tuple(dict.fromkeys(named))), tuple(taken.values())


def _apart(attachment: Attachment, taken: dict[str, Taken]) -> Attachment:
    if attachment.content is None:
        return attachment
    try:
        found = take(attachment.filename or attachment.id, attachment.content)
    except Invalid:
        return replace(attachment, content=None, mime_type=attachment.mime_type or "application/octet-stream")
    taken[found.sha256] = found
    own = attachment_of(found)
    return replace(attachment, content=None, mime_type=own.mime_type, filename=own.filename, kept=own.kept)


def is_refused(attachment: Attachment) -> bool:
    """Say whether a file enclosed a document that wasn't taken: a reference alone (BT-122) states no media type."""
    return attachment.mime_type is not None and attachment.kept is None and attachment.content is None


def attachment_problems(content: Invoice) -> Iterator[Problem]:
    """Yield what keeps an invoice with its attachments from going out, each at the field `attachments`."""
    for each in content.attachments:
        if is_refused(each):
            sentence = msg(
                "The attachment %(name)s wasn't taken: it isn't a plain PDF, PNG, JPEG, CSV, Excel or ODS file,"
                " or is too large. Remove it here, or attach another one.",
                name=name_of(each),
            )
            yield Problem(FIELD, sentence)
    if len(content.attachments) > MOST:
        yield Problem(FIELD, TooManyAttachments(count=MOST).message)
    if size_of(content.attachments) > TOGETHER:
        yield Problem(FIELD, AttachmentsTooLarge(megabytes=MEGABYTES).message)


def needs_bytes(content: Invoice) -> bool:
    """Say whether an invoice has attachments whose bytes are kept elsewhere."""
    return any(each.kept is not None and each.content is None for each in content.attachments)


def enclosed(content: Invoice, kept: Mapping[str, bytes]) -> Invoice:
    """Return an invoice with the bytes of its attachments, by their SHA-256, to be written into an e-invoice.

    Raises:
        KeyError: the bytes of one are missing, so that nothing goes out without what belongs to it.
    """
    if not needs_bytes(content):
        return content
    return replace(
        content,
        attachments=tuple(
            replace(each, content=kept[each.kept.sha256]) if each.kept else each for each in content.attachments
        ),
    )
