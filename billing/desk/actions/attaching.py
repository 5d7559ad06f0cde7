"""Attaching documents to an invoice that is being written, and taking them off again."""

from collections.abc import Sequence
from datetime import datetime

from billing.attachments.actions import Owner, attach_documents, detach
from billing.attachments.queries import attached_to_written
from billing.attachments.rules.attached import name_of, without_one
from billing.desk.actions.locking import locked
from billing.desk.actions.writing import must_be_in_hand, next_version
from billing.en16931.model import Attachment
from billing.requests.actions import Upload
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId, WrittenId


def attach_to_written(
    actor: Actor,
    workspace_id: WorkspaceId,
    written_id: WrittenId,
    uploads: Sequence[Upload],
    description: str,
    *,
    now: datetime,
) -> None:
    """Attach documents to an invoice that is in the actor's hands, all of them or none; it gets a new version.

    Raises:
        NoSuchWritten, NotYoursNow, NothingChosen.
        AttachmentNotTaken, AttachmentRuns, AttachmentLocked, AttachmentHolds, AttachmentUnread: a document isn't taken;
            the sentence says which and why.
        AttachedAlready, TooManyAttachments, AttachmentsTooLarge.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    row = locked(workspace_id, written_id)
    must_be_in_hand(actor, row)
    there, documents = attached_to_written(workspace_id, written_id), [(one.name, one.data) for one in uploads]
    owner = Owner(written_id=written_id, author_id=row.written_by)
    attached = attach_documents(workspace_id, owner, there, documents, description, now=now)
    next_version(actor, row, _told(there), _told(attached), now=now)


def detach_from_written(
    actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId, mark: str, *, now: datetime
) -> None:
    """Take a document off an invoice that is in the actor's hands; it gets a new version.

    Raises:
        NoSuchWritten, NotYoursNow.
        NoSuchAttachment: none of that mark is attached.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    row = locked(workspace_id, written_id)
    must_be_in_hand(actor, row)
    there = attached_to_written(workspace_id, written_id)
    left = without_one(there, mark)
    detach(workspace_id, Owner(written_id=written_id), mark)
    next_version(actor, row, _told(there), _told(left), now=now)


def _told(attached: tuple[Attachment, ...]) -> dict[str, str]:
    return {"attached": ", ".join(map(name_of, attached))}
