"""Taking a piece of work on for a client."""

from collections.abc import Collection
from datetime import datetime

from tenants.clients.models import Client
from tenants.engagements.models import Engagement, EngagementMember
from tenants.firms.queries import staff_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, EngagementId, FirmId, UserId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem


def add_engagement(
    actor: Actor, firm_id: FirmId, client_id: ClientId, name: str, members: Collection[UserId], *, now: datetime
) -> EngagementId:
    """Write an engagement and who of the staff works on it; they reach the client's workspace through it.

    Raises:
        InvalidFields: it has no name, or nobody works on it.
        NotFound: the client isn't on this firm's register.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    if db.session.get(Client, (firm_id, client_id)) is None:
        raise NotFound(client_id)
    problems = [Problem("engagement_name", msg("Fill this in."))] if not name.strip() else []
    staff = {row.user_id for row in staff_rows(firm_id)}
    if not members or not set(members) <= staff:
        problems.append(Problem("members", msg("Choose at least one person who does the work.")))
    if problems:
        raise InvalidFields(problems)
    engagement = Engagement(firm_id=firm_id, client_id=client_id, name=name.strip(), created_at=now)
    db.session.add(engagement)
    db.session.flush()
    for user_id in members:
        db.session.add(EngagementMember(firm_id=firm_id, engagement_id=engagement.id, user_id=user_id))
    db.session.flush()
    about = About("engagement", engagement.id, after={"name": name, "people": len(members)})
    enter_in_firm(actor, "engagement_added", about, in_=firm_id, now=now)
    return EngagementId(engagement.id)
