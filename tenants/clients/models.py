"""The client: a company on a firm's register."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow, to_firm


class Client(FirmRow, Base):
    """A company on a firm's register, with its contact."""

    __tablename__ = "client"
    __table_args__ = (UniqueConstraint("firm_id", "company_id"), to_firm())

    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"))
    contact_name: Mapped[str]
    contact_email: Mapped[str]
    contact_phone: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime]
