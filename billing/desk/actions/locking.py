"""A written invoice that nobody else changes until the transaction ends."""

from sqlalchemy import select

from billing.desk.models import WrittenRequest
from billing.desk.queries import NoSuchWritten
from tenants.kernel.actor import Actor
from tenants.kernel.db import confined, db
from tenants.kernel.ids import UserId, WorkspaceId, WrittenId
from tenants.kernel.refusals import Forbidden

W = WrittenRequest


def locked(workspace_id: WorkspaceId, written_id: WrittenId) -> WrittenRequest:
    """Return a written invoice, locked.

    Raises:
        NoSuchWritten: the workspace has none by that id, or another author wrote it.
    """
    query = select(W).where(W.workspace_id == workspace_id, W.id == written_id, confined(W.written_by))
    found = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NoSuchWritten(written_id)
    return found


def person(actor: Actor) -> UserId:
    """Return who acts.

    Raises:
        Forbidden: it is a job, which writes and checks nothing.
    """
    if actor.user_id is None:
        raise Forbidden
    return actor.user_id
