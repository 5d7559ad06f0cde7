"""Reading an agreement and its collaboration in tests, and moving the clock."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from factories.cast import Member
from flask import Flask

from portal.edge.clock import set_clock
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.agreements.models import Agreement
from tenants.agreements.queries.changes import ChangeRow, change_rows
from tenants.agreements.queries.facts import AgreementFacts, agreement_facts
from tenants.agreements.queries.periods import PeriodRow, period_rows
from tenants.collaborations.attending import attend
from tenants.collaborations.models import Collaboration
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId


def put_clock(app: Flask, day: date, at: time = time(9)) -> None:
    """Have an application live at a moment of a day, in UTC."""
    set_clock(app, lambda: datetime.combine(day, at, UTC))


def agreement_in(workspace_id: WorkspaceId) -> AgreementFacts:
    """Return the newest agreement of a workspace, whatever its state."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        rows = db.session.query(Agreement).filter_by(workspace_id=workspace_id).order_by(Agreement.created_at.desc())
        return agreement_facts(rows.first())


def changes_in(workspace_id: WorkspaceId) -> list[ChangeRow]:
    """Return the changes of a workspace, the newest first."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        return change_rows(workspace_id)


def charges_in(workspace_id: WorkspaceId) -> list[PeriodRow]:
    """Return what was charged and credited, in the order of days."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        return sorted(period_rows(workspace_id), key=lambda row: (row.first_on, row.kind))


def state_of(workspace_id: WorkspaceId) -> str:
    """Return the state of a workspace's only collaboration."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        return db.session.query(Collaboration).filter_by(workspace_id=workspace_id).one().state


def collaboration_in(workspace_id: WorkspaceId) -> UUID:
    """Return the id of a workspace's only collaboration."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        return db.session.query(Collaboration).filter_by(workspace_id=workspace_id).one().id


def attend_today(workspace_id: WorkspaceId) -> None:
    """Do what the day brings in a workspace."""
    actor = job_actor("workspace", workspace_id)
    with transaction(scope=actor.scope(acting=workspace_id)) as now:
        attend(actor, workspace_id, now=now)


def permits(person: Member, workspace_id: WorkspaceId) -> bool:
    """Return whether a person reaches a workspace at all, asked anew as every request does."""
    return workspace_id in person.actor().workspaces
