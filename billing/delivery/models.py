"""A document, a deliberate sending of it, and the technical tries of that sending."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, within_workspace


class Document(WorkspaceRow, Base):
    """What leaves the house: the PDF, and the e-invoice in each syntax that can carry it.

    `not_written` tells, for a syntax that can't, the reasons.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("workspace_id", "invoice_id", "kind"),
        CheckConstraint("kind in ('invoice')", name="kind"),
        within_workspace("invoice_id", "invoice"),
        within_workspace("pdf_file_id", "file"),
        within_workspace("finvoice_file_id", "file"),
        within_workspace("ubl_file_id", "file"),
    )

    invoice_id: Mapped[UUID]
    kind: Mapped[str]
    language: Mapped[str]
    pdf_file_id: Mapped[UUID]
    finvoice_file_id: Mapped[UUID | None]
    ubl_file_id: Mapped[UUID | None]
    not_written: Mapped[dict[str, Any]]
    rendered_at: Mapped[datetime]


class Delivery(WorkspaceRow, Base):
    """One deliberate sending of one document by one channel; its id stays the same in every try."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("channel in ('einvoice', 'email', 'print')", name="channel"),
        CheckConstraint(
            "state in ('queued', 'handed_over', 'delivered', 'bounced', 'rejected', 'failed', 'unknown')", name="state"
        ),
        Index("ix_delivery_id", "id"),
        Index("ix_delivery_workspace_id_invoice_id", "workspace_id", "invoice_id"),
        Index("ix_delivery_queued", "workspace_id", "created_at", postgresql_where=text("state = 'queued'")),
        Index(
            "ix_delivery_attention",
            "workspace_id",
            "created_at",
            postgresql_where=text("state in ('bounced', 'rejected', 'failed', 'unknown')"),
        ),
        within_workspace("document_id", "document"),
        within_workspace("invoice_id", "invoice"),
    )

    document_id: Mapped[UUID]
    invoice_id: Mapped[UUID]
    channel: Mapped[str]
    address: Mapped[str]
    route: Mapped[dict[str, Any]]
    state: Mapped[str]
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    receipt: Mapped[str | None]
    created_at: Mapped[datetime]
    handed_over_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class UnsentInvoice(Base):
    """An issued invoice that was never sent, so that the list of what waits stays short however long the history grows.

    The database notes it at its issue and strikes it out at its first delivery.
    """

    __tablename__ = "unsent_invoice"
    __table_args__ = (within_workspace("invoice_id", "invoice"),)

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)


class NotSentInvoice(Base):
    """An issued invoice that a person decided never to send, since it is credited in full; it is kept all the same."""

    __tablename__ = "not_sent_invoice"
    __table_args__ = (within_workspace("invoice_id", "invoice"),)

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    marked_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    marked_at: Mapped[datetime]


class ByHandInvoice(Base):
    """An invoice that a person chose to print here and hand over; those chosen together share a printing.

    It has gone out when a person says so: only then does it get a delivery.
    """

    __tablename__ = "by_hand_invoice"
    __table_args__ = (
        Index("ix_by_hand_invoice_workspace_id_printing_id", "workspace_id", "printing_id"),
        within_workspace("invoice_id", "invoice"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    printing_id: Mapped[UUID]
    chosen_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime]


class DeliveryTry(Base):
    """One technical try of a delivery: written before any byte leaves, and closed with what came of it."""

    __tablename__ = "delivery_try"
    __table_args__ = (
        CheckConstraint("outcome in ('done', 'retry', 'final', 'unknown')", name="outcome"),
        within_workspace("delivery_id", "delivery"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    delivery_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    fence: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    stage: Mapped[str | None]
    detail: Mapped[str | None]
