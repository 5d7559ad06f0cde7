"""Reading a person's views."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from tenants.kernel.db import db
from tenants.kernel.ids import UserId
from tenants.saved_views.models import SavedView


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A view of a list by its name; `query` is the list's address after the question mark."""

    id: UUID
    name: str
    query: str
    is_default: bool


def view_rows(user_id: UserId, of_list: str) -> tuple[ViewRow, ...]:
    """Return a person's views of a list, by name."""
    mine = select(SavedView).where(SavedView.user_id == user_id, SavedView.list == of_list)
    rows = db.session.scalars(mine.order_by(func.lower(SavedView.name)))
    return tuple(ViewRow(row.id, row.name, row.query, row.is_default) for row in rows)
