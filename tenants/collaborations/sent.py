"""The requests that a firm has sent: who was asked when, by whom, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from tenants.clients.models import Client
from tenants.collaborations.models import Collaboration
from tenants.collaborations.rules import Outcome, outcome_of
from tenants.companies.models import Company
from tenants.companies.queries import Badge
from tenants.engagements.models import Engagement
from tenants.invitations.models import Invitation
from tenants.invitations.queries import MailState, sent_invitations
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId
from tenants.users.models import User

Found = Select[Collaboration, str, UUID, str, str, str, datetime | None, datetime]
OUTCOMES: tuple[Outcome, ...] = ("waiting", "joined", "expired", "accepted", "declined", "withdrawn")


@dataclass(frozen=True, slots=True)
class SentFilter:
    """What narrows and orders the requests; the newest first unless said."""

    outcome: str = ""
    search: str = ""
    asked_by: UUID | None = None
    sort: str = "asked"
    descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """A request as the firm follows it; `email` is empty where the company's own admin was asked."""

    id: UUID
    client_id: ClientId
    client: str
    engagement: str
    way: Badge
    email: str
    asked_at: datetime
    asked_by: str
    outcome: Outcome
    answered_at: datetime | None
    reason: str
    mail: MailState | None


def sent_count(firm_id: FirmId, wanted: SentFilter, *, now: datetime) -> int:
    """Return how many requests of a firm match."""
    return db.session.scalar(select(func.count()).select_from(_sent(firm_id, wanted, now).subquery())) or 0


def sent_rows(firm_id: FirmId, wanted: SentFilter, *, offset: int, at_most: int, now: datetime) -> list[SentRow]:
    """Return a page of the requests that a firm has sent."""
    query = _sent(firm_id, wanted, now).order_by(*_order(wanted)).offset(offset).limit(at_most)
    rows = db.session.execute(query).all()
    mails = sent_invitations(firm_id, [row.Collaboration.id for row in rows], now=now)
    return [_row(row, mails[row.Collaboration.id].mail if row.Collaboration.id in mails else None, now) for row in rows]


def _sent(firm_id: FirmId, wanted: SentFilter, now: datetime) -> Found:
    same_work = and_(Engagement.firm_id == Collaboration.firm_id, Engagement.id == Collaboration.engagement_id)
    its_client = and_(Client.firm_id == Engagement.firm_id, Client.id == Engagement.client_id)
    its_link = and_(
        Invitation.workspace_id == Collaboration.workspace_id, Invitation.collaboration_id == Collaboration.id
    )
    return (
        select(
            Collaboration,
            Engagement.name.label("engagement"),
            Client.id.label("client_id"),
            Company.name.label("client"),
            User.name.label("asked_by"),
            Invitation.email,
            Invitation.used_at,
            Invitation.expires_at,
        )
        .join(Engagement, same_work)
        .join(Client, its_client)
        .join(Company, Company.id == Client.company_id)
        .join(User, User.id == Collaboration.invited_by)
        .outerjoin(Invitation, its_link)
        .where(Collaboration.firm_id == firm_id, *_narrowed(wanted, now))
    )


def _narrowed(wanted: SentFilter, now: datetime) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = []
    if wanted.outcome:
        narrowed.append(_outcome(now) == wanted.outcome)
    if wanted.asked_by:
        narrowed.append(Collaboration.invited_by == wanted.asked_by)
    if looked_for := wanted.search.strip().lower():
        places = (Company.name, Invitation.email, User.name)
        narrowed.append(or_(*(func.strpos(func.lower(place), looked_for) > 0 for place in places)))
    return narrowed


def _outcome(now: datetime) -> ColumnElement[str]:
    """Select what came of a request, by the same rule as `outcome_of`."""
    until = func.coalesce(Invitation.expires_at, Collaboration.open_until)
    return case(
        (Collaboration.state.in_(["active", "ending", "ended"]), literal("accepted")),
        (Collaboration.state != "invited", Collaboration.state),
        (Invitation.used_at.is_not(None), literal("joined")),
        (until <= now, literal("expired")),
        else_=literal("waiting"),
    )


def _order(wanted: SentFilter) -> tuple[Any, ...]:
    columns: dict[str, Any] = {
        "client": func.lower(Company.name),
        "answered": func.coalesce(Collaboration.activated_at, Collaboration.settled_at),
    }
    chosen = columns.get(wanted.sort, Collaboration.invited_at)
    return ((chosen.desc() if wanted.descending else chosen.asc()).nulls_last(), Collaboration.id)


def _row(row: Any, mail: MailState | None, now: datetime) -> SentRow:
    asked = row.Collaboration
    joined, until = row.used_at is not None, row.expires_at or asked.open_until
    return SentRow(
        id=asked.id,
        client_id=ClientId(row.client_id),
        client=row.client,
        engagement=row.engagement,
        way=cast("Badge", asked.way),
        email=row.email or "",
        asked_at=asked.invited_at,
        asked_by=row.asked_by,
        outcome=outcome_of(asked.state, joined=joined, open_until=until, now=now),
        answered_at=asked.activated_at or asked.settled_at,
        reason=asked.reason or "",
        mail=mail,
    )
