"""Moving the day by which an answer is wanted."""

from datetime import date, datetime

from tenants.conversations.actions import PAST_DAY, AlreadyClosed, locked_conversation
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import ConversationId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Forbidden, InvalidFields, Problem
from tenants.workspaces.queries import get_workspace


class NotYourQuestion(Forbidden):
    """Only who asked says by when an answer is wanted."""


def move_due_day(
    actor: Actor, workspace_id: WorkspaceId, conversation_id: ConversationId, due_on: date | None, *, now: datetime
) -> None:
    """Say anew by when an answer is wanted, or by no day; only for who asked.

    The digests and Today go by the new day at once.

    Raises:
        NoSuchConversation: there is none such.
        NotYourQuestion: somebody else asked.
        AlreadyClosed: nobody waits any more.
        InvalidFields: the day has passed.
    """
    actor.must(Permission.ASK, in_=workspace_id)
    conversation = locked_conversation(actor, workspace_id, conversation_id)
    if conversation.started_by != actor.user_id:
        raise NotYourQuestion(conversation_id)
    if conversation.state == "closed":
        raise AlreadyClosed(conversation_id)
    if due_on is not None and due_on < local_day(now, get_workspace(workspace_id).country):
        raise InvalidFields([Problem("due_on", PAST_DAY)])
    if due_on == conversation.due_on:
        return
    before, conversation.due_on = conversation.due_on, due_on
    db.session.flush()
    change = About("conversation", conversation_id, before={"due": before}, after={"due": due_on})
    enter(actor, "question_due_moved", change, in_=workspace_id, now=now)
