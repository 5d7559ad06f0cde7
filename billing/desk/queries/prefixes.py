"""The authors of a workspace and the number prefixes they own."""

from dataclasses import dataclass

from sqlalchemy import select

from billing.streams.models import NumberSeries
from tenants.kernel.db import confined, db
from tenants.kernel.ids import SeriesId, UserId, WorkspaceId
from tenants.users.models import User
from tenants.workspaces.models import WorkspaceMembership

M, S = WorkspaceMembership, NumberSeries


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """An author of a workspace, and the series of their own with its prefix, where they have one."""

    user_id: UserId
    name: str
    email: str
    series_id: SeriesId | None
    prefix: str
    digits: int
    next_number: int


def author_rows(workspace_id: WorkspaceId) -> tuple[AuthorRow, ...]:
    """Return the authors of a workspace by name; an author finds none but themselves."""
    own = (S.workspace_id == workspace_id) & (S.author_id == User.id)
    rows = db.session.execute(
        select(User.id, User.name, User.email, S.id.label("series_id"), S.prefix, S.digits, S.next_number)
        .join(M, M.user_id == User.id)
        .outerjoin(S, own)
        .where(M.workspace_id == workspace_id, M.role == "author", M.ended_at.is_(None), confined(User.id))
        .order_by(User.name, User.id)
    )
    return tuple(
        AuthorRow(
            UserId(row.id),
            row.name,
            row.email,
            SeriesId(row.series_id) if row.series_id else None,
            row.prefix or "",
            row.digits or 0,
            row.next_number or 0,
        )
        for row in rows
    )


def is_author(workspace_id: WorkspaceId, user_id: UserId) -> bool:
    """Say whether a person is an author in a workspace today."""
    query = select(M.user_id).where(M.workspace_id == workspace_id, M.user_id == user_id, M.role == "author")
    return db.session.scalar(query.where(M.ended_at.is_(None))) is not None


def own_series_prefix(workspace_id: WorkspaceId, user_id: UserId) -> str:
    """Return what the numbers of a person's invoices begin with; empty where they have no series of their own."""
    return db.session.scalar(select(S.prefix).where(S.workspace_id == workspace_id, S.author_id == user_id)) or ""
