"""Asking, answering, assigning and closing; the other side is told by the next morning's mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from tenants.conversations.models import (
    Conversation,
    ConversationAttachment,
    ConversationMessage,
    ConversationReading,
)
from tenants.conversations.queries import NoSuchConversation, side_of
from tenants.conversations.rules.telling import next_telling
from tenants.conversations.rules.waiting import state_after
from tenants.files.actions import NewFile, keep_files
from tenants.files.content import recognise
from tenants.firms.queries import staff_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import ConversationId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Forbidden, InvalidFields, Problem, Refusal
from tenants.workspaces.queries import get_workspace

LONGEST_SUBJECT, LONGEST_BODY, MOST_FILES = 150, 10_000, 5
GATHER = "gather_digests"
PAST_DAY = msg("That day has passed.")


class AlreadyClosed(Conflict):
    """This question is closed already."""


class NotOfTheFirm(Forbidden):
    """Only the firm's staff decide who of them answers."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a person sent it; what it is, its bytes say."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Subject:
    """What a conversation is about; whoever opens it has made sure that the thing is there.

    `author_id` is the author whom it concerns, who then sees it although others began it.
    """

    kind: str
    id: UUID
    label: str
    author_id: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as a person asks it; `assigned_to` is who of the firm's staff follows it."""

    subject: str
    body: str
    due_on: date | None = None
    assigned_to: UserId | None = None
    files: tuple[Upload, ...] = ()


def start_conversation(
    actor: Actor, workspace_id: WorkspaceId, about: Subject, asked: Question, *, now: datetime
) -> ConversationId:
    """Ask the other side about something.

    Raises:
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.ASK, in_=workspace_id)
    side = side_of(actor, workspace_id)
    today = local_day(now, get_workspace(workspace_id).country)
    if problems := [*_asked_wrongly(actor, workspace_id, asked, today), *_written_wrongly(asked.body, asked.files)]:
        raise InvalidFields(problems)
    conversation = Conversation(
        workspace_id=workspace_id,
        id=uuid4(),
        about_kind=about.kind,
        about_id=about.id,
        about_label=" ".join(about.label.split())[:200],
        subject=one_line(asked.subject),
        state="open",
        asked_side=side,
        author_id=about.author_id,
        started_by=_person(actor),
        started_at=now,
        assigned_to=asked.assigned_to,
        due_on=asked.due_on,
        last_message_at=now,
        last_message_by=_person(actor),
    )
    db.session.add(conversation)
    db.session.flush()
    _write(actor, conversation, asked.body, asked.files, now)
    after = {"subject": conversation.subject, "about": about.kind, "due": asked.due_on}
    enter(actor, "question_asked", About("conversation", conversation.id, after=after), in_=workspace_id, now=now)
    return ConversationId(conversation.id)


def write_message(
    actor: Actor,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    body: str,
    files: Sequence[Upload] = (),
    *,
    now: datetime,
) -> None:
    """Write in a conversation: the other side answers by it, the asking side asks on; a closed one opens again.

    Raises:
        NoSuchConversation: there is none such.
        InvalidFields: nothing was written, or a file can't be taken.
    """
    actor.must(Permission.ASK, in_=workspace_id)
    conversation = locked_conversation(actor, workspace_id, conversation_id)
    if problems := _written_wrongly(body, files):
        raise InvalidFields(problems)
    before = conversation.state
    conversation.state = state_after(conversation.asked_side, side_of(actor, workspace_id))
    conversation.closed_at = conversation.closed_by = None
    conversation.last_message_at, conversation.last_message_by = now, _person(actor)
    _write(actor, conversation, body, files, now)
    change = About("conversation", conversation_id, before={"state": before}, after={"state": conversation.state})
    enter(actor, "question_written_in", change, in_=workspace_id, now=now)


def close_conversation(
    actor: Actor, workspace_id: WorkspaceId, conversation_id: ConversationId, *, now: datetime
) -> None:
    """Close a conversation: nobody waits any more. Writing in it opens it again.

    Raises:
        NoSuchConversation: there is none such.
        AlreadyClosed: somebody was quicker.
    """
    actor.must(Permission.ASK, in_=workspace_id)
    conversation = locked_conversation(actor, workspace_id, conversation_id)
    if conversation.state == "closed":
        raise AlreadyClosed(conversation_id)
    before = conversation.state
    conversation.state, conversation.closed_at, conversation.closed_by = "closed", now, _person(actor)
    db.session.flush()
    change = About("conversation", conversation_id, before={"state": before}, after={"state": "closed"})
    enter(actor, "question_closed", change, in_=workspace_id, now=now)


def assign_conversation(
    actor: Actor,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    assigned_to: UserId | None,
    *,
    now: datetime,
) -> None:
    """Say who of the firm's staff follows a conversation; None for all on the engagement.

    Raises:
        NoSuchConversation: there is none such.
        NotOfTheFirm: the client's people don't decide that.
        InvalidFields: the person isn't one of the staff.
    """
    actor.must(Permission.ASK, in_=workspace_id)
    conversation = locked_conversation(actor, workspace_id, conversation_id)
    if problems := _assigned_wrongly(actor, workspace_id, assigned_to):
        raise InvalidFields(problems)
    before, conversation.assigned_to = conversation.assigned_to, assigned_to
    db.session.flush()
    change = About("conversation", conversation_id, before={"assigned": before}, after={"assigned": assigned_to})
    enter(actor, "question_assigned", change, in_=workspace_id, now=now)


def mark_read(actor: Actor, workspace_id: WorkspaceId, conversation_id: ConversationId, *, now: datetime) -> None:
    """Remember that a person has read a conversation up to now."""
    actor.must(Permission.SEE_QUESTIONS, in_=workspace_id)
    locked_conversation(actor, workspace_id, conversation_id)
    key = {"workspace_id": workspace_id, "conversation_id": conversation_id, "user_id": _person(actor)}
    seen = insert(ConversationReading).values(**key, read_at=now)
    db.session.execute(seen.on_conflict_do_update("pk_conversation_reading", set_={"read_at": now}))


def one_line(text: str) -> str:
    r"""Return a subject on one line, without controls.

    >>> one_line("Which account?\r\nBcc: x@y.example")
    'Which account? Bcc: x@y.example'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def locked_conversation(actor: Actor, workspace_id: WorkspaceId, conversation_id: ConversationId) -> Conversation:
    """Return a conversation that an actor may see, locked.

    Raises:
        NoSuchConversation: there is none such.
    """
    query = select(Conversation).where(Conversation.workspace_id == workspace_id, Conversation.id == conversation_id)
    if (author := actor.author_in(workspace_id)) is not None:
        query = query.where(func.coalesce(Conversation.author_id, Conversation.started_by) == author)
    found = db.session.scalars(query.with_for_update()).one_or_none()
    if found is None:
        raise NoSuchConversation(conversation_id)
    return found


