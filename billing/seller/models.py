"""The seller of a workspace."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, SmallInteger, false
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, to_workspace, within_workspace


class Seller(Base):
    """What the workspace's invoices say of the company; one row a workspace.

    `least_minor`, in its own currency: what an invoice comes to at least in streams without such an amount.
    """

    __tablename__ = "seller"
    __table_args__ = (
        CheckConstraint("reference_kind in ('fi', 'rf', 'ocr', 'kid10', 'kid11', 'fik71')", name="reference_kind"),
        CheckConstraint("least_minor > 0", name="least_minor"),
        to_workspace(),
        within_workspace("logo_file_id", "file"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    trading_name: Mapped[str | None]
    business_id: Mapped[str]
    vat_id: Mapped[str | None]
    street: Mapped[str]
    postal_code: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    seat: Mapped[str | None]
    f_tax: Mapped[bool]
    email: Mapped[str]
    phone: Mapped[str | None]
    website: Mapped[str | None]
    language: Mapped[str]
    currency: Mapped[str]
    iban: Mapped[str | None]
    bic: Mapped[str | None]
    bankgiro: Mapped[str | None]
    plusgiro: Mapped[str | None]
    account: Mapped[str | None]
    fik_creditor: Mapped[str | None]
    reference_kind: Mapped[str]
    reference_length: Mapped[int | None] = mapped_column(SmallInteger)
    payment_days: Mapped[int] = mapped_column(SmallInteger)
    rounds_to_pay: Mapped[bool] = mapped_column(server_default=false())
    least_minor: Mapped[int | None]
    einvoice_scheme: Mapped[str | None]
    einvoice_address: Mapped[str | None]
    einvoice_operator: Mapped[str | None]
    logo_file_id: Mapped[UUID | None]
    accent: Mapped[str]
    changed_at: Mapped[datetime]
