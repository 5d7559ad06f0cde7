"""An issued invoice."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class Invoice(WorkspaceRow, Base):
    """An issued invoice or credit note; the app may add and read, and mark as taken back what was taken over.

    `content` is the whole of it in the model of EN 16931; the columns repeat what lists are searched and sorted by.
    Amounts are in minor units of the currency and positive for both kinds; `asked_minor` is what is to be paid, where
    that isn't the total: some was paid in advance, is claimed from others, or was rounded. `author_id` is who wrote it
    in the portal.
    `request_id` is the first of the requests that it holds; the run's items have all of them.
    One that was taken over from an earlier program has the number it had there, of no series here; once it was taken
    back, its number and reference are free again.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number", "taken_back_at", postgresql_nulls_not_distinct=True),
        UniqueConstraint("workspace_id", "series_id", "series_year", "place_in_series"),
        UniqueConstraint("workspace_id", "reference", "taken_back_at", postgresql_nulls_not_distinct=True),
        UniqueConstraint("workspace_id", "request_id"),
        CheckConstraint("kind in ('invoice', 'credit_note')", name="kind"),
        CheckConstraint("total_minor = net_minor + vat_minor", name="total"),
        CheckConstraint(
            "taken_over = (series_id is null) and taken_over = (place_in_series is null)"
            " and taken_over = (run_id is null)",
            name="taken_over",
        ),
        CheckConstraint("taken_back_at is null or taken_over", name="taken_back"),
        Index("ix_invoice_workspace_id_issued_on", "workspace_id", text("issued_on desc"), text("number desc")),
        # The smallest one, by which invoices are counted: with the author, since the policy asks who that is, and with
        # what lists leave out.
        Index("ix_invoice_workspace_id_run_id", "workspace_id", "run_id", "author_id", "taken_back_at"),
        Index("ix_invoice_workspace_id_customer_id", "workspace_id", "customer_id"),
        Index("ix_invoice_workspace_id_total_minor", "workspace_id", "total_minor", postgresql_include=["author_id"]),
        Index(
            "ix_invoice_workspace_id_asked_minor",
            "workspace_id",
            "asked_minor",
            postgresql_include=["author_id"],
            postgresql_where=text("asked_minor is not null"),
        ),
        to_workspace(),
        within_workspace("series_id", "number_series"),
        within_workspace("run_id", "invoice_run"),
        within_workspace("request_id", "billing_request"),
        within_workspace("customer_id", "customer"),
        within_workspace("stream_id", "stream"),
    )

    number: Mapped[str] = mapped_column(Text(collation="C"))
    series_id: Mapped[UUID | None]
    series_year: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    place_in_series: Mapped[int | None]
    kind: Mapped[str]
    run_id: Mapped[UUID | None]
    request_id: Mapped[UUID | None]
    taken_over: Mapped[bool] = mapped_column(server_default=false())
    customer_id: Mapped[UUID]
    stream_id: Mapped[UUID]
    issued_on: Mapped[date]
    due_on: Mapped[date]
    currency: Mapped[str]
    reference: Mapped[str] = mapped_column(Text(collation="C"))
    net_minor: Mapped[int]
    vat_minor: Mapped[int]
    total_minor: Mapped[int]
    asked_minor: Mapped[int | None]
    content: Mapped[dict[str, Any]]
    sales_accounts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
