"""A posting."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class LedgerEntry(WorkspaceRow, Base):
    """One side of an event, in minor units: debit positive, credit negative; the sides of an event sum to zero.

    `sales_account` is the account of the bookkeeping that a side on sales belongs to, empty where no article says one.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint(
            "account in ('receivable', 'sales', 'vat', 'prepaid', 'opening', 'tax_agency')", name="account"
        ),
        CheckConstraint("event in ('issued', 'taken_over', 'taken_back', 'credited')", name="event"),
        Index(
            "ix_ledger_entry_workspace_id_invoice_id",
            "workspace_id",
            "invoice_id",
            "account",
            postgresql_include=["amount_minor"],
        ),
        to_workspace(),
        within_workspace("invoice_id", "invoice"),
    )

    event_id: Mapped[UUID]
    event: Mapped[str]
    posted_on: Mapped[date]
    account: Mapped[str]
    sales_account: Mapped[str] = mapped_column(server_default="")
    invoice_id: Mapped[UUID]
    amount_minor: Mapped[int]
    currency: Mapped[str]
