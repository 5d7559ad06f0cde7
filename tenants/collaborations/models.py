"""The collaboration of a firm with a workspace; both sides see it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_firm, within_workspace


class Collaboration(WorkspaceRow, Base):
    """The firm may work in the workspace while this is active or ending.

    `way` is how the company stood when it was asked; `settled_*` and `reason` tell of a request that came to nothing.
    """

    __tablename__ = "collaboration"
    __table_args__ = (
        CheckConstraint(
            "state in ('invited', 'active', 'ending', 'ended', 'declined', 'withdrawn', 'expired')", name="state"
        ),
        CheckConstraint("way in ('subscribed', 'known', 'new')", name="way"),
        Index("ix_collaboration_firm_id_state", "firm_id", "state"),
        Index("ix_collaboration_firm_id_invited_at", "firm_id", "invited_at"),
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
    way: Mapped[str] = mapped_column(default="new", server_default="new")
    open_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str | None]


class HandOver(WorkspaceRow, Base):
    """Who pays the client's plan from the day on which the firm that pays it today no longer works there.

    The firm proposes it with its request, without knowing who pays today; whether it is needed is found out where the
    client's admin agrees.
    """

    __tablename__ = "hand_over"
    __table_args__ = (
        CheckConstraint("payer in ('firm', 'client')", name="payer"),
        CheckConstraint("state in ('proposed', 'agreed', 'unneeded', 'void', 'done')", name="state"),
        UniqueConstraint("workspace_id", "collaboration_id"),
        within_workspace("collaboration_id", "collaboration"),
    )

    firm_id: Mapped[UUID]
    collaboration_id: Mapped[UUID]
    payer: Mapped[str]
    state: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    agreed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    agreed_at: Mapped[datetime | None]


class CollaborationEnding(WorkspaceRow, Base):
    """The end of a collaboration as somebody asked for it: from which day, what stays, what was left open.

    `ends_on` is the first day without it; `left_open` counts what waited when it was asked for, by kind.
    """

    __tablename__ = "collaboration_ending"
    __table_args__ = (
        CheckConstraint("outcome in ('continues', 'read_only')", name="outcome"),
        Index(
            "uq_collaboration_ending_open",
            "workspace_id",
            "collaboration_id",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
        within_workspace("collaboration_id", "collaboration"),
    )

    collaboration_id: Mapped[UUID]
    ends_on: Mapped[date]
    outcome: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_firm_id: Mapped[UUID | None]
    asked_at: Mapped[datetime]
    left_open: Mapped[dict[str, Any]]
    withdrawn_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
