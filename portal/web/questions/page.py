"""The page of one question: what it is about, what was written, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from portal.web._design import Action, Field, Link
from portal.web._design.filters import day
from portal.web._design.states import Tone
from portal.web._design.words import Words
from portal.web.questions.form import answer_fields, assigned_field, due_field
from portal.web.questions.subjects import KINDS, subject_url
from portal.web.questions.words import PARTS
from portal.web.reasons import permitted
from tenants.conversations.narrowing import Reader
from tenants.conversations.queries import ConversationFacts, ConversationRow, MessageRow
from tenants.firms.queries import StaffRow
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message with its files."""

    who: str
    side: Message
    at: datetime
    body: str
    is_mine: bool
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """A question as its reader sees it."""

    subject: str
    state: str
    why: tuple[str, Message, Tone] | None
    about_kind: Message
    about: str
    about_url: str
    facts: tuple[tuple[Words, Words], ...]
    messages: tuple[ShownMessage, ...]
    fields: tuple[Field, ...]
    send: Action
    close: Action | None
    assign: Action | None
    assigned: Field | None
    move: Action | None
    due: Field
    list_url: str


def question_page(
    actor: Actor,
    found: ConversationFacts,
    reader: Reader,
    staff: Sequence[StaffRow],
    problems: Sequence[Problem] = (),
) -> QuestionPage:
    """Return the page; with problems, what was wrong with the answer."""
    row = found.row
    at: dict[str, Any] = {"workspace_id": row.workspace_id, "conversation_id": row.id}
    send = Action(label=_send_label(row, reader), url=url_for("questions.write", **at), weight="primary", icon="send")
    close = Action(label=msg("Close the question"), url=url_for("questions.close", **at), icon="check")
    assign = Action(label=msg("Change"), url=url_for("questions.assign", **at))
    move = Action(label=msg("Change"), url=url_for("questions.move_due", **at))
    moves = row.state != "closed" and found.is_mine
    return QuestionPage(
        subject=row.subject,
        state=row.state,
        why=PARTS.get(row.part),
        about_kind=KINDS[row.about_kind],
        about=row.about_label,
        about_url=subject_url(row.workspace_id, row.about_kind, row.about_id),
        facts=_facts(row),
        messages=tuple(_message(row.workspace_id, row, message) for message in found.messages),
        fields=answer_fields(problems),
        send=permitted(send, actor, Permission.ASK, row.workspace_id),
        close=None if row.state == "closed" else permitted(close, actor, Permission.ASK, row.workspace_id),
        assign=permitted(assign, actor, Permission.ASK, row.workspace_id) if staff else None,
        assigned=assigned_field(staff, str(row.assigned_id or "")) if staff else None,
        move=permitted(move, actor, Permission.ASK, row.workspace_id) if moves else None,
        due=due_field(row.due_on.isoformat() if row.due_on else "", problems),
        list_url=url_for("questions.questions", workspace_id=row.workspace_id),
    )


def _send_label(row: ConversationRow, reader: Reader) -> Message:
    if row.state == "closed":
        return msg("Send and open again")
    return msg("Send the answer") if row.asked_side != reader.side else msg("Send the message")


def _facts(row: ConversationRow) -> tuple[tuple[Words, Words], ...]:
    return (
        (msg("Asked by"), row.started_by),
        (msg("Answer wanted by"), _day(row.due_on)),
        (msg("Followed by"), row.assigned_to or msg("All on the engagement")),
    )


def _day(on: date | None) -> Words:
    return day(on) if on else "–"


def _message(workspace_id: WorkspaceId, row: ConversationRow, message: MessageRow) -> ShownMessage:
    at: dict[str, Any] = {"workspace_id": workspace_id, "conversation_id": row.id}
    files = tuple(Link(file.name, url_for("questions.file", **at, file_id=file.id)) for file in message.files)
    side = msg("Accounting firm") if message.side == "firm" else msg("Client")
    return ShownMessage(message.who, side, message.written_at, message.body, message.is_mine, files)
