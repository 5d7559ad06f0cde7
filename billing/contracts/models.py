"""A contract of a workspace."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class Contract(WorkspaceRow, Base):
    """What a customer is billed again and again: every so many `months`, by the calendar or from the first day.

    `lines` have the fields of a request's row, as text; `changes` are prices changed by percent from a day on;
    `billed_until` is the last day that a request was made for.
    """

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        CheckConstraint("months in (1, 2, 3, 4, 6, 12)", name="months"),
        CheckConstraint("ends_on >= starts_on", name="ends_on"),
        Index("ix_contract_workspace_id_customer_id", "workspace_id", "customer_id"),
        to_workspace(),
        within_workspace("customer_id", "customer"),
        within_workspace("stream_id", "stream"),
    )

    number: Mapped[str] = mapped_column(Text(collation="C"))
    name: Mapped[str]
    customer_id: Mapped[UUID]
    stream_id: Mapped[UUID]
    months: Mapped[int] = mapped_column(SmallInteger)
    by_calendar: Mapped[bool]
    in_advance: Mapped[bool]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    paused_from: Mapped[date | None]
    paused_until: Mapped[date | None]
    order_reference: Mapped[str | None]
    lines: Mapped[list[dict[str, Any]]]
    changes: Mapped[list[dict[str, Any]]]
    billed_until: Mapped[date | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
