"""A published rate; nobody's own, so it has no workspace."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class ExchangeRate(Base):
    """How much of a currency a euro bought on a day, who published it, and when it was taken in; never changed."""

    __tablename__ = "exchange_rate"
    __table_args__ = (CheckConstraint("per_euro > 0", name="per_euro"),)

    currency: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    per_euro: Mapped[Decimal] = mapped_column(Numeric(20, 8))
    source: Mapped[str]
    kept_at: Mapped[datetime]
