"""Reading workspaces."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, select

from tenants.companies.models import Company
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import CompanyId, UserId, WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.users.models import User
from tenants.workspaces.models import Workspace, WorkspaceMembership


@dataclass(frozen=True, slots=True)
class WorkspaceFacts:
    """A workspace by its company."""

    id: WorkspaceId
    company_id: CompanyId
    country: Country
    business_id: str
    name: str


FACTS = select(Workspace.id, Workspace.company_id, Company.country, Company.business_id, Company.name).join(
    Company, Company.id == Workspace.company_id
)


def find_workspace(workspace_id: UUID) -> WorkspaceFacts | None:
    """Return a workspace that is in scope, or None."""
    row = db.session.execute(FACTS.where(Workspace.id == workspace_id)).one_or_none()
    return _facts(row) if row else None


def get_workspace(workspace_id: UUID) -> WorkspaceFacts:
    """Return a workspace that is in scope.

    Raises:
        NotFound: there is none, or it isn't in scope.
    """
    found = find_workspace(workspace_id)
    if found is None:
        raise NotFound(workspace_id)
    return found


def workspace_rows(among: Collection[UUID], *, search: str = "", at_most: int = 50) -> list[WorkspaceFacts]:
    """Return workspaces by name, those whose name or business id contains what is typed."""
    query = FACTS.where(Workspace.id.in_(among)).order_by(Company.name).limit(at_most)
    if wanted := search.strip().lower():
        in_name = func.strpos(func.lower(Company.name), wanted) > 0
        query = query.where(in_name | (func.strpos(Company.business_id, wanted) > 0))
    return [_facts(row) for row in db.session.execute(query)]


def _facts(row: Any) -> WorkspaceFacts:
    country = cast("Country", row.country)
    return WorkspaceFacts(WorkspaceId(row.id), CompanyId(row.company_id), country, row.business_id, row.name)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One of a company's own people."""

    user_id: UserId
    name: str
    email: str
    role: str


def member_rows(workspace_id: WorkspaceId) -> list[MemberRow]:
    """Return a workspace's members by name."""
    rows = db.session.execute(
        select(User.id, User.name, User.email, WorkspaceMembership.role)
        .join(User, User.id == WorkspaceMembership.user_id)
        .where(WorkspaceMembership.workspace_id == workspace_id, WorkspaceMembership.ended_at.is_(None))
        .order_by(User.name)
    )
    return [MemberRow(UserId(row.id), row.name, row.email, row.role) for row in rows]
