"""Finding the workspace of a delivery that the outside names by its id alone."""

from uuid import UUID

from sqlalchemy import text

from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId

PLACE = text("select delivery_place(:looked_for)")


def find_workspace_of_delivery(delivery_id: UUID) -> WorkspaceId | None:
    """Return the workspace that sent a mail, or None where there is no such mail."""
    found = db.session.scalar(PLACE, {"looked_for": delivery_id})
    return WorkspaceId(found) if found else None
