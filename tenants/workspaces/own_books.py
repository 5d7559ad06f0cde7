"""A firm's own books: the workspace of its company, in which it bills its own services; and the platform's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from tenants.firms.queries import get_firm_company
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, WorkspaceId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.refusals import Conflict
from tenants.workspaces.actions import found_workspace
from tenants.workspaces.models import OwnBooks, Platform, Workspace


class PlatformThere(Conflict):
    """This installation is run by another firm already."""


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """Which firm runs this installation, and the workspace in which it charges plans."""

    firm_id: FirmId
    workspace_id: WorkspaceId


def open_own_books(actor: Actor, firm_id: FirmId, *, now: datetime) -> WorkspaceId:
    """Return the workspace of the firm's own company, founded if it isn't there; its staff reach it at once.

    A company that had books here before it became a firm keeps them.
    """
    actor.must_in_firm(FirmPermission.OPEN_BOOKS, in_=firm_id)
    workspace_id = find_own_books(firm_id) or found_workspace(get_firm_company(firm_id).company_id, now=now)
    row = {"workspace_id": workspace_id, "firm_id": firm_id, "opened_at": now}
    opened = insert(OwnBooks).values(row).on_conflict_do_nothing().returning(OwnBooks.firm_id)
    if db.session.scalar(opened) is None:
        return workspace_id
    enter_in_firm(actor, "own_books_opened", About("workspace", workspace_id), in_=firm_id, now=now)
    return workspace_id


def find_own_books(firm_id: FirmId) -> WorkspaceId | None:
    """Return the workspace of a firm's own company, or None where it has none in scope."""
    company_id = get_firm_company(firm_id).company_id
    found = db.session.scalar(select(Workspace.id).where(Workspace.company_id == company_id))
    return WorkspaceId(found) if found else None


def are_own_books(workspace_id: UUID) -> bool:
    """Return whether a workspace is a firm's own: it needs no agreement, and no mandate from anybody."""
    return db.session.scalar(select(OwnBooks.firm_id).where(OwnBooks.workspace_id == workspace_id)) is not None


def run_platform(firm_id: FirmId, workspace_id: WorkspaceId) -> None:
    """Write that a firm runs this installation, and charges plans in a workspace; once, by whoever installs it.

    Raises:
        PlatformThere: another firm does.
    """
    known = find_platform()
    if known is None:
        db.session.add(Platform(only_one=True, firm_id=firm_id, workspace_id=workspace_id))
        db.session.flush()
    elif known.firm_id != firm_id:
        raise PlatformThere(known.firm_id)


def find_platform() -> PlatformFacts | None:
    """Return which firm runs this installation; None until one does, and then plans are charged from there on."""
    row = db.session.scalars(select(Platform)).one_or_none()
    return PlatformFacts(FirmId(row.firm_id), WorkspaceId(row.workspace_id)) if row else None
