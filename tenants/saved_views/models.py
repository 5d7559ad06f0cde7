"""A list's filters and order under a name; theirs alone."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class SavedView(Base):
    """The query of a list's address as a person keeps it; at most one of a list is where they begin."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("user_id", "list", "name"),
        Index("uq_saved_view_default", "user_id", "list", unique=True, postgresql_where=text("is_default")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    list: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
    is_default: Mapped[bool]
    created_at: Mapped[datetime]