def _write(actor: Actor, conversation: Conversation, body: str, files: Sequence[Upload], now: datetime) -> None:
    workspace_id = WorkspaceId(conversation.workspace_id)
    message = ConversationMessage(
        workspace_id=workspace_id,
        id=uuid4(),
        conversation_id=conversation.id,
        written_at=now,
        user_id=_person(actor),
        who=actor.name,
        side=side_of(actor, workspace_id),
        body=body.strip().replace("\r\n", "\n"),
    )
    db.session.add(message)
    db.session.flush()
    known = [(recognise(file.name, file.content), file.content) for file in files]
    kept = keep_files(workspace_id, [NewFile(what.name, what.media_type, content) for what, content in known], now=now)
    for file_id in kept:
        db.session.add(
            ConversationAttachment(
                workspace_id=workspace_id, conversation_id=conversation.id, message_id=message.id, file_id=file_id
            )
        )
    db.session.flush()
    day, at = next_telling(now, get_workspace(workspace_id).country)
    after_commit(GATHER, workspace_id, key=day.isoformat(), ids={"day": day.isoformat()}, wait=at - now)


def _asked_wrongly(actor: Actor, workspace_id: WorkspaceId, asked: Question, today: date) -> list[Problem]:
    subject = one_line(asked.subject)
    problems = []
    if not subject:
        problems.append(Problem("subject", msg("Fill this in.")))
    if len(subject) > LONGEST_SUBJECT:
        problems.append(Problem("subject", msg("At most %(count)s characters.", count=LONGEST_SUBJECT)))
    if asked.due_on is not None and asked.due_on < today:
        problems.append(Problem("due_on", PAST_DAY))
    if asked.assigned_to is not None:
        problems += _assigned_wrongly(actor, workspace_id, asked.assigned_to)
    return problems


def _assigned_wrongly(actor: Actor, workspace_id: WorkspaceId, assigned_to: UserId | None) -> list[Problem]:
    firm_id = actor.workspaces[workspace_id].firm_id
    if firm_id is None:
        raise NotOfTheFirm(workspace_id)
    if assigned_to is None or assigned_to in {row.user_id for row in staff_rows(firm_id)}:
        return []
    return [Problem("assigned_to", msg("Choose one of the firm's staff."))]


def _written_wrongly(body: str, files: Sequence[Upload]) -> list[Problem]:
    problems = []
    if not body.strip():
        problems.append(Problem("body", msg("Fill this in.")))
    if len(body) > LONGEST_BODY:
        problems.append(Problem("body", msg("At most %(count)s characters.", count=LONGEST_BODY)))
    if len(files) > MOST_FILES:
        problems.append(Problem("files", msg("At most %(count)s files at once.", count=MOST_FILES)))
    for file in files:
        try:
            recognise(file.name, file.content)
        except Refusal as refusal:
            problems.append(Problem("files", refusal.message))
    return problems


def _person(actor: Actor) -> UserId:
    """Return who acts.

    Raises:
        Forbidden: a job asks nobody anything.
    """
    if actor.user_id is None:
        raise Forbidden
    return actor.user_id
