"""What a day brings in a workspace: collaborations that end, an agreement that renews, and what goes with it."""

from datetime import datetime

from sqlalchemy import select

from tenants.agreements.actions import Attended, ask_for_charges, attend_agreement
from tenants.collaborations.ending import end_due
from tenants.collaborations.models import Collaboration
from tenants.kernel.actor import Actor
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.workspaces.queries import get_workspace


def attend(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> Attended:
    """Do what is due today in a workspace; doing it twice is doing it once."""
    today = local_day(now, get_workspace(workspace_id).country)
    end_due(actor, workspace_id, on=today, now=now)
    attended = attend_agreement(actor, workspace_id, on=today, now=now)
    for engagement_id in attended.engagements:
        _move(workspace_id, engagement_id)
    ask_for_charges(workspace_id, key=today.isoformat())
    return attended


def _move(workspace_id: WorkspaceId, engagement_id: object) -> None:
    """Have the running collaboration belong to another engagement."""
    running = db.session.scalars(
        select(Collaboration)
        .where(Collaboration.workspace_id == workspace_id, Collaboration.state.in_(("active", "ending")))
        .with_for_update()
    )
    for collaboration in running:
        collaboration.engagement_id = engagement_id
