"""The agreement: which variant, for how long, at what price, and who pays; its changes, notices and periods."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class Agreement(WorkspaceRow, Base):
    """A workspace's subscription; `firm_id` is the firm that proposed it. The price is in minor units, per period.

    `renews_on` is `months_counted` months after `anchored_on`, so that a month's end is never lost on the way.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("variant in ('invoice', 'start', 'smart', 'pro')", name="variant"),
        CheckConstraint("months in (3, 12)", name="months"),
        CheckConstraint("payer in ('firm', 'client')", name="payer"),
        CheckConstraint("(payer = 'firm') = (payer_firm_id is not null)", name="payer_firm"),
        CheckConstraint("state in ('proposed', 'active', 'ending', 'ended', 'lapsed')", name="state"),
        CheckConstraint(
            "state not in ('active', 'ending') or (starts_on is not null and renews_on is not null)", name="started"
        ),
        CheckConstraint("(renews_on is null) = (anchored_on is null)", name="anchored"),
        CheckConstraint("state <> 'ending' or ends_on is not null", name="ending"),
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
    payer_firm_id: Mapped[UUID | None]
    price_minor: Mapped[int]
    currency: Mapped[str]
    notice_days: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str]
    created_at: Mapped[datetime]
    starts_on: Mapped[date | None]
    anchored_on: Mapped[date | None]
    months_counted: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))
    renews_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    # The price from the coming renewal on, once it was told 30 days before; null where it stays.
    next_price_minor: Mapped[int | None]


class AgreementChange(WorkspaceRow, Base):
    """A change that somebody asked for: what is to be different, from when, whose consent it needs and got.

    What stays is null. `credit_minor` and `charge_minor` are what it cost, once applied.
    """

    __tablename__ = "agreement_change"
    __table_args__ = (
        CheckConstraint("variant in ('invoice', 'start', 'smart', 'pro')", name="variant"),
        CheckConstraint("months in (3, 12)", name="months"),
        CheckConstraint("payer in ('firm', 'client')", name="payer"),
        CheckConstraint("(payer is not distinct from 'firm') = (payer_firm_id is not null)", name="payer_firm"),
        CheckConstraint("takes_effect in ('now', 'renewal', 'collaboration_end')", name="takes_effect"),
        CheckConstraint("takes_effect <> 'collaboration_end' or collaboration_id is not null", name="awaited"),
        CheckConstraint("state in ('waiting', 'agreed', 'applied', 'refused', 'withdrawn', 'lapsed')", name="state"),
        CheckConstraint("consent_of in ('firm', 'client')", name="consent_of"),
        CheckConstraint(
            "state not in ('agreed', 'applied') or consent_of is null or consent_at is not null", name="consented"
        ),
        CheckConstraint("(state = 'applied') = (effective_on is not null)", name="applied"),
        Index("ix_agreement_change_workspace_id_agreement_id", "workspace_id", "agreement_id", "state"),
        within_workspace("agreement_id", "agreement"),
        within_workspace("collaboration_id", "collaboration"),
    )

    agreement_id: Mapped[UUID]
    variant: Mapped[str | None]
    months: Mapped[int | None] = mapped_column(SmallInteger)
    payer: Mapped[str | None]
    payer_firm_id: Mapped[UUID | None]
    engagement_id: Mapped[UUID | None]
    collaboration_id: Mapped[UUID | None]
    takes_effect: Mapped[str]
    state: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_firm_id: Mapped[UUID | None]
    asked_at: Mapped[datetime]
    consent_of: Mapped[str | None]
    consent_firm_id: Mapped[UUID | None]
    consent_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    consent_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None]
    reason: Mapped[str | None]
    effective_on: Mapped[date | None]
    credit_minor: Mapped[int | None]
    charge_minor: Mapped[int | None]


class AgreementNotice(WorkspaceRow, Base):
    """Notice of a coming renewal, given once 30 and once 7 days before it."""

    __tablename__ = "agreement_notice"
    __table_args__ = (
        UniqueConstraint("workspace_id", "agreement_id", "renews_on", "days_before", name="uq_agreement_notice_once"),
        CheckConstraint("days_before in (30, 7)", name="days_before"),
        within_workspace("agreement_id", "agreement"),
    )

    agreement_id: Mapped[UUID]
    renews_on: Mapped[date]
    days_before: Mapped[int] = mapped_column(SmallInteger)
    given_at: Mapped[datetime]


class AgreementPeriod(WorkspaceRow, Base):
    """What is charged or credited for days of an agreement, and to whom; the first and the last day both count.

    `period` is a whole period, once for each first day; `rest` and `credit` come of a change, once each.
    `requested_at` is when it became a billing request of the platform.
    """

    __tablename__ = "agreement_period"
    __table_args__ = (
        CheckConstraint("kind in ('period', 'rest', 'credit')", name="kind"),
        CheckConstraint("first_on <= last_on", name="days"),
        CheckConstraint("amount_minor >= 0", name="amount"),
        CheckConstraint("(payer = 'firm') = (payer_firm_id is not null)", name="payer_firm"),
        CheckConstraint("(kind = 'period') = (change_id is null)", name="change"),
        CheckConstraint("(kind = 'credit') = (credits_id is not null)", name="credits"),
        Index(
            "uq_agreement_period_once",
            "workspace_id",
            "agreement_id",
            "first_on",
            unique=True,
            postgresql_where=text("kind = 'period'"),
        ),
        Index(
            "uq_agreement_period_change",
            "workspace_id",
            "change_id",
            "kind",
            unique=True,
            postgresql_where=text("kind <> 'period'"),
        ),
        within_workspace("agreement_id", "agreement"),
        within_workspace("change_id", "agreement_change"),
        within_workspace("credits_id", "agreement_period"),
    )

    agreement_id: Mapped[UUID]
    kind: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    variant: Mapped[str]
    months: Mapped[int] = mapped_column(SmallInteger)
    payer: Mapped[str]
    payer_firm_id: Mapped[UUID | None]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    change_id: Mapped[UUID | None]
    credits_id: Mapped[UUID | None]
    written_at: Mapped[datetime]
    requested_at: Mapped[datetime | None]
