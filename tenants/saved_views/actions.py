"""Keeping, choosing and dropping a person's views of a list."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from tenants.kernel.db import db
from tenants.kernel.ids import UserId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields, NotFound, Problem
from tenants.saved_views.models import SavedView

LONGEST_NAME, LONGEST_QUERY, MOST = 60, 2000, 50


class NoSuchView(NotFound):
    """There is no such view."""


class TooManyViews(Conflict):
    """You have fifty views of this list already. Remove one first."""


def save_view(user_id: UserId, of_list: str, name: str, query: str, *, is_default: bool = False, now: datetime) -> None:
    """Keep a list's query under a name; the same name again replaces it. Done in the person's own scope.

    Raises:
        InvalidFields: the view has no name, or its name is too long.
        TooManyViews: there are fifty already.
    """
    called = " ".join(name.split())
    if not called:
        raise InvalidFields([Problem("name", msg("Fill this in."))])
    if len(called) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise InvalidFields([Problem("name", msg("At most %(count)s characters.", count=LONGEST_NAME))])
    mine = (SavedView.user_id == user_id, SavedView.list == of_list)
    if (db.session.scalar(select(func.count()).select_from(SavedView).where(*mine)) or 0) >= MOST:
        raise TooManyViews(of_list)
    if is_default:
        db.session.execute(update(SavedView).where(*mine).values(is_default=False))
    kept = {"query": query, "is_default": is_default}
    row = {"user_id": user_id, "list": of_list, "name": called, "created_at": now, **kept}
    statement = insert(SavedView).values(**row)
    db.session.execute(statement.on_conflict_do_update("uq_saved_view_user_id_list_name", set_=kept))


def begin_with(user_id: UserId, view_id: UUID, *, chosen: bool) -> None:
    """Have a list begin with a view, or no longer.

    Raises:
        NoSuchView: the person has none such.
    """
    view = _get(user_id, view_id)
    same_list = (SavedView.user_id == user_id, SavedView.list == view.list)
    db.session.execute(update(SavedView).where(*same_list).values(is_default=False))
    if chosen:
        db.session.execute(
            update(SavedView).where(SavedView.user_id == user_id, SavedView.id == view_id).values(is_default=True)
        )


def drop_view(user_id: UserId, view_id: UUID) -> None:
    """Remove a view.

    Raises:
        NoSuchView: the person has none such.
    """
    _get(user_id, view_id)
    db.session.execute(delete(SavedView).where(SavedView.user_id == user_id, SavedView.id == view_id))


def _get(user_id: UserId, view_id: UUID) -> SavedView:
    view = db.session.get(SavedView, (user_id, view_id))
    if view is None:
        raise NoSuchView(view_id)
    return view
