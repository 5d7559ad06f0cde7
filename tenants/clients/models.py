"""The client: a company on a firm's register, and whom to talk to there."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow, to_firm, within_firm


class Client(FirmRow, Base):
    """A company on a firm's register, with its main contact and what the last look-up told of it.

    The badge is how the company stood on the platform when the firm looked it up: never more than that.
    """

    __tablename__ = "client"
    __table_args__ = (
        UniqueConstraint("firm_id", "company_id"),
        to_firm(),
        ForeignKeyConstraint(["firm_id", "responsible_id"], ["firm_membership.firm_id", "firm_membership.user_id"]),
        CheckConstraint("vat_status in ('registered', 'not_registered', 'unknown')", name="vat_status"),
        CheckConstraint("badge in ('new', 'known', 'subscribed')", name="badge"),
        CheckConstraint("(badge is null) = (looked_up_at is null)", name="looked_up"),
    )

    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"))
    contact_name: Mapped[str]
    contact_email: Mapped[str]
    contact_phone: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime]
    street: Mapped[str] = mapped_column(default="", server_default="")
    postal_code: Mapped[str] = mapped_column(default="", server_default="")
    city: Mapped[str] = mapped_column(default="", server_default="")
    vat_status: Mapped[str] = mapped_column(default="unknown", server_default="unknown")
    responsible_id: Mapped[UUID | None]
    badge: Mapped[str | None]
    badge_variant: Mapped[str | None]
    badge_renewal: Mapped[date | None]
    looked_up_at: Mapped[datetime | None]


class ClientContact(FirmRow, Base):
    """A further person at a client, besides the main contact."""

    __tablename__ = "client_contact"
    __table_args__ = (UniqueConstraint("firm_id", "client_id", "email"), within_firm("client_id", "client"))

    client_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime]
