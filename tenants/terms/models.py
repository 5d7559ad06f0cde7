"""The terms that the platform publishes, a workspace's acceptance of them, and the record of each acceptance."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class Terms(Base):
    """One version of a legal text in one language. Exempt from row security: the platform publishes it to all."""

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("kind", "version", "language"),
        CheckConstraint(
            "kind in ('terms_of_service', 'data_processing', 'mandate_to_invoice', 'mandate_to_remind')", name="kind"
        ),
        CheckConstraint("version > 1 or renewed_consent", name="first"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    version: Mapped[int]
    language: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    sha256: Mapped[str]
    in_force_from: Mapped[datetime]
    renewed_consent: Mapped[bool]


class AcceptanceRecord(WorkspaceRow, Base):
    """One act of accepting: everything that was kept of it as one value, the evidence of authority, and its PDF.

    `firm_id` is the firm whose collaboration it tells of; none where it tells of texts alone.
    """

    __tablename__ = "acceptance_record"
    __table_args__ = (
        CheckConstraint(
            "(pdf_file_id is null) = (made_at is null) and (seal_file_id is null) = (made_at is null)", name="made"
        ),
        to_workspace(),
        within_workspace("evidence_file_id", "file"),
        within_workspace("pdf_file_id", "file"),
        within_workspace("seal_file_id", "file"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    firm_id: Mapped[UUID | None] = mapped_column(ForeignKey("firm.id"))
    accepted_at: Mapped[datetime]
    language: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    evidence_file_id: Mapped[UUID | None]
    pdf_file_id: Mapped[UUID | None]
    seal_file_id: Mapped[UUID | None]
    made_at: Mapped[datetime | None]


class Acceptance(WorkspaceRow, Base):
    """A workspace's acceptance of one version: who, when, from where, in what capacity, and the text's hash."""

    __tablename__ = "acceptance"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "version"),
        CheckConstraint("authority in ('signatory', 'power_of_attorney')", name="authority"),
        to_workspace(),
        within_workspace("record_id", "acceptance_record"),
    )

    record_id: Mapped[UUID]
    terms_id: Mapped[UUID] = mapped_column(ForeignKey("terms.id"))
    kind: Mapped[str]
    version: Mapped[int]
    sha256: Mapped[str]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    accepted_at: Mapped[datetime]
    address: Mapped[str]
    authority: Mapped[str]
