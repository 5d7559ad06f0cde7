"""A customer of a workspace."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class Customer(WorkspaceRow, Base):
    """A business, a consumer or a public body; `sort_key` orders names as the seller's language does.

    A card that was merged into another rests: it stays for what was issued by it. `author_id` is the author whose own
    customer it is, whom no other author sees.
    """

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        CheckConstraint("kind in ('business', 'consumer', 'public')", name="kind"),
        CheckConstraint("delivery in ('einvoice', 'email', 'print')", name="delivery"),
        CheckConstraint("collective in ('none', 'run', 'order')", name="collective"),
        CheckConstraint("enclosed in ('usual', 'ubl', 'factur_x')", name="enclosed"),
        CheckConstraint("vat_category in ('S', 'AE', 'K', 'G', 'E')", name="vat_category"),
        Index("ix_customer_workspace_id_sort_key", "workspace_id", "sort_key"),
        Index(
            "ix_customer_workspace_id_merged_into_id",
            "workspace_id",
            "merged_into_id",
            postgresql_include=["author_id"],
        ),
        to_workspace(),
        within_workspace("merged_into_id", "customer"),
        ForeignKeyConstraint(["workspace_id", "price_list"], ["price_list.workspace_id", "price_list.name"]),
    )

    number: Mapped[str] = mapped_column(Text(collation="C"))
    kind: Mapped[str]
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    business_id: Mapped[str | None]
    vat_id: Mapped[str | None]
    contact_person: Mapped[str | None]
    street: Mapped[str]
    second_line: Mapped[str | None]
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
    order_reference: Mapped[str | None]
    currency: Mapped[str | None]
    phone: Mapped[str | None]
    notes: Mapped[str | None]
    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_reason: Mapped[str | None]
    price_list: Mapped[str | None]
    discount_percent: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    collective: Mapped[str] = mapped_column(server_default="none")
    enclosed: Mapped[str] = mapped_column(server_default="usual")
    reminder_fee_agreed_in: Mapped[str | None]
    reminder_fee_agreed_on: Mapped[date | None]
    reminder_block_reason: Mapped[str | None]
    reminder_block_until: Mapped[date | None]
    collection_block_reason: Mapped[str | None]
    collection_block_until: Mapped[date | None]
    deliver_name: Mapped[str | None]
    deliver_street: Mapped[str | None]
    deliver_second_line: Mapped[str | None]
    deliver_postal_code: Mapped[str | None]
    deliver_city: Mapped[str | None]
    deliver_country: Mapped[str | None]
    merged_into_id: Mapped[UUID | None]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
