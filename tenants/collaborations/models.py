"""The collaboration of a firm with a workspace; both sides see it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_firm, within_workspace


class Collaboration(WorkspaceRow, Base):
    """The firm may work in the workspace while this is active or ending."""

    __tablename__ = "collaboration"
    __table_args__ = (
        CheckConstraint(
            "state in ('invited', 'active', 'ending', 'ended', 'declined', 'withdrawn', 'expired')", name="state"
        ),
        Index("ix_collaboration_firm_id_state", "firm_id", "state"),
        Index(
            "uq_collaboration_open",
            "workspace_id",
            "firm_id",
            unique=True,
            postgresql_where=text("state in ('invited', 'active', 'ending')"),
        ),
        to_workspace(),
        within_firm("engagement_id", "engagement"),
        within_workspace("agreement_id", "agreement"),
    )

    firm_id: Mapped[UUID]
    engagement_id: Mapped[UUID]
    agreement_id: Mapped[UUID]
    state: Mapped[str]
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    invited_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
