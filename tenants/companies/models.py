"""The company: a legal person, unique by country and business id. Exempt from row security: it is nobody's."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class Company(Base):
    """A legal person, whoever brought it onto the platform."""

    __tablename__ = "company"
    __table_args__ = (
        UniqueConstraint("country", "business_id"),
        CheckConstraint("country in ('FI', 'SE', 'NO', 'DK')", name="country"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    country: Mapped[str]
    business_id: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime]
