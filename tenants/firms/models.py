"""The firm and its staff."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class Firm(Base):
    """A company that practises accounting here."""

    __tablename__ = "firm"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), unique=True)
    email: Mapped[str]
    street: Mapped[str] = mapped_column(default="", server_default="")
    postal_code: Mapped[str] = mapped_column(default="", server_default="")
    city: Mapped[str] = mapped_column(default="", server_default="")
    vat_id: Mapped[str | None]
    einvoice_scheme: Mapped[str | None]
    einvoice_address: Mapped[str | None]
    einvoice_operator: Mapped[str | None]
    created_at: Mapped[datetime]


class FirmMembership(Base):
    """A person on a firm's staff, in one role."""

    __tablename__ = "firm_membership"
    __table_args__ = (
        CheckConstraint("role in ('owner', 'manager', 'accountant', 'assistant', 'auditor')", name="role"),
        Index("ix_firm_membership_user_id", "user_id"),
    )

    firm_id: Mapped[UUID] = mapped_column(ForeignKey("firm.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    role: Mapped[str]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
