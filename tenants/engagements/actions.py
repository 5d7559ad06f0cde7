"""Taking a piece of work on for a client, and changing what it is and who does it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from tenants.clients.models import Client
from tenants.engagements.models import Engagement, EngagementMember
from tenants.engagements.rules import OPEN_ENDED, SERVICES, Terms
from tenants.firms.queries import staff_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, EngagementId, FirmId, UserId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem


def add_engagement(
    actor: Actor,
    firm_id: FirmId,
    client_id: ClientId,
    name: str,
    members: Collection[UserId],
    *,
    terms: Terms = OPEN_ENDED,
    now: datetime,
) -> EngagementId:
    """Write an engagement and who of the staff works on it; they reach the client's workspace through it.

    Raises:
        InvalidFields: it has no name, nobody works on it, or it ends before it begins.
        NotFound: the client isn't on this firm's register.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    if db.session.get(Client, (firm_id, client_id)) is None:
        raise NotFound(client_id)
    _refuse(firm_id, name, members, terms)
    engagement = Engagement(firm_id=firm_id, client_id=client_id, created_at=now)
    _write(engagement, name, terms)
    db.session.add(engagement)
    db.session.flush()
    _staff(engagement, members)
    about = About("engagement", engagement.id, after={"name": name, "people": len(members)})
    enter_in_firm(actor, "engagement_added", about, in_=firm_id, now=now)
    return EngagementId(engagement.id)


def change_engagement(
    actor: Actor,
    firm_id: FirmId,
    engagement_id: EngagementId,
    name: str,
    members: Collection[UserId],
    *,
    terms: Terms = OPEN_ENDED,
    now: datetime,
) -> None:
    """Write what an engagement is, and who works on it; who is taken off loses the client's books at once.

    Raises:
        InvalidFields: it has no name, nobody works on it, or it ends before it begins.
        NotFound: it isn't this firm's.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    engagement = db.session.get(Engagement, (firm_id, engagement_id), with_for_update=True)
    if engagement is None:
        raise NotFound(engagement_id)
    _refuse(firm_id, name, members, terms)
    before = _told(engagement)
    _write(engagement, name, terms)
    _staff(engagement, members)
    about = About("engagement", engagement.id, before=before, after=_told(engagement))
    enter_in_firm(actor, "engagement_changed", about, in_=firm_id, now=now)


def _refuse(firm_id: FirmId, name: str, members: Collection[UserId], terms: Terms) -> None:
    problems = [Problem("engagement_name", msg("Fill this in."))] if not name.strip() else []
    staff = {row.user_id for row in staff_rows(firm_id)}
    if not members or not set(members) <= staff:
        problems.append(Problem("members", msg("Choose at least one person who does the work.")))
    if not set(terms.services) <= set(SERVICES):
        problems.append(Problem("services", msg("Choose one.")))
    if terms.is_backwards:
        problems.append(Problem("ends_on", msg("The last day is before the first.")))
    if problems:
        raise InvalidFields(problems)


def _write(engagement: Engagement, name: str, terms: Terms) -> None:
    engagement.name = name.strip()
    engagement.services = [code for code in SERVICES if code in terms.services]
    engagement.starts_on, engagement.ends_on = terms.starts_on, terms.ends_on


def _staff(engagement: Engagement, members: Collection[UserId]) -> None:
    here = (EngagementMember.firm_id == engagement.firm_id, EngagementMember.engagement_id == engagement.id)
    there = set(db.session.scalars(select(EngagementMember.user_id).where(*here)))
    gone = there - set(members)
    db.session.execute(delete(EngagementMember).where(*here, EngagementMember.user_id.in_(gone)))
    place = {"firm_id": engagement.firm_id, "engagement_id": engagement.id}
    db.session.add_all(EngagementMember(**place, user_id=user_id) for user_id in set(members) - there)
    db.session.flush()


def _told(engagement: Engagement) -> dict[str, object]:
    here = (EngagementMember.firm_id == engagement.firm_id, EngagementMember.engagement_id == engagement.id)
    people = len(db.session.scalars(select(EngagementMember.user_id).where(*here)).all())
    days = {"starts_on": engagement.starts_on, "ends_on": engagement.ends_on}
    told = {"name": engagement.name, "services": ", ".join(engagement.services), "people": people}
    return told | {name: value for name, value in days.items() if value}
