"""Reading who stands in for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from tenants.absences.models import Cover
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId
from tenants.users.models import User


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A cover that lasts or is to come."""

    id: UUID
    away_id: UserId
    away: str
    stand_in: str
    first_day: date
    last_day: date


def cover_rows(firm_id: FirmId, *, now: datetime) -> list[CoverRow]:
    """Return a firm's covers that aren't over, the next to end first."""
    away, stand_in = aliased(User), aliased(User)
    rows = db.session.execute(
        select(Cover.id, Cover.away_id, away.name.label("away"), stand_in.name.label("stand_in"))
        .add_columns(Cover.first_day, Cover.last_day)
        .join(away, away.id == Cover.away_id)
        .join(stand_in, stand_in.id == Cover.stand_in_id)
        .where(Cover.firm_id == firm_id, Cover.until_at > now)
        .order_by(Cover.last_day, Cover.id)
    )
    return [CoverRow(row.id, UserId(row.away_id), row.away, row.stand_in, row.first_day, row.last_day) for row in rows]
