"""Keeping attached files, and tying them to what they belong to; whoever calls has checked that it may."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, Uuid, bindparam, delete, insert, select, text

from billing.attachments.models import AttachedFile
from billing.attachments.rules.attached import LONGEST_DESCRIPTION, NothingChosen, attachment_of, with_one_more
from billing.attachments.rules.taking import Taken, take
from billing.en16931.model import Attachment
from tenants.files.actions import NewFile, keep_files
from tenants.files.models import File
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RequestId, WorkspaceId, WrittenId

# The requests of an invoice hand it their files; the same one of two requests is tied once.
TO_INVOICES = text("""
    insert into attached_file (workspace_id, id, file_id, invoice_id, description, author_id, attached_at)
        select :workspace, gen_random_uuid(), one.file_id, one.invoice_id, one.description, :author, :now
        from (
            select distinct on (billed.invoice_id, kept.sha256)
                    tie.file_id, billed.invoice_id, tie.description
                from unnest(:requests, :invoices) billed (request_id, invoice_id)
                    join attached_file tie on tie.workspace_id = :workspace and tie.request_id = billed.request_id
                    join file kept on kept.workspace_id = :workspace and kept.id = tie.file_id
                order by billed.invoice_id, kept.sha256, tie.attached_at, tie.id
        ) one
""").bindparams(
    bindparam("requests", type_=ARRAY(Uuid())),
    bindparam("invoices", type_=ARRAY(Uuid())),
    bindparam("author", type_=Uuid()),
)
# A request that is made anew has what the one had that it was copied from.
TO_COPIES = text("""
    insert into attached_file (workspace_id, id, file_id, request_id, description, attached_at)
        select tie.workspace_id, gen_random_uuid(), tie.file_id, copied.id, tie.description, :now
        from unnest(:copies, :originals) copied (id, original_id)
            join attached_file tie on tie.workspace_id = :workspace and tie.request_id = copied.original_id
""").bindparams(bindparam("copies", type_=ARRAY(Uuid())), bindparam("originals", type_=ARRAY(Uuid())))


@dataclass(frozen=True, slots=True)
class Owner:
    """To what files are tied: one of the three; `author_id` is who wrote it, where it was written in the portal."""

    request_id: RequestId | None = None
    written_id: WrittenId | None = None
    author_id: UUID | None = None


def attach_files(workspace_id: WorkspaceId, attached: Sequence[tuple[Owner, Taken, str]], *, now: datetime) -> None:
    """Keep documents and tie each to its owner, with what it is said to be; in two statements, however many."""
    kept = {taken.sha256: taken for _, taken, _ in attached}
    files = [NewFile(each.name, each.media_type, each.content) for each in kept.values()]
    ids = dict(zip(kept, keep_files(workspace_id, files, now=now), strict=True))
    _tie(workspace_id, [(owner, ids[taken.sha256], said) for owner, taken, said in attached], now)


def attach_documents(
    workspace_id: WorkspaceId,
    owner: Owner,
    there: tuple[Attachment, ...],
    documents: Sequence[tuple[str, bytes]],
    description: str,
    *,
    now: datetime,
) -> tuple[Attachment, ...]:
    """Attach documents, all of them or none, to what has others; return these with the new ones behind them.

    Raises:
        NothingChosen: there are none.
        AttachmentNotTaken, AttachmentRuns, AttachmentLocked, AttachmentHolds, AttachmentUnread: a document isn't taken;
            the sentence says which and why.
        AttachedAlready, TooManyAttachments, AttachmentsTooLarge.
    """
    if not documents:
        raise NothingChosen
    said, taken = description.strip()[:LONGEST_DESCRIPTION], [take(name, content) for name, content in documents]
    for one in taken:
        there = with_one_more(there, attachment_of(one, said))
    attach_files(workspace_id, [(owner, one, said) for one in taken], now=now)
    return there


def copy_written_files(workspace_id: WorkspaceId, written_id: WrittenId, owner: Owner, *, now: datetime) -> None:
    """Tie the files of a written invoice to something else too: a copy of it, or the request that it becomes."""
    theirs = select(AttachedFile.file_id, AttachedFile.description).where(
        AttachedFile.workspace_id == workspace_id, AttachedFile.written_id == written_id
    )
    rows = db.session.execute(theirs.order_by(AttachedFile.attached_at, AttachedFile.id)).all()
    _tie(workspace_id, [(owner, row.file_id, row.description) for row in rows], now)


def copy_request_files(workspace_id: WorkspaceId, copies: Mapping[RequestId, RequestId], *, now: datetime) -> None:
    """Tie the files of requests to their copies too; `copies` has the original of each."""
    given = {"copies": list(copies), "originals": list(copies.values())}
    db.session.execute(TO_COPIES, {"workspace": workspace_id, **given, "now": now})


def hand_to_invoices(
    workspace_id: WorkspaceId, billed: Mapping[RequestId, InvoiceId], author_id: UUID | None, *, now: datetime
) -> None:
    """Tie the files of requests to the invoices that they became, in one statement."""
    given = {"requests": list(billed), "invoices": list(billed.values())}
    db.session.execute(TO_INVOICES, {"workspace": workspace_id, **given, "author": author_id, "now": now})


def detach(workspace_id: WorkspaceId, owner: Owner, sha256: str) -> None:
    """Untie a file from a request or a written invoice; the file itself stays, as everything that came in does."""
    same = select(File.id).where(
        File.workspace_id == workspace_id, File.sha256 == sha256, File.id == AttachedFile.file_id
    )
    mine = AttachedFile.request_id == owner.request_id
    if owner.written_id is not None:
        mine = AttachedFile.written_id == owner.written_id
    db.session.execute(delete(AttachedFile).where(AttachedFile.workspace_id == workspace_id, mine, same.exists()))


def _tie(workspace_id: WorkspaceId, ties: Collection[tuple[Owner, UUID, str]], now: datetime) -> None:
    rows: list[dict[str, Any]] = [
        {
            "workspace_id": workspace_id,
            "id": uuid4(),
            "file_id": file_id,
            "request_id": owner.request_id,
            "written_id": owner.written_id,
            "description": said,
            "author_id": owner.author_id,
            "attached_at": now,
        }
        for owner, file_id, said in ties
    ]
    if rows:
        db.session.execute(insert(AttachedFile), rows)
