"""A stream and the gapless series that numbers its invoices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, SmallInteger, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class NumberSeries(WorkspaceRow, Base):
    """A gapless series: the printed number is the prefix and the running number in `digits` places."""

    __tablename__ = "number_series"
    __table_args__ = (
        UniqueConstraint("workspace_id", "prefix"),
        CheckConstraint("next_number > 0", name="next_number"),
        to_workspace(),
    )

    name: Mapped[str]
    prefix: Mapped[str]
    digits: Mapped[int] = mapped_column(SmallInteger)
    next_number: Mapped[int]


class Stream(WorkspaceRow, Base):
    """A kind of requests billed in runs of their own; switched on per workspace."""

    __tablename__ = "stream"
    __table_args__ = (
        UniqueConstraint("workspace_id", "code"),
        to_workspace(),
        within_workspace("series_id", "number_series"),
    )

    code: Mapped[str]
    name: Mapped[str]
    series_id: Mapped[UUID]
    active: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())
