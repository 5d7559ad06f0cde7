"""A customer of a workspace."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace


class Customer(WorkspaceRow, Base):
    """A business, a consumer or a public body; `sort_key` orders names as the seller's language does."""

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        CheckConstraint("kind in ('business', 'consumer', 'public')", name="kind"),
        CheckConstraint("delivery in ('einvoice', 'email')", name="delivery"),
        Index("ix_customer_workspace_id_sort_key", "workspace_id", "sort_key"),
        to_workspace(),
    )

    number: Mapped[str] = mapped_column(Text(collation="C"))
    kind: Mapped[str]
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    business_id: Mapped[str | None]
    vat_id: Mapped[str | None]
    street: Mapped[str]
    postal_code: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    email: Mapped[str]
    language: Mapped[str]
    einvoice_scheme: Mapped[str | None]
    einvoice_address: Mapped[str | None]
    einvoice_operator: Mapped[str | None]
    buyer_reference: Mapped[str | None]
    delivery: Mapped[str]
    payment_days: Mapped[int | None] = mapped_column(SmallInteger)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
