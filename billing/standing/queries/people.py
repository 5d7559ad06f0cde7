"""Which clients wait for an answer, and who of the firm answers for which client."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.clients.models import Client
from tenants.collaborations.models import Collaboration
from tenants.collaborations.rules import RUNNING
from tenants.companies.models import Company
from tenants.engagements.models import Engagement, EngagementMember
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId, WorkspaceId
from tenants.users.models import User

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invited:
    """A client that was invited and hasn't answered."""

    firm_id: FirmId
    client_id: ClientId
    engagement_id: UUID
    name: str
    business_id: str
    invited_at: datetime


def invited_clients(firm_ids: Collection[UUID]) -> tuple[Invited, ...]:
    """Return the clients of some firms that haven't answered yet, the longest waiting first."""
    same_work = (Engagement.firm_id == Collaboration.firm_id) & (Engagement.id == Collaboration.engagement_id)
    same_client = (Client.firm_id == Engagement.firm_id) & (Client.id == Engagement.client_id)
    rows = db.session.execute(
        select(
            Collaboration.firm_id,
            Client.id,
            Collaboration.engagement_id,
            Company.name,
            Company.business_id,
            Collaboration.invited_at,
        )
        .join(Engagement, same_work)
        .join(Client, same_client)
        .join(Company, Company.id == Client.company_id)
        .where(Collaboration.firm_id.in_(firm_ids), Collaboration.state == "invited")
        .order_by(Collaboration.invited_at, Company.name)
    )
    return tuple(Invited(FirmId(row[0]), ClientId(row[1]), row[2], row[3], row[4], row[5]) for row in rows)


def owners_of(workspace_ids: Collection[UUID], firm_ids: Collection[UUID]) -> dict[WorkspaceId, Names]:
    """Return who of the firms works on the engagement of each workspace, by name."""
    on_it = (EngagementMember.firm_id == Collaboration.firm_id) & (
        EngagementMember.engagement_id == Collaboration.engagement_id
    )
    rows = db.session.execute(
        select(Collaboration.workspace_id, User.name)
        .join(EngagementMember, on_it)
        .join(User, User.id == EngagementMember.user_id)
        .where(
            Collaboration.workspace_id.in_(workspace_ids),
            Collaboration.firm_id.in_(firm_ids),
            Collaboration.state.in_(RUNNING),
        )
        .distinct()
        .order_by(User.name)
    )
    found: dict[WorkspaceId, Names] = {}
    for workspace_id, name in rows:
        key = WorkspaceId(workspace_id)
        found[key] = (*found.get(key, ()), name)
    return found


def people_of(engagement_ids: Collection[UUID], firm_ids: Collection[UUID]) -> dict[UUID, Names]:
    """Return who works on each of some engagements of some firms, by name."""
    rows = db.session.execute(
        select(EngagementMember.engagement_id, User.name)
        .join(User, User.id == EngagementMember.user_id)
        .where(EngagementMember.firm_id.in_(firm_ids), EngagementMember.engagement_id.in_(engagement_ids))
        .order_by(User.name)
    )
    found: dict[UUID, Names] = {}
    for engagement_id, name in rows:
        found[engagement_id] = (*found.get(engagement_id, ()), name)
    return found
