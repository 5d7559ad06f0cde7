"""A conversation, what was written in it and attached to it, who has read it, and the mails that told of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class Conversation(WorkspaceRow, Base):
    """A question of one side to the other: open until the other side writes, answered until somebody closes it.

    `author_id` is the author whom a question of others concerns; beside it, authors see what they began themselves.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        to_workspace(),
        CheckConstraint(
            "about_kind in ('client', 'customer', 'request', 'written', 'invoice', 'payment')", name="about_kind"
        ),
        CheckConstraint("state in ('open', 'answered', 'closed')", name="state"),
        CheckConstraint("asked_side in ('firm', 'client')", name="asked_side"),
        CheckConstraint("(state = 'closed') = (closed_at is not null)", name="closed"),
        Index("ix_conversation_workspace_id_state", "workspace_id", "state"),
        Index("ix_conversation_workspace_id_about_id", "workspace_id", "about_id"),
    )

    about_kind: Mapped[str]
    about_id: Mapped[UUID]
    about_label: Mapped[str]
    subject: Mapped[str]
    state: Mapped[str]
    asked_side: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    started_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    started_at: Mapped[datetime]
    assigned_to: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date | None]
    last_message_at: Mapped[datetime]
    last_message_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))


class ConversationMessage(WorkspaceRow, Base):
    """What one person wrote; it is never changed. `who` is their name as it was then."""

    __tablename__ = "conversation_message"
    __table_args__ = (
        within_workspace("conversation_id", "conversation"),
        CheckConstraint("side in ('firm', 'client')", name="side"),
        Index("ix_conversation_message_workspace_id_conversation_id", "workspace_id", "conversation_id", "written_at"),
    )

    conversation_id: Mapped[UUID]
    written_at: Mapped[datetime]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    who: Mapped[str]
    side: Mapped[str]
    body: Mapped[str]


class ConversationAttachment(WorkspaceRow, Base):
    """A kept file that came with a message."""

    __tablename__ = "conversation_attachment"
    __table_args__ = (
        within_workspace("conversation_id", "conversation"),
        within_workspace("message_id", "conversation_message"),
        within_workspace("file_id", "file"),
        Index("ix_conversation_attachment_workspace_id_conversation_id", "workspace_id", "conversation_id"),
    )

    conversation_id: Mapped[UUID]
    message_id: Mapped[UUID]
    file_id: Mapped[UUID]


class ConversationReading(Base):
    """Up to when a person has read a conversation."""

    __tablename__ = "conversation_reading"
    __table_args__ = (within_workspace("conversation_id", "conversation"),)

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    read_at: Mapped[datetime]


class Digest(Base):
    """The one mail a day that tells a person what is new and open.

    `as_of` is the moment up to which it tells; `begun_by` is the task that took it last, which alone may go on with it.
    """

    __tablename__ = "digest"
    __table_args__ = (CheckConstraint("state in ('sending', 'sent', 'failed', 'unknown', 'nothing')", name="state"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[str]
    as_of: Mapped[datetime]
    begun_by: Mapped[UUID]
