"""A record of due diligence, which is never changed, the files that came with it, and what the firm demands."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow, to_firm, within_firm


class DueDiligence(FirmRow, Base):
    """Who a client is, established once more; the newest record counts, the others are its history."""

    __tablename__ = "due_diligence"
    __table_args__ = (
        within_firm("client_id", "client"),
        ForeignKeyConstraint(["firm_id", "done_by"], ["firm_membership.firm_id", "firm_membership.user_id"]),
        CheckConstraint("risk in ('low', 'normal', 'high')", name="risk"),
        CheckConstraint("renews_on > done_on", name="renewal"),
        Index("ix_due_diligence_firm_id_client_id", "firm_id", "client_id", "done_on"),
    )

    client_id: Mapped[UUID]
    done_by: Mapped[UUID]
    done_on: Mapped[date]
    risk: Mapped[str]
    renews_on: Mapped[date]
    note: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]


class DueDiligenceFile(FirmRow, Base):
    """A kept file that came with a record, such as an extract from a register."""

    __tablename__ = "due_diligence_file"
    __table_args__ = (
        within_firm("diligence_id", "due_diligence"),
        within_firm("file_id", "firm_file"),
        Index("ix_due_diligence_file_firm_id_diligence_id", "firm_id", "diligence_id"),
    )

    diligence_id: Mapped[UUID]
    file_id: Mapped[UUID]


class DiligenceRule(Base):
    """What a firm does where due diligence is missing or out of date: nothing, a reminder, or no new invoices."""

    __tablename__ = "diligence_rule"
    __table_args__ = (to_firm(), CheckConstraint("mode in ('off', 'remind', 'block')", name="mode"))

    firm_id: Mapped[UUID] = mapped_column(primary_key=True)
    mode: Mapped[str]
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime]
