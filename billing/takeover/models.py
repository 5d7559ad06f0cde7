"""What was taken over, and the reminders that had been sent of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class TakeOver(WorkspaceRow, Base):
    """A list of open receivables that was taken over; `totals` are what it came to by currency, in minor units.

    `series` are the next numbers of series before and after it, by the series' id. Its invoices were issued here, so
    far as they were, at the moment when it was taken. Taken back, it stays, with who did that, when and why.
    """

    __tablename__ = "take_over"
    __table_args__ = (
        UniqueConstraint("workspace_id", "taken_at"),
        CheckConstraint(
            "(taken_back_at is null) = (taken_back_by is null)"
            " and (taken_back_at is null) = (taken_back_reason is null)",
            name="taken_back",
        ),
        to_workspace(),
        within_workspace("file_id", "file"),
    )

    file_id: Mapped[UUID]
    invoices: Mapped[int]
    totals: Mapped[dict[str, Any]]
    taken_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    taken_at: Mapped[datetime]
    series: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    taken_back_reason: Mapped[str | None]


class PastReminder(WorkspaceRow, Base):
    """A reminder of an invoice, or a sterner letter, that an earlier program sent; the fee is in minor units.

    Its currency is the invoice's.
    """

    __tablename__ = "past_reminder"
    __table_args__ = (
        CheckConstraint("fee_minor >= 0", name="fee_minor"),
        CheckConstraint("kind in ('reminder', 'collection_warning', 'demand')", name="kind"),
        Index("ix_past_reminder_workspace_id_invoice_id", "workspace_id", "invoice_id"),
        to_workspace(),
        within_workspace("invoice_id", "invoice"),
    )

    invoice_id: Mapped[UUID]
    place: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(server_default="reminder")
    sent_on: Mapped[date]
    fee_minor: Mapped[int]
    currency: Mapped[str]
