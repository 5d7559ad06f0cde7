"""What was taken over, and the reminders that had been sent of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class TakeOver(WorkspaceRow, Base):
    """A list of open receivables that was taken over; `totals` are what it came to by currency, in minor units."""

    __tablename__ = "take_over"
    __table_args__ = (to_workspace(), within_workspace("file_id", "file"))

    file_id: Mapped[UUID]
    invoices: Mapped[int]
    totals: Mapped[dict[str, Any]]
    taken_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    taken_at: Mapped[datetime]


class PastReminder(WorkspaceRow, Base):
    """A reminder of an invoice that an earlier program sent; the fee is in minor units of the invoice's currency."""

    __tablename__ = "past_reminder"
    __table_args__ = (
        CheckConstraint("fee_minor >= 0", name="fee_minor"),
        Index("ix_past_reminder_workspace_id_invoice_id", "workspace_id", "invoice_id"),
        to_workspace(),
        within_workspace("invoice_id", "invoice"),
    )

    invoice_id: Mapped[UUID]
    place: Mapped[int] = mapped_column(SmallInteger)
    sent_on: Mapped[date]
    fee_minor: Mapped[int]
    currency: Mapped[str]
