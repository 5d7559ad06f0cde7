"""The workspace, which is the data tenant, and its members."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class Workspace(Base):
    """The books of one company."""

    __tablename__ = "workspace"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), unique=True)
    created_at: Mapped[datetime]


class WorkspaceMembership(Base):
    """A person of the company, in one role."""

    __tablename__ = "workspace_membership"
    __table_args__ = (
        CheckConstraint("role in ('admin', 'editor', 'viewer', 'author')", name="role"),
        Index("ix_workspace_membership_user_id", "user_id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    role: Mapped[str]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class OwnBooks(Base):
    """The workspace of a firm's own company, in which it bills its own services; opened by the firm, once."""

    __tablename__ = "own_books"
    __table_args__ = (UniqueConstraint("firm_id"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    firm_id: Mapped[UUID] = mapped_column(ForeignKey("firm.id"))
    opened_at: Mapped[datetime]


class Platform(Base):
    """Which firm runs this installation, and the workspace in which it charges plans; one row. Known to all."""

    __tablename__ = "platform"
    __table_args__ = (CheckConstraint("only_one", name="only_one"),)

    only_one: Mapped[bool] = mapped_column(primary_key=True, default=True, server_default=true())
    firm_id: Mapped[UUID] = mapped_column(ForeignKey("firm.id"))
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"))
