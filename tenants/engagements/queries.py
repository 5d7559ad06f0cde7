"""Reading engagements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.engagements.models import Engagement, EngagementMember
from tenants.kernel.db import db
from tenants.kernel.ids import EngagementId, FirmId
from tenants.users.models import User


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """A piece of work for a client, and who does it."""

    id: EngagementId
    name: str
    people: tuple[str, ...]
    created_at: datetime


def engagement_rows(firm_id: FirmId, client_id: UUID) -> list[EngagementRow]:
    """Return a client's engagements, the newest first."""
    found = db.session.scalars(
        select(Engagement)
        .where(Engagement.firm_id == firm_id, Engagement.client_id == client_id)
        .order_by(Engagement.created_at.desc(), Engagement.name)
    ).all()
    people = people_on(firm_id, [row.id for row in found])
    return [EngagementRow(EngagementId(row.id), row.name, people.get(row.id, ()), row.created_at) for row in found]


def engagement_names(firm_id: FirmId) -> list[str]:
    """Return the names of a firm's engagements, each once, for a filter."""
    names = select(Engagement.name).where(Engagement.firm_id == firm_id).distinct()
    return list(db.session.scalars(names.order_by(Engagement.name)))


def people_on(firm_id: FirmId, engagement_ids: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the names of who works on each of some engagements."""
    rows = db.session.execute(
        select(EngagementMember.engagement_id, User.name)
        .join(User, User.id == EngagementMember.user_id)
        .where(EngagementMember.firm_id == firm_id, EngagementMember.engagement_id.in_(engagement_ids))
        .order_by(User.name)
    )
    people: dict[UUID, tuple[str, ...]] = {}
    for engagement_id, name in rows:
        people[engagement_id] = (*people.get(engagement_id, ()), name)
    return people
