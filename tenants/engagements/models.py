"""The engagement and the staff on it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow, to_firm, within_firm


class Engagement(FirmRow, Base):
    """A piece of work for a client, such as "Invoicing 2026"."""

    __tablename__ = "engagement"
    __table_args__ = (to_firm(), within_firm("client_id", "client"))

    client_id: Mapped[UUID]
    name: Mapped[str]
    created_at: Mapped[datetime]


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
