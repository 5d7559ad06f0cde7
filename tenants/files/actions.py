"""Keeping files."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from tenants.files.models import File
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, WorkspaceId


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept; `retain_until` is the last day the law keeps it, None while that isn't known."""

    name: str
    media_type: str
    content: bytes
    retain_until: date | None = None


def keep_file(workspace_id: WorkspaceId, new: NewFile, *, now: datetime) -> FileId:
    """Write a file with its SHA-256; whoever calls it has checked that it may, and its bytes never change again."""
    return keep_files(workspace_id, (new,), now=now)[0]


def keep_files(workspace_id: WorkspaceId, files: Sequence[NewFile], *, now: datetime) -> tuple[FileId, ...]:
    """Write many files in one statement, and return their ids in the same order."""
    ids = tuple(FileId(uuid4()) for _ in files)
    if files:
        rows = [_row(workspace_id, file_id, new, now) for file_id, new in zip(ids, files, strict=True)]
        db.session.execute(insert(File), rows)
    return ids


def _row(workspace_id: WorkspaceId, file_id: FileId, new: NewFile, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "id": file_id,
        "name": new.name,
        "media_type": new.media_type,
        "size": len(new.content),
        "sha256": hashlib.sha256(new.content).hexdigest(),
        "content": new.content,
        "created_at": now,
        "retain_until": new.retain_until,
    }
