"""A firm's OpenID provider, and the people it vouches for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow, to_firm


class Provider(FirmRow, Base):
    """Where a firm's staff sign in: one per firm, its client secret sealed."""

    __tablename__ = "provider"
    __table_args__ = (to_firm(), UniqueConstraint("firm_id"))

    issuer: Mapped[str]
    client_id: Mapped[str]
    sealed_secret: Mapped[bytes]
    domains: Mapped[str]
    passwords_stay: Mapped[bool]
    changed_at: Mapped[datetime]


class Identity(Base):
    """A person as a firm's provider knows them: issuer and subject, never an address (OpenID Connect Core, 5.7)."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("firm_id", "issuer", "subject"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    firm_id: Mapped[UUID] = mapped_column(ForeignKey("firm.id"), primary_key=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    linked_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
