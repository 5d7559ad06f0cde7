"""Keeping and reading a firm's own files."""

import hashlib
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import undefer

from tenants.files.actions import NewFile
from tenants.files.models import FirmFile
from tenants.files.queries import FileDamaged, KeptFile, NoSuchFile
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, FirmId


def keep_firm_file(firm_id: FirmId, new: NewFile, *, now: datetime) -> FileId:
    """Write a file with its SHA-256; whoever calls it has checked that it may, and its bytes never change again."""
    kept = FirmFile(
        firm_id=firm_id,
        id=uuid4(),
        name=new.name,
        media_type=new.media_type,
        size=len(new.content),
        sha256=hashlib.sha256(new.content).hexdigest(),
        content=new.content,
        created_at=now,
    )
    db.session.add(kept)
    db.session.flush()
    return FileId(kept.id)


def get_firm_file(firm_id: FirmId, file_id: FileId) -> KeptFile:
    """Return a file of a firm, its hash checked.

    Raises:
        NoSuchFile: the firm has none by that id.
        FileDamaged: the bytes aren't those that were kept.
    """
    mine = select(FirmFile).where(FirmFile.firm_id == firm_id, FirmFile.id == file_id)
    found = db.session.scalars(mine.options(undefer(FirmFile.content))).one_or_none()
    if found is None:
        raise NoSuchFile(file_id)
    if hashlib.sha256(found.content).hexdigest() != found.sha256:
        raise FileDamaged(file_id)
    return KeptFile(FileId(found.id), found.name, found.media_type, found.content, found.sha256, found.created_at, None)
