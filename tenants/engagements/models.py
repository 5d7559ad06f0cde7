"""The engagement and the staff on it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow, to_firm, within_firm


class Engagement(FirmRow, Base):
    """A piece of work for a client, such as "Invoicing 2026": what is done for it, and from when to when."""

    __tablename__ = "engagement"
    __table_args__ = (
        to_firm(),
        within_firm("client_id", "client"),
        CheckConstraint("ends_on is null or starts_on is null or ends_on >= starts_on", name="period"),
    )

    client_id: Mapped[UUID]
    name: Mapped[str]
    created_at: Mapped[datetime]
    services: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class EngagementMember(Base):
    """A person of the staff who works on an engagement, and so reaches the client's workspace."""

    __tablename__ = "engagement_member"
    __table_args__ = (
        within_firm("engagement_id", "engagement"),
        ForeignKeyConstraint(["firm_id", "user_id"], ["firm_membership.firm_id", "firm_membership.user_id"]),
    )

    firm_id: Mapped[UUID] = mapped_column(primary_key=True)
    engagement_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
