"""A task: work that a committed transaction asked for."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class Task(Base):
    """One piece of work in one workspace or firm; `fence` grows with each claim and guards the result."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("scope_id", "kind", "key"),
        CheckConstraint("scope_kind in ('workspace', 'firm')", name="scope_kind"),
        CheckConstraint("state in ('ready', 'running', 'done', 'dead')", name="state"),
        CheckConstraint("(state = 'running') = (lease_until is not null)", name="leased"),
        Index("ix_task_due", "run_at", postgresql_where=text("state = 'ready'")),
        Index("ix_task_leased", "lease_until", postgresql_where=text("state = 'running'")),
    )

    scope_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    scope_kind: Mapped[str]
    kind: Mapped[str]
    key: Mapped[str]
    ids: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="ready")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    run_at: Mapped[datetime] = mapped_column(server_default=func.now())
    rung_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    max_attempts: Mapped[int] = mapped_column(SmallInteger, server_default=text("8"))
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(server_default=text("0"))
    done_at: Mapped[datetime | None]
    problem: Mapped[str | None]
