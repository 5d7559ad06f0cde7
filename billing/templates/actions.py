"""Saving a stream's template."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from billing.seller.rules.fields import Fields
from billing.streams.queries import get_stream
from billing.templates.models import StreamTemplate
from billing.templates.rules import TemplateInput, read_template
from tenants.files.actions import NewFile, keep_file
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId, WorkspaceId
from tenants.kernel.journal import About, enter


def save_template(
    actor: Actor, workspace_id: WorkspaceId, stream_id: StreamId, typed: TemplateInput, *, now: datetime
) -> None:
    """Keep how a stream's documents look; those that were made before stay as they are.

    Raises:
        NoSuchStream.
        InvalidFields: something has to be changed, each at its field.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    stream = get_stream(workspace_id, stream_id)
    kept = _locked(workspace_id, stream.id)
    found = Fields()
    values, image = read_template(found, typed, has_logo=kept is not None and kept.logo_file_id is not None)
    found.refuse()
    if image is not None:
        values["logo_file_id"] = keep_file(workspace_id, NewFile("logo.png", "image/png", image), now=now)
    elif kept is None:
        values["logo_file_id"] = None
    _save(actor, StreamTemplate(workspace_id=workspace_id, stream_id=stream.id) if kept is None else kept, values, now)


def _locked(workspace_id: WorkspaceId, stream_id: StreamId) -> StreamTemplate | None:
    query = select(StreamTemplate).where(
        StreamTemplate.workspace_id == workspace_id, StreamTemplate.stream_id == stream_id
    )
    return db.session.scalars(query.with_for_update()).one_or_none()


def _save(actor: Actor, row: StreamTemplate, values: dict[str, Any], now: datetime) -> None:
    """Write what differs, and what it was before into the journal; nothing where nothing does."""
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    for name, value in after.items():
        setattr(row, name, value)
    row.changed_at = now
    db.session.add(row)
    db.session.flush()
    about = About("stream", row.stream_id, before=before, after=after)
    enter(actor, "template_saved", about, in_=WorkspaceId(row.workspace_id), now=now)
