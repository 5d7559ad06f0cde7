"""A session: only the hash of its token is kept. Exempt from row security: it is read before anybody is known."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class Session(Base):
    """One browser that a person signed in with.

    `proven_at` is when the second factor was given first, `confirmed_at` when the person last proved who they are.
    """

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_user_id", "user_id"),)

    hash: Mapped[bytes] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    address: Mapped[str]
    agent: Mapped[str]
