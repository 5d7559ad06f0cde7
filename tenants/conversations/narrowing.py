"""Which conversations are wanted: by whom, from which side, and what narrows them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, literal, or_, select

from tenants.conversations.models import Conversation, ConversationReading
from tenants.conversations.rules.waiting import Side
from tenants.kernel.ids import UserId, WorkspaceId

C = Conversation


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, from which side of the table, on which day; an author sees what they began or what is theirs."""

    user_id: UserId | None
    side: Side
    on: date
    author: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationQuery:
    """Which conversations are wanted: `part` says why they wait for the reader's side.

    `state` may also be "waiting" for all that wait for that side, and "not_closed".
    """

    state: str = ""
    part: str = ""
    about_kind: str = ""
    about_id: UUID | None = None
    assigned_to: UUID | None = None
    search: str = ""
    unread_only: bool = False
    waiting_first: bool = False
    offset: int = 0
    limit: int = 50


def wanted_of(
    workspace_ids: Collection[WorkspaceId], reader: Reader, wanted: ConversationQuery
) -> Iterator[ColumnElement[bool]]:
    """Yield what narrows the conversations of some workspaces to what a reader wants and may see."""
    yield C.workspace_id.in_(workspace_ids)
    if reader.author is not None:
        yield func.coalesce(C.author_id, C.started_by) == reader.author
    if wanted.state:
        yield _state(reader, wanted.state)
    if wanted.part:
        yield part_of(reader) == wanted.part
    if wanted.about_kind:
        yield C.about_kind == wanted.about_kind
    if wanted.about_id is not None:
        yield C.about_id == wanted.about_id
    if wanted.assigned_to is not None:
        yield C.assigned_to == wanted.assigned_to
    if wanted.unread_only:
        yield unread_by(reader)
    if looked_for := wanted.search.strip().lower():
        yield or_(*(func.strpos(func.lower(place), looked_for) > 0 for place in (C.subject, C.about_label)))


def part_of(reader: Reader) -> ColumnElement[str]:
    """Select why a conversation waits for the reader's side: asked, answered or overdue; empty where it doesn't."""
    side = reader.side
    return case(
        ((C.state == "open") & (C.asked_side != side), literal("asked")),
        ((C.state == "answered") & (C.asked_side == side), literal("answered")),
        ((C.state == "open") & (C.due_on < reader.on), literal("overdue")),
        else_=literal(""),
    )


def unread_by(reader: Reader) -> ColumnElement[bool]:
    """Select whether somebody else wrote since the reader looked last."""
    read = (
        select(ConversationReading.user_id)
        .where(
            ConversationReading.workspace_id == C.workspace_id,
            ConversationReading.conversation_id == C.id,
            ConversationReading.user_id == reader.user_id,
            ConversationReading.read_at >= C.last_message_at,
        )
        .exists()
    )
    return (C.last_message_by != reader.user_id) & ~read


def _state(reader: Reader, state: str) -> ColumnElement[bool]:
    if state == "waiting":
        return part_of(reader) != ""
    return C.state != "closed" if state == "not_closed" else C.state == state
