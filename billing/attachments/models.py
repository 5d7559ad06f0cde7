"""Whose a kept document is: a request's, a written invoice's or an issued one's."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class AttachedFile(WorkspaceRow, Base):
    """A file that is attached to one thing; the content of that names it by its hash.

    `author_id` is whose written invoice it belongs to: an author sees their own only. A file is kept once, however
    many things it is attached to, and `place` orders those of a written invoice, which has no content yet.
    """

    __tablename__ = "attached_file"
    __table_args__ = (
        CheckConstraint("num_nonnulls(request_id, written_id, invoice_id) = 1", name="owner"),
        Index("ix_attached_file_workspace_id_request_id", "workspace_id", "request_id"),
        Index("ix_attached_file_workspace_id_written_id", "workspace_id", "written_id"),
        Index("ix_attached_file_workspace_id_invoice_id", "workspace_id", "invoice_id"),
        to_workspace(),
        within_workspace("file_id", "file"),
        within_workspace("request_id", "billing_request"),
        within_workspace("written_id", "written_request"),
        within_workspace("invoice_id", "invoice"),
    )

    file_id: Mapped[UUID]
    request_id: Mapped[UUID | None]
    written_id: Mapped[UUID | None]
    invoice_id: Mapped[UUID | None]
    description: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    attached_at: Mapped[datetime]
