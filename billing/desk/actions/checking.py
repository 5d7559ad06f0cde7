"""At the desk: one person takes an invoice in hand, lets go of it, or returns it with what has to be corrected."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from billing.desk.actions.locking import locked, person
from billing.desk.letters import What
from billing.desk.models import WrittenRequest
from billing.desk.rules.checklist import reasons_said
from billing.desk.rules.typed import TypedInvoice
from tenants.conversations.actions import Question, Subject, start_conversation, write_message
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import ConversationId, UserId, WorkspaceId, WrittenId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message, msg, translate
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Invalid
from tenants.users.models import User
from tenants.users.queries import get_person

LONGEST_REASON = 500
TELL = "tell_written"


class ClaimedByOther(Conflict):
    """%(who)s checks this invoice already."""


class NotInHand(Conflict):
    """Take the invoice in hand first: it isn't you who checks it."""


class NothingSaid(Invalid):
    """Say what has to be corrected."""


def claim_written(
    actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId, *, take_over: bool = False, now: datetime
) -> None:
    """Take an invoice in hand, so that nobody else checks it meanwhile; again by the same person changes nothing.

    Its writer is told by e-mail, once for each time that they sent it in.

    Raises:
        NoSuchWritten.
        ClaimedByOther: somebody else has it, and it isn't to be taken over from them.
        NotInHand: it isn't at the desk any more.
    """
    actor.must(Permission.CHECK_WRITTEN, in_=workspace_id)
    row = locked(workspace_id, written_id)
    who = person(actor)
    if row.state not in {"submitted", "in_review"}:
        raise NotInHand(written_id)
    if row.claimed_by == who:
        return
    if row.claimed_by is not None and not take_over:
        raise ClaimedByOther(written_id, who=_name(row.claimed_by))
    before = {"claimed_by": row.claimed_by and _name(row.claimed_by)}
    row.state, row.claimed_by, row.claimed_at = "in_review", who, now
    db.session.flush()
    if row.written_by != who:
        tell(row, "claimed", once=f"{row.submitted_at}")
    about = About("written", row.id, before=before, after={"claimed_by": actor.name})
    enter(actor, "written_claimed", about, in_=workspace_id, now=now)


def release_written(actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId, *, now: datetime) -> None:
    """Let go of an invoice, so that somebody else can check it.

    Raises:
        NoSuchWritten, NotInHand.
    """
    actor.must(Permission.CHECK_WRITTEN, in_=workspace_id)
    row = in_hand(actor, workspace_id, written_id)
    row.state, row.claimed_by, row.claimed_at = "submitted", None, None
    db.session.flush()
    enter(actor, "written_released", About("written", row.id), in_=workspace_id, now=now)


def return_written(
    actor: Actor,
    workspace_id: WorkspaceId,
    written_id: WrittenId,
    reasons: Mapping[str, str],
    message: str,
    *,
    now: datetime,
) -> None:
    """Return an invoice to its writer as one to be corrected: reasons at its fields, and a message to answer to.

    The writer finds both at the invoice, and is told by e-mail.

    Raises:
        NoSuchWritten, NotInHand.
        NothingSaid: there is neither a reason nor a message.
        InvalidFields: the message is too long.
    """
    actor.must(Permission.CHECK_WRITTEN, in_=workspace_id)
    row = in_hand(actor, workspace_id, written_id)
    typed = TypedInvoice.from_json(row.typed)
    told = {name: text.strip()[:LONGEST_REASON] for name, text in reasons.items()}
    fields = reasons_said(told, len(typed.lines), has_work=typed.has_work)
    said = {name: told[name] for name in fields}
    if not said and not message.strip():
        raise NothingSaid(written_id)
    conversation_id = _write(actor, row, _body(said, fields, message, UserId(row.written_by)), now)
    row.state, row.claimed_by, row.claimed_at = "needs_correction", None, None
    row.reasons, row.returned_at, row.changed_at, row.conversation_id = said, now, now, conversation_id
    db.session.flush()
    about = About("written", row.id, after={"state": "needs_correction", "fields": ", ".join(said)})
    enter(actor, "written_returned", about, in_=workspace_id, now=now)
    tell(row, "returned", once=now.isoformat())


def in_hand(actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId) -> WrittenRequest:
    """Return an invoice that the actor has in hand at the desk, locked.

    Raises:
        NoSuchWritten, NotInHand.
    """
    row = locked(workspace_id, written_id)
    if row.state != "in_review" or row.claimed_by != person(actor):
        raise NotInHand(written_id)
    return row


def tell(row: WrittenRequest, what: What, *, once: str) -> None:
    """Have the writer told by e-mail, once for each time it happens, of which `once` is the mark."""
    ids = {"written_id": str(row.id), "what": what}
    after_commit(TELL, row.workspace_id, key=f"{row.id}:{what}:{once}", ids=ids)


def _write(actor: Actor, row: WrittenRequest, body: str, now: datetime) -> ConversationId:
    """Begin the conversation about an invoice, or go on with it, in the writer's language."""
    workspace_id = WorkspaceId(row.workspace_id)
    if row.conversation_id is not None:
        write_message(actor, workspace_id, ConversationId(row.conversation_id), body, now=now)
        return ConversationId(row.conversation_id)
    writer = get_person(UserId(row.written_by))
    subject = translate(msg("Needs correction: %(subject)s", subject=row.subject[:100]), writer.language)
    about = Subject("written", row.id, row.subject, author_id=UserId(row.written_by))
    return start_conversation(actor, workspace_id, about, Question(subject=subject, body=body), now=now)


def _body(reasons: Mapping[str, str], fields: Mapping[str, Message], message: str, writer_id: UserId) -> str:
    language = get_person(writer_id).language
    listed = [f"{translate(fields[name], language)}: {text}" for name, text in reasons.items()]
    return "\n".join([*filter(None, [message.strip()]), *listed])


def _name(user_id: object) -> str:
    return db.session.scalar(select(User.name).where(User.id == user_id)) or ""
