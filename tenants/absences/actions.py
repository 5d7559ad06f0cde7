"""Arranging that somebody stands in, and ending it early."""

from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from tenants.absences.models import Cover
from tenants.firms.queries import get_firm, staff_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.country import ZONES, local_day
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem

LONGEST = timedelta(days=366)


def arrange_cover(
    actor: Actor, firm_id: FirmId, away: UserId, stand_in: UserId, days: tuple[date, date], *, now: datetime
) -> UUID:
    """Let one of the staff reach what a colleague works on, from a day to a day, both included.

    Access begins and ends with the days in the firm's country, by itself. People arrange it for themselves;
    owners and managers for anybody.

    Raises:
        InvalidFields: one of both isn't on the staff, they are the same, or the days don't fit.
    """
    _may(actor, firm_id, away)
    zone = ZONES[get_firm(firm_id).country]
    today = local_day(now, get_firm(firm_id).country)
    first, last = days
    staff = {row.user_id for row in staff_rows(firm_id)}
    problems = []
    if not {away, stand_in} <= staff or away == stand_in:
        problems.append(Problem("stand_in", msg("Choose a colleague.")))
    if last < max(first, today) or last - first > LONGEST:
        problems.append(Problem("last_day", msg("Choose a last day that comes after the first one, within a year.")))
    if problems:
        raise InvalidFields(problems)
    cover = Cover(
        firm_id=firm_id,
        away_id=away,
        stand_in_id=stand_in,
        first_day=first,
        last_day=last,
        from_at=datetime.combine(first, time.min, zone),
        until_at=datetime.combine(last + timedelta(days=1), time.min, zone),
        arranged_by=cast("UserId", actor.user_id),
        arranged_at=now,
    )
    db.session.add(cover)
    db.session.flush()
    after = {"away": away, "stand_in": stand_in, "first_day": first, "last_day": last}
    enter_in_firm(actor, "cover_arranged", About("cover", cover.id, after=after), in_=firm_id, now=now)
    return cover.id


def end_cover(actor: Actor, firm_id: FirmId, cover_id: UUID, *, now: datetime) -> None:
    """End a cover now; access ends at the next request.

    Raises:
        NotFound: there is none, or it is over.
    """
    cover = db.session.get(Cover, (firm_id, cover_id), with_for_update=True)
    if cover is None or cover.until_at <= now:
        raise NotFound(cover_id)
    _may(actor, firm_id, UserId(cover.away_id))
    cover.until_at = now
    enter_in_firm(actor, "cover_ended", About("cover", cover.id), in_=firm_id, now=now)


def _may(actor: Actor, firm_id: FirmId, away: UserId) -> None:
    is_own = actor.user_id == away
    actor.must_in_firm(FirmPermission.SEE_FIRM if is_own else FirmPermission.MANAGE_PEOPLE, in_=firm_id)
