"""The firm's register as a list: each client with its engagement and how far the collaboration has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, column, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from tenants.agreements.models import Agreement
from tenants.clients.models import Client
from tenants.collaborations.models import Collaboration
from tenants.collaborations.rules import OPEN, RUNNING
from tenants.companies.models import Company
from tenants.engagements.models import Engagement, EngagementMember
from tenants.engagements.queries import people_on
from tenants.invitations.queries import SentInvitation, sent_invitations
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId
from tenants.registries.business_ids import format_business_id
from tenants.registries.digits import without_separators
from tenants.users.models import User

NOT_STARTED = "none"
# What is cancelled doesn't renew, and nobody has to do anything about it by that day.
RENEWS_ON = case((Agreement.ends_on.is_(None), Agreement.renews_on))


@dataclass(frozen=True, slots=True)
class ClientFilter:
    """What narrows and orders the register; `state` may be "none" for clients without a collaboration."""

    search: str = ""
    state: str = ""
    engagement: str = ""
    responsible: UUID | None = None
    variant: str = ""
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client as the register lists it; `state` is None where no collaboration was started."""

    id: ClientId
    name: str
    registered_as: str
    engagement: str
    responsible: str
    team: tuple[str, ...]
    state: str | None
    variant: str | None
    renews_on: date | None
    invited_at: datetime | None
    workspace_id: UUID | None
    invitation: SentInvitation | None


def client_count(firm_id: FirmId, wanted: ClientFilter) -> int:
    """Return how many of a firm's clients match."""
    matching = _register(firm_id, wanted).subquery()
    return db.session.scalar(select(func.count()).select_from(matching)) or 0


def client_rows(firm_id: FirmId, wanted: ClientFilter, *, offset: int, at_most: int, now: datetime) -> list[ClientRow]:
    """Return a page of a firm's clients, in three queries however many there are."""
    query = _register(firm_id, wanted).order_by(*_order(wanted)).offset(offset).limit(at_most)
    rows = db.session.execute(query).all()
    people = people_on(firm_id, [row.engagement_id for row in rows if row.engagement_id])
    sent = sent_invitations(firm_id, [row.collaboration_id for row in rows if row.collaboration_id], now=now)
    return [
        ClientRow(
            id=ClientId(row.id),
            name=row.name,
            registered_as=f"{row.country} {format_business_id(row.country, row.business_id)}",
            engagement=row.engagement or "",
            responsible=row.responsible or "",
            team=people.get(row.engagement_id, ()),
            state=row.state,
            variant=row.variant,
            renews_on=row.renews_on,
            invited_at=row.invited_at,
            workspace_id=row.workspace_id,
            invitation=sent.get(row.collaboration_id),
        )
        for row in rows
    ]


def client_ids(firm_id: FirmId, wanted: ClientFilter, *, among: Collection[UUID] | None = None) -> list[ClientId]:
    """Return the ids of a firm's clients that match, by name; only those `among` some where they are given."""
    query = _register(firm_id, wanted).order_by(*_order(wanted))
    if among is not None:
        query = query.where(Client.id.in_(among))
    return [ClientId(row.id) for row in db.session.execute(query)]


def _register(firm_id: FirmId, wanted: ClientFilter) -> Select[Any]:
    work = _work_that_counts(firm_id)
    # The plan of a client that has left, or that is only asked, isn't the firm's to see.
    theirs = or_(work.c.state.in_(RUNNING), Agreement.state == "proposed")
    same_deal = and_(Agreement.workspace_id == work.c.workspace_id, Agreement.id == work.c.agreement_id, theirs)
    return (
        select(
            Client.id,
            Company.name,
            Company.country,
            Company.business_id,
            work.c.engagement_id,
            work.c.engagement,
            work.c.collaboration_id,
            work.c.state,
            work.c.invited_at,
            work.c.workspace_id,
            Agreement.variant,
            RENEWS_ON.label("renews_on"),
            User.name.label("responsible"),
        )
        .join(Company, Company.id == Client.company_id)
        .outerjoin(User, User.id == Client.responsible_id)
        .outerjoin(work, work.c.client_id == Client.id)
        .outerjoin(Agreement, same_deal)
        .where(Client.firm_id == firm_id, *_narrowed(firm_id, wanted, work))
    )


def _work_that_counts(firm_id: FirmId) -> Subquery:
    """Select one engagement for each client: that of the open collaboration, else of the last one, else the newest."""
    same = and_(Collaboration.firm_id == Engagement.firm_id, Collaboration.engagement_id == Engagement.id)
    return (
        select(
            Engagement.client_id,
            Engagement.id.label("engagement_id"),
            Engagement.name.label("engagement"),
            Collaboration.id.label("collaboration_id"),
            Collaboration.workspace_id,
            Collaboration.agreement_id,
            Collaboration.state,
            Collaboration.invited_at,
        )
        .outerjoin(Collaboration, same)
        .where(Engagement.firm_id == firm_id)
        .order_by(
            Engagement.client_id,
            Collaboration.state.in_(OPEN).desc().nulls_last(),
            Collaboration.invited_at.desc().nulls_last(),
            Engagement.created_at.desc(),
        )
        .ext(distinct_on(Engagement.client_id))
        .subquery("work")
    )


def _narrowed(firm_id: FirmId, wanted: ClientFilter, work: Subquery) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = []
    if looked_for := wanted.search.strip().lower():
        digits = without_separators(looked_for) or looked_for
        in_names = (func.strpos(func.lower(place), looked_for) > 0 for place in (Company.name, work.c.engagement))
        narrowed.append(or_(*in_names, func.strpos(Company.business_id, digits) > 0))
    if wanted.state:
        narrowed.append(work.c.state.is_(None) if wanted.state == NOT_STARTED else work.c.state == wanted.state)
    if wanted.engagement:
        narrowed.append(work.c.engagement == wanted.engagement)
    if wanted.variant:
        narrowed.append(Agreement.variant == wanted.variant)
    if wanted.responsible:
        theirs = select(EngagementMember.engagement_id).where(
            EngagementMember.firm_id == firm_id, EngagementMember.user_id == wanted.responsible
        )
        narrowed.append(or_(Client.responsible_id == wanted.responsible, work.c.engagement_id.in_(theirs)))
    return narrowed


def _order(wanted: ClientFilter) -> tuple[Any, ...]:
    """Return the order asked for, then the name; what a client doesn't have stands last either way."""
    columns: dict[str, ColumnElement[Any]] = {
        "business_id": Company.business_id.expression,
        "engagement": column("engagement"),
        "state": column("state"),
        "variant": Agreement.variant.expression,
        "renewal": RENEWS_ON,
        "responsible": User.name.expression,
        "invited": column("invited_at"),
    }
    name = func.lower(Company.name)
    chosen = columns.get(wanted.sort)
    if chosen is None:
        return (name.desc() if wanted.descending else name, Client.id)
    return ((chosen.desc() if wanted.descending else chosen.asc()).nulls_last(), name, Client.id)
