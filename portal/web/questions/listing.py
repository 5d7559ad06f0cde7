"""The list of a company's questions."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import request, url_for

from portal.web._design import Action, Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.states import STATES
from portal.web._design.words import Words
from portal.web.questions.subjects import KINDS, subject_url
from portal.web.questions.words import PARTS
from portal.web.reasons import permitted
from tenants.conversations.narrowing import ConversationQuery, Reader
from tenants.conversations.queries import ConversationRow, conversation_count, conversation_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg

ABOUT = ("client", "customer", "request", "written", "invoice")
COLUMNS = (
    Column(key="subject", label=msg("Subject line"), sortable=False, phone="title"),
    Column(key="about", label=msg("About"), sortable=False),
    Column(key="state", label=msg("State"), kind="state", sortable=False),
    Column(key="due", label=msg("Answer by"), kind="day", sortable=False),
    Column(key="assigned", label=msg("Followed by"), sortable=False),
    Column(key="last", label=msg("Last message"), kind="day", sortable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question as the table shows it."""

    id: str
    name: str
    url: str
    subject: str
    about: str
    about_kind: Message
    about_url: str
    state: str
    why: Words
    due_on: date | None
    is_late: bool
    assigned_to: str
    last_at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The list of questions, and the way to ask one."""

    view: TableView
    rows: tuple[QuestionRow, ...]
    ask: Action


def questions_page(actor: Actor, workspace_id: WorkspaceId, reader: Reader) -> QuestionsPage:
    """Return the list that the address asks for, the latest message first."""
    query = TableQuery.parse(SPEC, request.args)
    wanted = _wanted(query)
    page = Page.of(query, conversation_count((workspace_id,), reader, wanted))
    wanted = _wanted(query, offset=page.offset, limit=page.size)
    rows = tuple(question_row(row, reader.on) for row in conversation_rows((workspace_id,), reader, wanted))
    view = TableView(spec=SPEC, query=query, page=page, path=request.path)
    url = url_for("questions.new", workspace_id=workspace_id, about="client", id=workspace_id)
    ask = Action(label=ask_label(reader), url=url, method="get", weight="primary", icon="chat")
    return QuestionsPage(view, rows, permitted(ask, actor, Permission.ASK, workspace_id))


def ask_label(reader: Reader) -> Message:
    """Return the words of the button that begins a question."""
    return msg("Ask the client") if reader.side == "firm" else msg("Ask your accountant")


def question_row(row: ConversationRow, on: date) -> QuestionRow:
    """Return a question as a table shows it on a day."""
    return QuestionRow(
        id=str(row.id),
        name=row.subject,
        url=url_for("questions.question", workspace_id=row.workspace_id, conversation_id=row.id),
        subject=row.subject,
        about=row.about_label,
        about_kind=KINDS[row.about_kind],
        about_url=subject_url(row.workspace_id, row.about_kind, row.about_id),
        state=row.state,
        why=PARTS[row.part][1] if row.part else "",
        due_on=row.due_on,
        is_late=row.state == "open" and row.due_on is not None and row.due_on < on,
        assigned_to=row.assigned_to,
        last_at=row.last_message_at,
        is_unread=row.is_unread,
    )


def _wanted(query: TableQuery, *, offset: int = 0, limit: int = 1) -> ConversationQuery:
    return ConversationQuery(
        state=query.answer("state"),
        part=query.answer("part"),
        about_kind=query.answer("about"),
        unread_only=query.answer("unread") == "yes",
        search=query.search,
        offset=offset,
        limit=limit,
    )


SPEC = TableSpec(
    name="questions",
    columns=COLUMNS,
    filters=(
        Filter(
            key="state",
            label=msg("State"),
            choices=(
                Choice("waiting", msg("Waiting for our side")),
                Choice("not_closed", msg("Not closed")),
                *(Choice(state, STATES[state].label) for state in ("open", "answered", "closed")),
            ),
        ),
        Filter(key="part", label=msg("Why it waits"), choices=tuple(Choice(p, PARTS[p][1]) for p in PARTS)),
        Filter(key="about", label=msg("About"), choices=tuple(Choice(kind, KINDS[kind]) for kind in ABOUT)),
        Filter(key="unread", label=msg("Read or not"), choices=(Choice("yes", msg("Unread")),)),
    ),
    search_label=msg("Subject line or what it is about"),
)
