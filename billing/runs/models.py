"""A run and the requests in it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class InvoiceRun(WorkspaceRow, Base):
    """One run of one stream; `fingerprint` is what its rehearsal showed.

    `written_by` is who wrote the one invoice that the desk sent on by it.
    `kind` says what became invoices: requests, a credit that a person asked for, or the undoing of another run.
    One is undone by one at a time; what was left out of that can be undone by another.
    `due_on` is a due day chosen for all its invoices; `rehearsed` is what its preview had shown.
    """

    __tablename__ = "invoice_run"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_invoice_run_workspace_id_undoes_run_id", "workspace_id", "undoes_run_id"),
        Index(
            "uq_invoice_run_being_undone",
            "workspace_id",
            "undoes_run_id",
            unique=True,
            postgresql_where=text("state = 'running'"),
        ),
        CheckConstraint("state in ('running', 'done')", name="state"),
        CheckConstraint("due_on >= issued_on", name="due_on"),
        CheckConstraint("kind in ('requests', 'credit', 'undo')", name="kind"),
        CheckConstraint("(kind = 'undo') = (undoes_run_id is not null)", name="undoes"),
        to_workspace(),
        within_workspace("stream_id", "stream"),
        within_workspace("summary_file_id", "file"),
        within_workspace("undoes_run_id", "invoice_run"),
    )

    number: Mapped[int]
    stream_id: Mapped[UUID]
    state: Mapped[str]
    issued_on: Mapped[date]
    written_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    started_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    started_at: Mapped[datetime]
    numbered_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    chosen: Mapped[int]
    chunks: Mapped[int] = mapped_column(SmallInteger)
    fingerprint: Mapped[str]
    summary_file_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(server_default="requests")
    undoes_run_id: Mapped[UUID | None]
    due_on: Mapped[date | None]
    rehearsed: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class RunItem(Base):
    """A request in a run: waiting, issued on an invoice, which others may share, or set aside with the reason."""

    __tablename__ = "run_item"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'issued', 'set_aside')", name="state"),
        CheckConstraint("(state = 'issued') = (invoice_id is not null)", name="issued"),
        Index(
            "uq_run_item_taken",
            "workspace_id",
            "request_id",
            unique=True,
            postgresql_where=text("state <> 'set_aside'"),
        ),
        Index("ix_run_item_workspace_id_run_id_chunk", "workspace_id", "run_id", "chunk"),
        within_workspace("run_id", "invoice_run"),
        within_workspace("request_id", "billing_request"),
        within_workspace("invoice_id", "invoice"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    chunk: Mapped[int] = mapped_column(SmallInteger)
    place: Mapped[int]
    state: Mapped[str]
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    invoice_id: Mapped[UUID | None]
