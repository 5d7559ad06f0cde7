"""Noting that somebody takes everything along."""

from datetime import datetime

from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal import About, enter


def note_export(actor: Actor, workspace_id: WorkspaceId, year: int | None, *, now: datetime) -> None:
    """Enter in the journal that the books are taken along, with the files of a year or of all.

    Raises:
        NotFound: the workspace isn't theirs.
        Forbidden: their role doesn't allow it.
    """
    actor.must(Permission.EXPORT_BOOKS, in_=workspace_id)
    about = About("workspace", workspace_id, after={"year": year or "all"})
    enter(actor, "books_exported", about, in_=workspace_id, now=now)
