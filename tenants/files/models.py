"""A kept file: its bytes never change."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, FirmRow, WorkspaceRow, to_firm, to_workspace


class File(WorkspaceRow, Base):
    """A document or a raw upload; `retain_until` is the last day the law keeps it."""

    __tablename__ = "file"
    __table_args__ = (to_workspace(),)

    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    created_at: Mapped[datetime]
    retain_until: Mapped[date | None]


class FirmFile(FirmRow, Base):
    """A file of a firm's own, which its clients don't see."""

    __tablename__ = "firm_file"
    __table_args__ = (to_firm(),)

    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    created_at: Mapped[datetime]
