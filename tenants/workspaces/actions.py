"""Founding a company's workspace, and letting its people in."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from tenants.kernel.db import db
from tenants.kernel.ids import CompanyId, UserId, WorkspaceId
from tenants.workspaces.models import Workspace, WorkspaceMembership


def found_workspace(company_id: CompanyId, *, now: datetime) -> WorkspaceId:
    """Write the empty books of a company; its firm or the company itself does so, once."""
    workspace = Workspace(company_id=company_id, created_at=now)
    db.session.add(workspace)
    db.session.flush()
    return WorkspaceId(workspace.id)


def let_in(workspace_id: WorkspaceId, user_id: UserId, role: str, *, now: datetime) -> None:
    """Make a user a member of a workspace; who is one already keeps the role they have, who was one comes back."""
    row = {"workspace_id": workspace_id, "user_id": user_id, "role": role, "created_at": now}
    back = {"role": role, "created_at": now, "ended_at": None}
    was = WorkspaceMembership.ended_at.is_not(None)
    statement = insert(WorkspaceMembership).values(**row)
    db.session.execute(statement.on_conflict_do_update("pk_workspace_membership", set_=back, where=was))
