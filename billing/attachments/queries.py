"""Reading attached files: their bytes for what is written and sent, one of them for who looks at it."""

import hashlib
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, and_, select

from billing.attachments.models import AttachedFile
from billing.attachments.rules.attached import NoSuchAttachment
from billing.en16931.model import Attachment, Kept
from tenants.files.models import File
from tenants.files.queries import FileDamaged, KeptFile, get_file
from tenants.kernel.db import confined, db, of_no_author
from tenants.kernel.ids import FileId, InvoiceId, RequestId, WorkspaceId, WrittenId

A = AttachedFile
OF_FILE = and_(File.workspace_id == A.workspace_id, File.id == A.file_id)


def attached_bytes(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> Mapping[str, bytes]:
    """Return the bytes of everything that is attached to an invoice, by SHA-256.

    Raises:
        FileDamaged: a file isn't what was kept; nothing is written or sent then.
    """
    return _bytes(workspace_id, A.invoice_id == invoice_id)


def written_bytes(workspace_id: WorkspaceId, written_id: WrittenId) -> Mapping[str, bytes]:
    """Return the bytes of everything that is attached to a written invoice, by SHA-256.

    Raises:
        FileDamaged: a file isn't what was kept.
    """
    return _bytes(workspace_id, A.written_id == written_id)


def attached_to_written(workspace_id: WorkspaceId, written_id: WrittenId) -> tuple[Attachment, ...]:
    """Return what is attached to a written invoice, in the order in which it was, as its content names it."""
    query = (
        select(File.name, File.media_type, File.sha256, File.size, A.description)
        .join(File, OF_FILE)
        .where(A.workspace_id == workspace_id, A.written_id == written_id, confined(A.author_id))
        .order_by(A.attached_at, File.name, A.id)
    )
    return tuple(
        Attachment(
            id=row.name,
            description=row.description or None,
            mime_type=row.media_type,
            filename=row.name,
            kept=Kept(row.sha256, row.size),
        )
        for row in db.session.execute(query)
    )


def file_of_request(workspace_id: WorkspaceId, request_id: RequestId, sha256: str) -> KeptFile:
    """Return a file that is attached to a request.

    Raises:
        NoSuchAttachment, FileDamaged.
    """
    return _file(workspace_id, (A.request_id == request_id, of_no_author()), sha256)


def file_of_written(workspace_id: WorkspaceId, written_id: WrittenId, sha256: str) -> KeptFile:
    """Return a file that is attached to a written invoice.

    Raises:
        NoSuchAttachment, FileDamaged.
    """
    return _file(workspace_id, (A.written_id == written_id, confined(A.author_id)), sha256)


def file_of_invoice(workspace_id: WorkspaceId, invoice_id: InvoiceId, sha256: str) -> KeptFile:
    """Return a file that is attached to an issued invoice.

    Raises:
        NoSuchAttachment, FileDamaged.
    """
    return _file(workspace_id, (A.invoice_id == invoice_id, confined(A.author_id)), sha256)


def _file(workspace_id: WorkspaceId, mine: Collection[ColumnElement[bool]], sha256: str) -> KeptFile:
    query = select(File.id).join(A, OF_FILE).where(A.workspace_id == workspace_id, *mine, File.sha256 == sha256)
    found = db.session.scalars(query.limit(1)).first()
    if found is None:
        raise NoSuchAttachment(sha256[:64])
    return get_file(workspace_id, FileId(found))


def _bytes(workspace_id: WorkspaceId, mine: ColumnElement[bool]) -> Mapping[str, bytes]:
    query = select(File.id, File.sha256, File.content).join(A, OF_FILE).where(A.workspace_id == workspace_id, mine)
    found: dict[str, bytes] = {}
    for file_id, sha256, content in db.session.execute(query):
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged(file_id)
        found[sha256] = content
    return found
