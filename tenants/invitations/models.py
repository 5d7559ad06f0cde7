"""The invitation: only the hash of its link is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from tenants.kernel.db import Base, WorkspaceRow, within_workspace


class Invitation(WorkspaceRow, Base):
    """A link that lets one person accept one collaboration once."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("workspace_id", "hash"),
        Index("ix_invitation_hash", "hash"),
        within_workspace("collaboration_id", "collaboration"),
    )

    firm_id: Mapped[UUID]
    collaboration_id: Mapped[UUID]
    email: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    hash: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
