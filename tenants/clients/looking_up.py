"""Looking a company up: how it stands on the platform, by its badge only; every look is written down and counted."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import func, select, text

from tenants.clients.models import Client
from tenants.companies.queries import Badge, Standing, get_company, standing_of
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.journal.models import JournalEntry
from tenants.kernel.refusals import Conflict, NotFound
from tenants.registries.business_ids import parse_business_id

ACT = "company_looked_up"
WITHIN = timedelta(hours=1)
MOST_OF_A_PERSON, MOST_OF_A_FIRM = 120, 600
# One look of a firm at a time, so that many at once can't slip under the limit.
TAKE_TURNS = text("select pg_advisory_xact_lock(hashtextextended(:firm, 4))")


class TooManyLookUps(Conflict):
    """Too many companies were looked up within an hour. Wait a while, then go on."""


def look_company_up(actor: Actor, firm_id: FirmId, country: Country, business_id: str, *, now: datetime) -> Standing:
    """Return how a company stands on the platform; the look is written into the firm's journal.

    Raises:
        TooManyLookUps: a person made 120, or a firm 600, within an hour.
        Refusal: the business id isn't valid in its country; the sentence says what is wrong with it.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    canonical = parse_business_id(country, business_id)
    _count(actor, firm_id, now)
    standing = standing_of(country, canonical)
    after = {"country": country, "business_id": canonical, "badge": standing.badge}
    enter_in_firm(actor, ACT, About("company", after=after), in_=firm_id, now=now)
    db.session.flush()
    return standing


def look_client_up(actor: Actor, firm_id: FirmId, client_id: ClientId, *, now: datetime) -> Standing:
    """Look a client up and keep its badge on the register, with the moment.

    Raises:
        NotFound: the client isn't on this firm's register.
        TooManyLookUps: see `look_company_up`.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    client = db.session.get(Client, (firm_id, client_id), with_for_update=True)
    if client is None:
        raise NotFound(client_id)
    company = get_company(client.company_id)
    standing = look_company_up(actor, firm_id, company.country, company.business_id, now=now)
    keep_badge(client, standing, now=now)
    return standing


def keep_badge(client: Client, standing: Standing, *, now: datetime) -> None:
    """Keep what a look-up told on a client's row."""
    client.badge, client.badge_variant = standing.badge, standing.variant
    client.badge_renewal, client.looked_up_at = standing.renewal_month, now


def kept_standing(client: Client) -> Standing | None:
    """Return what the last look-up told of a client, or None where there was none."""
    if client.badge is None:
        return None
    return Standing(cast("Badge", client.badge), client.badge_variant, client.badge_renewal)


def _count(actor: Actor, firm_id: FirmId, now: datetime) -> None:
    db.session.execute(TAKE_TURNS, {"firm": str(firm_id)})
    if _looks(firm_id, None, now) >= MOST_OF_A_FIRM or _looks(firm_id, actor.user_id, now) >= MOST_OF_A_PERSON:
        raise TooManyLookUps(firm_id)


def _looks(firm_id: FirmId, user_id: UUID | None, now: datetime) -> int:
    looks = select(func.count()).where(
        JournalEntry.scope_id == firm_id, JournalEntry.act == ACT, JournalEntry.at > now - WITHIN
    )
    if user_id is not None:
        looks = looks.where(JournalEntry.user_id == user_id)
    return db.session.scalar(looks) or 0
