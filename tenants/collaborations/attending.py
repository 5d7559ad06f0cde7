"""What a day brings in a workspace: collaborations that end, an agreement that renews, and what goes with it."""

from datetime import datetime

from tenants.agreements.actions import Attended, ask_for_charges, attend_agreement
from tenants.collaborations.changing import move
from tenants.collaborations.ending import end_due
from tenants.kernel.actor import Actor
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.workspaces.queries import get_workspace


def attend(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> Attended:
    """Do what is due today in a workspace; doing it twice is doing it once."""
    today = local_day(now, get_workspace(workspace_id).country)
    end_due(actor, workspace_id, on=today, now=now)
    attended = attend_agreement(actor, workspace_id, on=today, now=now)
    for engagement_id in attended.engagements:
        move(workspace_id, engagement_id)
    ask_for_charges(workspace_id, on=today, key=today.isoformat())
    return attended
