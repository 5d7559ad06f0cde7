"""A cover: from a day to a day, one of a firm's staff reaches what another works on."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow

MEMBER = ("firm_membership.firm_id", "firm_membership.user_id")


class Cover(FirmRow, Base):
    """Somebody stands in for a colleague; the moments are those of the firm's days, and access follows them."""

    __tablename__ = "cover"
    __table_args__ = (
        ForeignKeyConstraint(["firm_id", "away_id"], MEMBER),
        ForeignKeyConstraint(["firm_id", "stand_in_id"], MEMBER),
        CheckConstraint("first_day <= last_day", name="days"),
        CheckConstraint("away_id <> stand_in_id", name="people"),
        Index("ix_cover_firm_id_stand_in_id", "firm_id", "stand_in_id"),
    )

    away_id: Mapped[UUID]
    stand_in_id: Mapped[UUID]
    first_day: Mapped[date]
    last_day: Mapped[date]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    arranged_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    arranged_at: Mapped[datetime]
