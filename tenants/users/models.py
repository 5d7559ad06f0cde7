"""The user: one login, any number of memberships. Exempt from row security: a person belongs to no tenant."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class User(Base):
    """A natural person who can sign in."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email"),
        CheckConstraint("language in ('fi', 'sv', 'nb', 'da', 'en')", name="language"),
        CheckConstraint("theme in ('auto', 'light', 'dark')", name="theme"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str]
    theme: Mapped[str] = mapped_column(default="auto")
    password_hash: Mapped[str | None]
    totp_secret: Mapped[bytes | None]
    totp_step: Mapped[int | None]
    passkeys: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
