"""The terms that the platform publishes, and a workspace's acceptance of them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace


class Terms(Base):
    """One version of a legal text in one language. Exempt from row security: the platform publishes it to all."""

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("kind", "version", "language"),
        CheckConstraint(
            "kind in ('terms_of_service', 'data_processing', 'mandate_to_invoice', 'mandate_to_remind')", name="kind"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    version: Mapped[int]
    language: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    sha256: Mapped[str]
    in_force_from: Mapped[datetime]


class Acceptance(WorkspaceRow, Base):
    """A workspace's acceptance of one version: who, when, from where, in what capacity, and the text's hash."""

    __tablename__ = "acceptance"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "version"),
        CheckConstraint("authority in ('signatory', 'power_of_attorney')", name="authority"),
        to_workspace(),
    )

    terms_id: Mapped[UUID] = mapped_column(ForeignKey("terms.id"))
    kind: Mapped[str]
    version: Mapped[int]
    sha256: Mapped[str]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    accepted_at: Mapped[datetime]
    address: Mapped[str]
    authority: Mapped[str]
