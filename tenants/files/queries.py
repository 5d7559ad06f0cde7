"""Reading kept files."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from tenants.files.models import File
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, WorkspaceId
from tenants.kernel.refusals import Conflict, NotFound


class NoSuchFile(NotFound):
    """There is no such file here."""


class FileDamaged(Conflict):
    """The file isn't what was kept, so it isn't handed out. Restore it from a backup."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file with its bytes; `retain_until` is the last day the law keeps it."""

    id: FileId
    name: str
    media_type: str
    content: bytes
    sha256: str
    created_at: datetime
    retain_until: date | None


def get_file(workspace_id: WorkspaceId, file_id: FileId) -> KeptFile:
    """Return a file of a workspace, its hash checked.

    Raises:
        NoSuchFile: the workspace has none by that id.
        FileDamaged: the bytes aren't those that were kept.
    """
    query = select(File).where(File.workspace_id == workspace_id, File.id == file_id).options(undefer(File.content))
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NoSuchFile(file_id)
    if not is_whole(found):
        raise FileDamaged(file_id)
    return KeptFile(
        FileId(found.id),
        found.name,
        found.media_type,
        found.content,
        found.sha256,
        found.created_at,
        found.retain_until,
    )


def is_whole(file: File) -> bool:
    """Say whether a file's bytes are those that were kept."""
    return hashlib.sha256(file.content).hexdigest() == file.sha256
