"""A factoring agreement, and of which streams and customers the invoices are transferred."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class FactoringAgreement(WorkspaceRow, Base):
    """Who buys receivables and where they are paid; `clauses` are words of transfer by language."""

    __tablename__ = "factoring_agreement"
    __table_args__ = (UniqueConstraint("workspace_id", "name"), to_workspace())

    name: Mapped[str]
    business_id: Mapped[str | None]
    reference: Mapped[str | None]
    iban: Mapped[str | None]
    bic: Mapped[str | None]
    bankgiro: Mapped[str | None]
    plusgiro: Mapped[str | None]
    account: Mapped[str | None]
    fik_creditor: Mapped[str | None]
    clauses: Mapped[dict[str, Any]]
    active: Mapped[bool]
    changed_at: Mapped[datetime]


class FactoredStream(Base):
    """A stream whose invoices are transferred; to one finance company at a time."""

    __tablename__ = "factored_stream"
    __table_args__ = (
        to_workspace(),
        within_workspace("stream_id", "stream"),
        within_workspace("agreement_id", "factoring_agreement"),
        Index("ix_factored_stream_workspace_id_agreement_id", "workspace_id", "agreement_id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    stream_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]


class FactoredCustomer(Base):
    """A customer whose invoices are transferred, whatever the stream."""

    __tablename__ = "factored_customer"
    __table_args__ = (
        to_workspace(),
        within_workspace("customer_id", "customer"),
        within_workspace("agreement_id", "factoring_agreement"),
        Index("ix_factored_customer_workspace_id_agreement_id", "workspace_id", "agreement_id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
