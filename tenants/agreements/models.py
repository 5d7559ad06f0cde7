"""The agreement: which variant, for how long, at what price, and who pays."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace


class Agreement(WorkspaceRow, Base):
    """A workspace's subscription; `firm_id` is the firm that proposed it. The price is in minor units, per period."""

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("variant in ('invoice', 'start', 'smart', 'pro')", name="variant"),
        CheckConstraint("months in (3, 12)", name="months"),
        CheckConstraint("payer in ('firm', 'client')", name="payer"),
        CheckConstraint("state in ('proposed', 'active', 'ending', 'ended', 'lapsed')", name="state"),
        CheckConstraint(
            "state not in ('active', 'ending') or (starts_on is not null and renews_on is not null)", name="started"
        ),
        Index(
            "uq_agreement_subscribed",
            "workspace_id",
            unique=True,
            postgresql_where=text("state in ('active', 'ending')"),
        ),
        to_workspace(),
    )

    firm_id: Mapped[UUID] = mapped_column(ForeignKey("firm.id"))
    variant: Mapped[str]
    months: Mapped[int] = mapped_column(SmallInteger)
    payer: Mapped[str]
    price_minor: Mapped[int]
    currency: Mapped[str]
    notice_days: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str]
    created_at: Mapped[datetime]
    starts_on: Mapped[date | None]
    renews_on: Mapped[date | None]
