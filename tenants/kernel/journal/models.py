"""An entry of the audit trail; the app may add and read, never change."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class JournalEntry(Base):
    """One act by a person or a job in one workspace or firm."""

    __tablename__ = "journal"
    __table_args__ = (
        CheckConstraint("scope_kind in ('workspace', 'firm')", name="scope_kind"),
        Index("ix_journal_scope_id_at", "scope_id", "at"),
        Index("ix_journal_scope_id_about_id_at", "scope_id", "about_id", "at"),
    )

    scope_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    scope_kind: Mapped[str]
    at: Mapped[datetime]
    user_id: Mapped[UUID | None]
    who: Mapped[str]
    firm_id: Mapped[UUID | None]
    act: Mapped[str]
    about_kind: Mapped[str]
    about_id: Mapped[UUID | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
