"""Asking, reading and answering."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now
from portal.edge.transaction import transaction
from portal.web._design.words import say
from portal.web.handing_out import hand_out
from portal.web.posted import posted_day
from portal.web.questions.form import posted_assigned, posted_question, question_fields, uploads
from portal.web.questions.listing import ask_label, questions_page
from portal.web.questions.page import question_page
from portal.web.questions.subjects import KINDS, get_subject, subject_url
from portal.web.telling import tell
from tenants.conversations.actions import (
    assign_conversation,
    close_conversation,
    mark_read,
    start_conversation,
    write_message,
)
from tenants.conversations.due_days import move_due_day
from tenants.conversations.narrowing import Reader
from tenants.conversations.queries import get_attachment, get_conversation, reader_of
from tenants.firms.queries import StaffRow, staff_rows
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import ConversationId, FileId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("questions", __name__, template_folder="templates")
QUESTIONS = "/w/<uuid:workspace_id>/questions"
QUESTION = f"{QUESTIONS}/<uuid:conversation_id>"
Answer = str | AnyResponse | tuple[str, int]


@blueprint.get(QUESTIONS)
@in_workspace(Permission.SEE_QUESTIONS)
def questions(workspace_id: UUID) -> str:
    """List a company's questions."""
    where = WorkspaceId(workspace_id)
    page = questions_page(current_actor(), where, _reader(where))
    return render_template("questions/questions.html", page=page)


@blueprint.route(f"{QUESTIONS}/new", methods=["GET", "POST"])
@in_workspace(Permission.ASK)
def new(workspace_id: UUID) -> Answer:
    """Ask about something that the address names by kind and id."""
    where = WorkspaceId(workspace_id)
    if request.method == "GET":
        return _new(where, ())
    try:
        with transaction(acting=workspace_id) as moment:
            about = get_subject(where, request.args.get("about", ""), _about_id())
            question = posted_question(_staff(where))
            conversation_id = start_conversation(current_actor(), where, about, question, now=moment)
    except InvalidFields as refusal:
        return _new(where, refusal.problems), 422
    tell(msg("The question is asked. The other side is told by the next morning's mail."))
    return redirect(url_for("questions.question", workspace_id=where, conversation_id=conversation_id), 303)


@blueprint.get(QUESTION)
@in_workspace(Permission.SEE_QUESTIONS)
def question(workspace_id: UUID, conversation_id: UUID) -> str:
    """Show a question with all that was written; from now on the reader has read it."""
    where, which = WorkspaceId(workspace_id), ConversationId(conversation_id)
    shown = _question(where, which, ())
    with transaction(acting=workspace_id) as moment:
        mark_read(current_actor(), where, which, now=moment)
    return shown


@blueprint.post(f"{QUESTION}/messages")
@in_workspace(Permission.ASK)
def write(workspace_id: UUID, conversation_id: UUID) -> Answer:
    """Write in a question."""
    where, which = WorkspaceId(workspace_id), ConversationId(conversation_id)
    try:
        with transaction(acting=workspace_id) as moment:
            write_message(current_actor(), where, which, request.form.get("body", ""), uploads(), now=moment)
    except InvalidFields as refusal:
        return _question(where, which, refusal.problems), 422
    return _back(where, which)


@blueprint.post(f"{QUESTION}/close")
@in_workspace(Permission.ASK)
def close(workspace_id: UUID, conversation_id: UUID) -> AnyResponse:
    """Close a question, and go back to the list."""
    where = WorkspaceId(workspace_id)
    with transaction(acting=workspace_id) as moment:
        close_conversation(current_actor(), where, ConversationId(conversation_id), now=moment)
    tell(msg("The question is closed."))
    return redirect(url_for("questions.questions", workspace_id=where), 303)


@blueprint.post(f"{QUESTION}/assignee")
@in_workspace(Permission.ASK)
def assign(workspace_id: UUID, conversation_id: UUID) -> AnyResponse:
    """Say who of the staff follows a question."""
    where, which = WorkspaceId(workspace_id), ConversationId(conversation_id)
    with transaction(acting=workspace_id) as moment:
        chosen = posted_assigned(_staff(where))
        assign_conversation(current_actor(), where, which, chosen, now=moment)
    tell(msg("Who follows the question is changed."))
    return _back(where, which)


@blueprint.post(f"{QUESTION}/due")
@in_workspace(Permission.ASK)
def move_due(workspace_id: UUID, conversation_id: UUID) -> Answer:
    """Say anew by when an answer is wanted."""
    where, which = WorkspaceId(workspace_id), ConversationId(conversation_id)
    try:
        with transaction(acting=workspace_id) as moment:
            move_due_day(current_actor(), where, which, posted_day("due_on"), now=moment)
    except InvalidFields as refusal:
        return _question(where, which, refusal.problems), 422
    tell(msg("By when an answer is wanted is changed."))
    return _back(where, which)


@blueprint.get(f"{QUESTION}/files/<uuid:file_id>")
@in_workspace(Permission.SEE_QUESTIONS)
def file(workspace_id: UUID, conversation_id: UUID, file_id: UUID) -> Response:
    """Hand out an attachment."""
    where = WorkspaceId(workspace_id)
    found = get_attachment(where, ConversationId(conversation_id), FileId(file_id), _reader(where))
    return hand_out(found, saved="save" in request.args)


def _reader(workspace_id: WorkspaceId) -> Reader:
    g.country = get_workspace(workspace_id).country
    return reader_of(current_actor(), workspace_id, on=local_day(now(), g.country))


def _staff(workspace_id: WorkspaceId) -> list[StaffRow]:
    """Return the staff of the reader's own firm; nobody where the reader is on the client's side."""
    firm_id = current_actor().workspaces[workspace_id].firm_id
    return staff_rows(firm_id) if firm_id else []


def _new(workspace_id: WorkspaceId, problems: Sequence[Problem]) -> str:
    reader = _reader(workspace_id)
    about = get_subject(workspace_id, request.args.get("about", ""), _about_id())
    return render_template(
        "questions/new.html",
        title=say(ask_label(reader)),
        about_kind=KINDS[about.kind],
        about=about.label,
        back_url=subject_url(workspace_id, about.kind, about.id),
        fields=question_fields(_staff(workspace_id), problems),
    )


def _question(workspace_id: WorkspaceId, which: ConversationId, problems: Sequence[Problem]) -> str:
    reader = _reader(workspace_id)
    found = get_conversation(workspace_id, which, reader)
    page = question_page(current_actor(), found, reader, _staff(workspace_id), problems)
    return render_template("questions/question.html", page=page)


def _back(workspace_id: WorkspaceId, which: ConversationId) -> AnyResponse:
    return redirect(url_for("questions.question", workspace_id=workspace_id, conversation_id=which), 303)


def _about_id() -> UUID:
    try:
        return UUID(request.args.get("id", ""))
    except ValueError as fault:
        raise NotFound from fault
