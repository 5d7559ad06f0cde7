"""Making an Actor: one question to the database, asked before any scope is known."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import text

from tenants.access.diligence import held_back
from tenants.access.rules import IN_FIRM, Standing, reach_of
from tenants.agreements.queries.standing import plan_today
from tenants.kernel.actor import Actor, FirmPermission, Permission, Reach
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId, WorkspaceId
from tenants.plans.capabilities import lacking_in
from tenants.users.queries import Person

ACCESS = text(
    "select kind, firm_id, workspace_id, role, variant, terms, mandated, held from access_of(:person)"
    " left join withheld_by_diligence(:person) held on held = workspace_id"
)
OUR_NAME = "Samla"


def actor_of(person: Person) -> Actor:
    """Return a person as an actor, with everything they may do today."""
    firms: dict[FirmId, frozenset[FirmPermission]] = {}
    workspaces: dict[WorkspaceId, Reach] = {}
    rows = db.session.execute(ACCESS, {"person": person.id}).all()
    for row in rows:
        if row.kind == "firm":
            firms[FirmId(row.firm_id)] = IN_FIRM[row.role]
        else:
            _widen(workspaces, row)
    return Actor(person.id, person.name, workspaces, firms, author=_confined(person.id, rows))


def _widen(workspaces: dict[WorkspaceId, Reach], row: Any) -> None:
    """Add what one membership or collaboration gives; where a person has two ways in, the wider one counts."""
    firm_id = FirmId(row.firm_id) if row.firm_id else None
    reach = reach_of(row.role, Standing(row.terms, row.variant, row.mandated), firm_id=firm_id)
    reach = held_back(reach) if row.held else reach
    known = workspaces.get(WorkspaceId(row.workspace_id))
    if known is None or len(reach.permissions) > len(known.permissions):
        workspaces[WorkspaceId(row.workspace_id)] = reach


def _confined(user_id: UserId, rows: Iterable[Any]) -> UserId | None:
    """Return the user when all they are is an author, who sees only what they wrote."""
    roles = {row.role for row in rows}
    return user_id if roles == {"author"} else None


def job_actor(scope_kind: str, scope_id: UUID, *, name: str = OUR_NAME, user_id: UserId | None = None) -> Actor:
    """Return the actor of a job: everything in the one workspace or firm it works in, nothing elsewhere.

    What may happen there was decided when the task was written; a job that issues or sends checks the terms anew.
    """
    if scope_kind == "firm":
        return Actor(user_id, name, firms={FirmId(scope_id): frozenset(FirmPermission)})
    reach = Reach("job", frozenset(Permission))
    return Actor(user_id, name, workspaces={WorkspaceId(scope_id): reach})


def operator_actor(workspace_id: WorkspaceId, *, name: str) -> Actor:
    """Return the installation's operator at a command line: everything in one workspace that its plan has.

    It is asked for inside a transaction that may see the workspace. Nobody of a firm stands behind a command, so what
    a firm's staff have beyond the plan isn't the operator's.
    """
    reach = Reach("job", frozenset(Permission), lacking=lacking_in(plan_today(workspace_id)))
    return Actor(None, name, workspaces={workspace_id: reach})
