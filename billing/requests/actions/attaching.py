"""Attaching documents to a request that waits to be invoiced, and taking them off again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from billing.attachments.actions import Owner, attach_documents, detach
from billing.attachments.rules.attached import name_of, without_one
from billing.en16931.model import Attachment
from billing.en16931.model.plain import from_plain, to_plain
from billing.requests.actions.checking import JUDGED, check_again
from billing.requests.models import BillingRequest
from billing.requests.queries import NoSuchRequest
from billing.requests.rules.draft import Upload
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict


class NotWaiting(Conflict):
    """The request has left the list, so nothing can be changed in it any more."""


def attach_to_request(
    actor: Actor,
    workspace_id: WorkspaceId,
    request_id: RequestId,
    uploads: Sequence[Upload],
    description: str,
    *,
    now: datetime,
) -> None:
    """Attach documents to a request, all of them or none, and check it again; they go out with its invoice.

    Raises:
        NoSuchRequest, NotWaiting, NothingChosen.
        AttachmentNotTaken, AttachmentRuns, AttachmentLocked, AttachmentHolds, AttachmentUnread: a document isn't taken;
            the sentence says which and why.
        AttachedAlready, TooManyAttachments, AttachmentsTooLarge.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    row = locked_request(workspace_id, request_id)
    there, documents = from_plain(row.content).attachments, [(one.name, one.data) for one in uploads]
    attached = attach_documents(workspace_id, Owner(request_id=request_id), there, documents, description, now=now)
    _write(actor, row, attached, now)
    after = {"attached": ", ".join(map(name_of, attached[len(there) :]))}
    enter(actor, "request_attached", About("billing_request", request_id, after=after), in_=workspace_id, now=now)


def detach_from_request(
    actor: Actor, workspace_id: WorkspaceId, request_id: RequestId, mark: str, *, now: datetime
) -> None:
    """Take a document off a request, and check it again.

    Raises:
        NoSuchRequest, NotWaiting.
        NoSuchAttachment: none of that mark is attached.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    row = locked_request(workspace_id, request_id)
    there = from_plain(row.content).attachments
    left = without_one(there, mark)
    detach(workspace_id, Owner(request_id=request_id), mark)
    _write(actor, row, left, now)
    before = {"attached": ", ".join(name_of(one) for one in there if one not in left)}
    enter(actor, "request_detached", About("billing_request", request_id, before=before), in_=workspace_id, now=now)


def locked_request(workspace_id: WorkspaceId, request_id: RequestId) -> BillingRequest:
    """Return a request that waits to be invoiced, kept as it is until the transaction ends.

    Raises:
        NoSuchRequest, NotWaiting.
    """
    query = select(BillingRequest).where(BillingRequest.workspace_id == workspace_id, BillingRequest.id == request_id)
    found = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NoSuchRequest(request_id)
    if found.state not in JUDGED:
        raise NotWaiting(request_id)
    return found


def _write(actor: Actor, row: BillingRequest, attachments: tuple[Attachment, ...], now: datetime) -> None:
    row.content = to_plain(replace(from_plain(row.content), attachments=attachments))
    db.session.flush()
    check_again(actor, WorkspaceId(row.workspace_id), request_ids=(RequestId(row.id),), now=now)
