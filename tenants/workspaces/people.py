"""The people of a workspace: who is its admin, another role for somebody, and somebody leaving."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import func, select

from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Language
from tenants.kernel.refusals import Conflict, Invalid, NotFound
from tenants.plans.capabilities import Capability
from tenants.users.models import User
from tenants.workspaces.models import WorkspaceMembership

ROLES = frozenset({"admin", "editor", "viewer", "author"})


class LastAdmin(Conflict):
    """This is the company's only admin. Make somebody else admin first."""


class NoSuchRole(Invalid):
    """There is no such role in a company's books."""


@dataclass(frozen=True, slots=True)
class AdminRow:
    """One of a workspace's people, as mails reach them."""

    user_id: UserId
    name: str
    email: str
    language: Language


def admins_of(workspace_id: WorkspaceId) -> list[AdminRow]:
    """Return the admins of a workspace, who was first first."""
    return people_in_role(workspace_id, "admin")


def people_in_role(workspace_id: WorkspaceId, role: str) -> list[AdminRow]:
    """Return the people of a workspace who have a role, who was first first."""
    rows = db.session.execute(
        select(User.id, User.name, User.email, User.language)
        .join(WorkspaceMembership, WorkspaceMembership.user_id == User.id)
        .where(
            WorkspaceMembership.workspace_id == workspace_id,
            WorkspaceMembership.role == role,
            WorkspaceMembership.ended_at.is_(None),
        )
        .order_by(WorkspaceMembership.created_at, User.id)
    )
    return [AdminRow(UserId(row.id), row.name, row.email, cast("Language", row.language)) for row in rows]


def change_role(actor: Actor, workspace_id: WorkspaceId, user_id: UserId, role: str, *, now: datetime) -> None:
    """Give one of the company's people another role, from their next request on.

    Raises:
        NotFound: they aren't one of its people.
        NoSuchRole, LastAdmin.
    """
    actor.must(Permission.MANAGE_MEMBERS, in_=workspace_id)
    if role not in ROLES:
        raise NoSuchRole(role)
    if role == "author":
        actor.must_have(Capability.AUTHORS, in_=workspace_id)
    membership = _locked(workspace_id, user_id)
    if role != "admin":
        _keep_an_admin(membership)
    before, membership.role = membership.role, role
    about = About("user", user_id, before={"role": before}, after={"role": role})
    enter(actor, "role_changed", about, in_=workspace_id, now=now)


def let_go(actor: Actor, workspace_id: WorkspaceId, user_id: UserId, *, now: datetime) -> None:
    """Have one of the company's people leave: they are out at their next request; what they did stays.

    Raises:
        NotFound: they aren't one of its people.
        LastAdmin.
    """
    actor.must(Permission.MANAGE_MEMBERS, in_=workspace_id)
    membership = _locked(workspace_id, user_id)
    _keep_an_admin(membership)
    membership.ended_at = now
    about = About("user", user_id, before={"role": membership.role})
    enter(actor, "person_left", about, in_=workspace_id, now=now)


def _locked(workspace_id: WorkspaceId, user_id: UUID) -> WorkspaceMembership:
    # Two admins who let each other go at once must not both succeed: they take turns at one lock.
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"people of {workspace_id}", 0))))
    query = select(WorkspaceMembership).where(
        WorkspaceMembership.workspace_id == workspace_id,
        WorkspaceMembership.user_id == user_id,
        WorkspaceMembership.ended_at.is_(None),
    )
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(user_id)
    return found


def _keep_an_admin(leaving: WorkspaceMembership) -> None:
    others = select(func.count()).select_from(WorkspaceMembership)
    count = db.session.scalar(
        others.where(
            WorkspaceMembership.workspace_id == leaving.workspace_id,
            WorkspaceMembership.user_id != leaving.user_id,
            WorkspaceMembership.role == "admin",
            WorkspaceMembership.ended_at.is_(None),
        )
    )
    if leaving.role == "admin" and not count:
        raise LastAdmin(leaving.user_id)
