"""The invitation to a firm's staff: only the hash of its link is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow, to_firm


class StaffInvitation(FirmRow, Base):
    """A link that lets one person join a firm's staff once, in one role; `mail` says what became of the last mail."""

    __tablename__ = "staff_invitation"
    __table_args__ = (
        to_firm(),
        UniqueConstraint("firm_id", "hash"),
        Index("ix_staff_invitation_hash", "hash"),
        CheckConstraint("role in ('owner', 'manager', 'accountant', 'assistant', 'auditor')", name="role"),
        CheckConstraint("mail in ('queued', 'sent', 'failed', 'unknown')", name="mail"),
        CheckConstraint("(used_at is null) = (used_by is null)", name="used"),
    )

    email: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    role: Mapped[str]
    hash: Mapped[bytes]
    mail: Mapped[str]
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
