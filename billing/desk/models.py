"""An invoice that a person writes in the portal, and how a workspace's desk works."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Time, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class WrittenRequest(WorkspaceRow, Base):
    """A billing request from a person, as `typed` up to `version`; `writers` are all who wrote or changed it.

    `due_out_at` is the promise in force and `place_at` the first one, by which the desk's list is ordered however often
    it came back; `reasons` say at each field why it did. Sent on, it has the request and the invoice it became.
    """

    __tablename__ = "written_request"
    __table_args__ = (
        CheckConstraint(
            "state in ('draft', 'submitted', 'in_review', 'needs_correction', 'approved', 'invoiced', 'withdrawn')",
            name="state",
        ),
        CheckConstraint("(state = 'in_review') = (claimed_by is not null)", name="claimed"),
        CheckConstraint("state in ('draft', 'withdrawn') or submitted_at is not null", name="submitted"),
        CheckConstraint("(state in ('approved', 'invoiced')) = (invoice_id is not null)", name="invoice"),
        Index("ix_written_request_workspace_id_changed_at", "workspace_id", "changed_at"),
        Index(
            "ix_written_request_waiting",
            "workspace_id",
            "place_at",
            postgresql_where=text("state in ('submitted', 'in_review')"),
        ),
        to_workspace(),
        within_workspace("customer_id", "customer"),
        within_workspace("stream_id", "stream"),
        within_workspace("request_id", "billing_request"),
        within_workspace("invoice_id", "invoice"),
        within_workspace("conversation_id", "conversation"),
    )

    written_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    writers: Mapped[list[str]] = mapped_column(JSONB)
    typed: Mapped[dict[str, Any]]
    version: Mapped[int]
    state: Mapped[str]
    customer_id: Mapped[UUID | None]
    stream_id: Mapped[UUID | None]
    subject: Mapped[str]
    currency: Mapped[str]
    total_minor: Mapped[int | None]
    reasons: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    place_at: Mapped[datetime | None]
    due_out_at: Mapped[datetime | None]
    claimed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    claimed_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    sent_on_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    sent_on_at: Mapped[datetime | None]
    conversation_id: Mapped[UUID | None]
    request_id: Mapped[UUID | None]
    invoice_id: Mapped[UUID | None]


class WrittenPerson(Base):
    """Whose ROT or RUT work a written invoice bills: the personal id, sealed for it and erased when it is withdrawn.

    `author_id` is who wrote the invoice: an author sees their own only.
    """

    __tablename__ = "written_person"
    __table_args__ = (to_workspace(), within_workspace("written_id", "written_request"))

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    written_id: Mapped[UUID] = mapped_column(primary_key=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]


class DeskSetting(Base):
    """How a workspace's desk works, where it isn't as usual: times by the clock of its country."""

    __tablename__ = "desk_setting"
    __table_args__ = (CheckConstraint("cut_off < day_ends", name="times"), to_workspace())

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    cut_off: Mapped[time] = mapped_column(Time)
    day_ends: Mapped[time] = mapped_column(Time)
    four_eyes: Mapped[bool]
    changed_at: Mapped[datetime]


class DeskBatch(WorkspaceRow, Base):
    """Invoices that a person at the desk asked to be sent on together, and what they gave all of them."""

    __tablename__ = "desk_batch"
    __table_args__ = (
        CheckConstraint("channel in ('einvoice', 'email', 'print')", name="channel"),
        Index("ix_desk_batch_workspace_id_asked_by", "workspace_id", "asked_by", "asked_at"),
        to_workspace(),
    )

    asked_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    issued_on: Mapped[date]
    channel: Mapped[str | None]
    checked: Mapped[list[str]] = mapped_column(JSONB)
    chosen: Mapped[int]
    finished_at: Mapped[datetime | None]


class DeskBatchItem(Base):
    """One of a batch: waiting, sent on, or refused with the reasons; `shown` is the mark of what was looked at.

    `author_id` is who wrote the invoice. It waits in one batch at most.
    """

    __tablename__ = "desk_batch_item"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'sent', 'refused')", name="state"),
        Index(
            "uq_desk_batch_item_waiting",
            "workspace_id",
            "written_id",
            unique=True,
            postgresql_where=text("state = 'waiting'"),
        ),
        within_workspace("batch_id", "desk_batch"),
        within_workspace("written_id", "written_request"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(primary_key=True)
    written_id: Mapped[UUID] = mapped_column(primary_key=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    place: Mapped[int]
    shown: Mapped[str]
    state: Mapped[str]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
