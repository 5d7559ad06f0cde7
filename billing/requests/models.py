"""A billing request of a workspace."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class BillingRequest(WorkspaceRow, Base):
    """Something to be billed: `content` as read, `problems` each at its field, amounts in minor units once reckoned.

    `key` recognises a duplicate in its stream; `place` says where in the file it stood; `unsaid` is what its file left
    to the customer's card. `released_at`: a person had it billed however little it comes to. `as_read` is content and
    unsaid as its source had them, where a person has put it right since.
    """

    __tablename__ = "billing_request"
    __table_args__ = (
        UniqueConstraint("workspace_id", "stream_id", "key"),
        CheckConstraint("state in ('invalid', 'ready', 'invoiced', 'cancelled', 'dismissed')", name="state"),
        CheckConstraint(
            "source in ('csv', 'finvoice', 'ubl', 'plan', 'portal', 'correction', 'contract')", name="source"
        ),
        CheckConstraint("state <> 'ready' or (customer_id is not null and total_minor is not null)", name="ready"),
        Index("ix_billing_request_workspace_id_state_created_at", "workspace_id", "state", "created_at", "id"),
        Index("ix_billing_request_workspace_id_customer_id", "workspace_id", "customer_id"),
        to_workspace(),
        within_workspace("stream_id", "stream"),
        within_workspace("file_id", "file"),
        within_workspace("customer_id", "customer"),
    )

    stream_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(Text(collation="C"))
    source: Mapped[str]
    file_id: Mapped[UUID]
    place: Mapped[str]
    customer_id: Mapped[UUID | None]
    customer_number: Mapped[str] = mapped_column(Text(collation="C"))
    customer_name: Mapped[str]
    subject: Mapped[str]
    state: Mapped[str]
    content: Mapped[dict[str, Any]]
    unsaid: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    problems: Mapped[list[dict[str, Any]]]
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    currency: Mapped[str]
    net_minor: Mapped[int | None]
    vat_minor: Mapped[int | None]
    total_minor: Mapped[int | None]
    due_on: Mapped[date | None]
    released_at: Mapped[datetime | None]
    as_read: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    created_at: Mapped[datetime]
    checked_at: Mapped[datetime]


class RequestPerson(Base):
    """Whose ROT or RUT work a request bills: the personal id, sealed for the request `sealed_as`; never changed."""

    __tablename__ = "request_person"
    __table_args__ = (to_workspace(), within_workspace("request_id", "billing_request"))

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    sealed_as: Mapped[UUID]
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]
