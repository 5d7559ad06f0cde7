"""Reading conversations: lists of them, one with all that was written, and how many wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import aliased

from tenants.conversations.models import Conversation, ConversationAttachment, ConversationMessage
from tenants.conversations.narrowing import ConversationQuery, Reader, part_of, unread_by, wanted_of
from tenants.conversations.rules.waiting import Side
from tenants.files.models import File
from tenants.files.queries import KeptFile, get_file
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import ConversationId, FileId, WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.users.models import User

C = Conversation
WAITING = ("asked", "answered", "overdue")


class NoSuchConversation(NotFound):
    """There is no such question here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """A conversation in a list; `part` says why it waits for the reader's side, empty where it doesn't."""

    id: ConversationId
    workspace_id: WorkspaceId
    about_kind: str
    about_id: UUID
    about_label: str
    subject: str
    state: str
    part: str
    asked_side: str
    started_by: str
    assigned_to: str
    assigned_id: UUID | None
    due_on: date | None
    last_message_at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that came with a message."""

    id: UUID
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class MessageRow:
    """What one person wrote."""

    written_at: datetime
    who: str
    side: str
    body: str
    is_mine: bool
    files: tuple[AttachedFile, ...]


@dataclass(frozen=True, slots=True)
class ConversationFacts:
    """A conversation with everything written in it, oldest first; `is_mine` says that the reader asked."""

    row: ConversationRow
    messages: tuple[MessageRow, ...]
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class QuestionsWaiting:
    """How many conversations of a workspace wait for a side for one reason, and since when."""

    workspace_id: WorkspaceId
    part: str
    count: int
    oldest: datetime


def reader_of(actor: Actor, workspace_id: WorkspaceId, *, on: date) -> Reader:
    """Return how an actor reads the conversations of a workspace.

    Raises:
        NotFound: the workspace isn't theirs.
    """
    return Reader(actor.user_id, side_of(actor, workspace_id), on, actor.author_in(workspace_id))


def side_of(actor: Actor, workspace_id: WorkspaceId) -> Side:
    """Return the side an actor is on in a workspace: the firm's where they reach it as staff.

    Raises:
        NotFound: the workspace isn't theirs.
    """
    reach = actor.workspaces.get(workspace_id)
    if reach is None:
        raise NotFound(workspace_id)
    return "client" if reach.firm_id is None else "firm"


def conversation_rows(
    workspace_ids: Collection[WorkspaceId],
    reader: Reader,
    wanted: ConversationQuery,
    *,
    concerning: ColumnElement[bool] | None = None,
) -> tuple[ConversationRow, ...]:
    """Return a page of the conversations of some workspaces: the latest first, or those that wait longest.

    `concerning` narrows them further, as the digest does to what is a person's own.
    """
    order = C.last_message_at.asc() if wanted.waiting_first else C.last_message_at.desc()
    query = _rows(reader).where(*wanted_of(workspace_ids, reader, wanted)).order_by(order, C.id)
    query = query if concerning is None else query.where(concerning)
    return tuple(_row(row) for row in db.session.execute(query.offset(wanted.offset).limit(wanted.limit)))


def conversation_count(workspace_ids: Collection[WorkspaceId], reader: Reader, wanted: ConversationQuery) -> int:
    """Return how many conversations match."""
    query = select(func.count()).select_from(C).where(*wanted_of(workspace_ids, reader, wanted))
    return db.session.scalar(query) or 0


def get_conversation(workspace_id: WorkspaceId, conversation_id: ConversationId, reader: Reader) -> ConversationFacts:
    """Return a conversation with its messages.

    Raises:
        NoSuchConversation: the workspace has none such, or it isn't the reader's to see.
    """
    mine = wanted_of((workspace_id,), reader, ConversationQuery())
    row = db.session.execute(_rows(reader).where(C.id == conversation_id, *mine)).one_or_none()
    if row is None:
        raise NoSuchConversation(conversation_id)
    files = _files(workspace_id, conversation_id)
    messages = db.session.scalars(
        select(ConversationMessage)
        .where(ConversationMessage.workspace_id == workspace_id, ConversationMessage.conversation_id == conversation_id)
        .order_by(ConversationMessage.written_at, ConversationMessage.id)
    )
    told = (
        MessageRow(m.written_at, m.who, m.side, m.body, m.user_id == reader.user_id, files.get(m.id, ()))
        for m in messages
    )
    return ConversationFacts(_row(row), tuple(told), is_mine=row[0].started_by == reader.user_id)


def get_attachment(
    workspace_id: WorkspaceId, conversation_id: ConversationId, file_id: FileId, reader: Reader
) -> KeptFile:
    """Return a file that came with a conversation.

    Raises:
        NoSuchConversation: the conversation or the file in it isn't there for the reader.
    """
    attached = ConversationAttachment
    found = db.session.scalar(
        select(attached.id)
        .join(C, (C.workspace_id == attached.workspace_id) & (C.id == attached.conversation_id))
        .where(attached.file_id == file_id, C.id == conversation_id)
        .where(*wanted_of((workspace_id,), reader, ConversationQuery()))
    )
    if found is None:
        raise NoSuchConversation(file_id)
    return get_file(workspace_id, file_id)


def questions_waiting(workspace_ids: Collection[WorkspaceId], reader: Reader) -> tuple[QuestionsWaiting, ...]:
    """Return how many conversations wait for the reader's side in some workspaces, in one query."""
    if not workspace_ids:
        return ()
    part = part_of(reader).label("part")
    rows = db.session.execute(
        select(C.workspace_id, part, func.count(), func.min(C.last_message_at))
        .where(*wanted_of(workspace_ids, reader, ConversationQuery(state="waiting")))
        .group_by(C.workspace_id, part)
    )
    return tuple(QuestionsWaiting(WorkspaceId(at), why, count, oldest) for at, why, count, oldest in rows)


def _rows(reader: Reader) -> Select[Conversation, str, str, str, bool]:
    started, assigned = aliased(User), aliased(User)
    return (
        select(
            C,
            started.name.label("started"),
            assigned.name.label("assigned"),
            part_of(reader).label("part"),
            unread_by(reader).label("unread"),
        )
        .join(started, started.id == C.started_by)
        .outerjoin(assigned, assigned.id == C.assigned_to)
    )


def _row(row: Row[*tuple[Any, ...]]) -> ConversationRow:
    found: Conversation = row[0]
    return ConversationRow(
        id=ConversationId(found.id),
        workspace_id=WorkspaceId(found.workspace_id),
        about_kind=found.about_kind,
        about_id=found.about_id,
        about_label=found.about_label,
        subject=found.subject,
        state=found.state,
        part=row.part,
        asked_side=found.asked_side,
        started_by=row.started,
        assigned_to=row.assigned or "",
        assigned_id=found.assigned_to,
        due_on=found.due_on,
        last_message_at=found.last_message_at,
        is_unread=row.unread,
    )


def _files(workspace_id: WorkspaceId, conversation_id: ConversationId) -> dict[UUID, tuple[AttachedFile, ...]]:
    attached = ConversationAttachment
    rows = db.session.execute(
        select(attached.message_id, File.id, File.name, File.media_type, File.size)
        .join(File, (File.workspace_id == attached.workspace_id) & (File.id == attached.file_id))
        .where(attached.workspace_id == workspace_id, attached.conversation_id == conversation_id)
        .order_by(File.name, File.id)
    )
    found: dict[UUID, tuple[AttachedFile, ...]] = {}
    for message_id, file_id, name, media_type, size in rows:
        found[message_id] = (*found.get(message_id, ()), AttachedFile(file_id, name, media_type, size))
    return found
