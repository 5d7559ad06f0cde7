"""Reading engagements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from tenants.clients.models import Client
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
    services: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    member_ids: frozenset[UUID] = frozenset()


def engagement_rows(firm_id: FirmId, client_id: UUID) -> list[EngagementRow]:
    """Return a client's engagements, the newest first."""
    found = db.session.scalars(
        select(Engagement)
        .where(Engagement.firm_id == firm_id, Engagement.client_id == client_id)
        .order_by(Engagement.created_at.desc(), Engagement.name)
    ).all()
    ids = [row.id for row in found]
    people, members = people_on(firm_id, ids), members_of(firm_id, ids)
    return [
        EngagementRow(
            id=EngagementId(row.id),
            name=row.name,
            people=people.get(row.id, ()),
            created_at=row.created_at,
            services=tuple(row.services),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            member_ids=members.get(row.id, frozenset()),
        )
        for row in found
    ]


def members_of(firm_id: FirmId, engagement_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return who works on each of some engagements, by their users' ids."""
    mine = (EngagementMember.firm_id == firm_id, EngagementMember.engagement_id.in_(engagement_ids))
    members: dict[UUID, frozenset[UUID]] = {}
    for row in db.session.scalars(select(EngagementMember).where(*mine)):
        members[row.engagement_id] = members.get(row.engagement_id, frozenset()) | {row.user_id}
    return members


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


def engagement_choices(firm_id: UUID, company_id: UUID) -> list[EngagementRow]:
    """Return a firm's engagements for a company on its register, the newest first."""
    client = select(Client.id).where(Client.firm_id == firm_id, Client.company_id == company_id)
    found = db.session.scalar(client)
    return engagement_rows(FirmId(firm_id), found) if found else []
