"""How the desks of workspaces work; as is usual where nothing was chosen."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from billing.desk.models import DeskSetting
from billing.desk.rules.promise import DeskTerms
from tenants.kernel.db import db, of_workspaces
from tenants.kernel.ids import WorkspaceId

USUAL = DeskTerms()


def desk_terms(workspace_id: WorkspaceId) -> DeskTerms:
    """Return how a workspace's desk works."""
    return terms_by_workspace((workspace_id,)).get(workspace_id, USUAL)


def terms_by_workspace(workspace_ids: Collection[WorkspaceId]) -> Mapping[WorkspaceId, DeskTerms]:
    """Return how the desks of some workspaces work, in one query; those that work as usual are left out."""
    among = of_workspaces(DeskSetting.workspace_id, workspace_ids)
    return {
        WorkspaceId(row.workspace_id): DeskTerms(row.cut_off, row.day_ends, row.four_eyes)
        for row in db.session.scalars(select(DeskSetting).where(among))
    }
