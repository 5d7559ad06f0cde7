"""The one mail a day to each person: what it tells, and by whose task it goes out.

A digest is a person's, not a tenant's: who works with many clients gets one mail about all of them. Its row is
written before the mail leaves, with the task that began it. A digest binds nobody, so a second copy does less harm than
none: where a worker died or the server left it open, the same task sends it again, under the same Message-ID, by which
mail programs show it once. One that was never finished is unknown from the next day on, and its news are new again.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from tenants.absences.models import Cover
from tenants.collaborations.models import Collaboration
from tenants.conversations.models import Conversation, Digest
from tenants.conversations.narrowing import ConversationQuery, Reader
from tenants.conversations.queries import ConversationRow, conversation_rows, side_of
from tenants.conversations.rules.waiting import Side
from tenants.engagements.models import EngagementMember
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.workspaces.queries import workspace_rows

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
TOLD = ("sent", "nothing")
AGAIN = ("failed", "nothing", "unknown")
MOST = 500
PEOPLE = text("select user_id from people_to_tell(:workspace_id)")


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A conversation as the mail names it: by its subject only, never by what was written."""

    company: str
    row: ConversationRow
    is_new: bool


def people_to_tell(workspace_id: WorkspaceId) -> tuple[UserId, ...]:
    """Return whom a workspace's conversations may concern: its people, and the staff on its engagement."""
    return tuple(UserId(user_id) for user_id in db.session.scalars(PEOPLE, {"workspace_id": workspace_id}))


def has_open(workspace_id: WorkspaceId) -> bool:
    """Say whether a workspace has a conversation that isn't closed."""
    found = select(Conversation.id).where(Conversation.workspace_id == workspace_id, Conversation.state != "closed")
    return db.session.scalar(found.limit(1)) is not None


def begin_digest(user_id: UserId, day: date, *, by: UUID, now: datetime) -> datetime | None:
    """Take a person's digest of a day for a task, and return since when things are new.

    None where it was sent, or another task is at it; a task whose worker died takes up what it had begun.
    """
    anew = {"state": "sending", "as_of": now, "begun_by": by}
    mine = and_(Digest.state == "sending", Digest.begun_by == by)
    taken = (
        insert(Digest)
        .values(user_id=user_id, day=day, **anew)
        .on_conflict_do_update("pk_digest", set_=anew, where=or_(Digest.state.in_(AGAIN), mine))
    )
    if db.session.scalar(taken.returning(Digest.day)) is None:
        return None
    earlier = (Digest.user_id == user_id, Digest.day < day)
    db.session.execute(update(Digest).where(*earlier, Digest.state == "sending").values(state="unknown"))
    return db.session.scalar(select(func.max(Digest.as_of)).where(*earlier, Digest.state.in_(TOLD))) or LONG_AGO


def settle_digest(user_id: UserId, day: date, state: str) -> None:
    """Note what became of a digest: sent, nothing to tell, or failed or unknown, and then it may be tried again."""
    mine = update(Digest).where(Digest.user_id == user_id, Digest.day == day, Digest.state == "sending")
    db.session.execute(mine.values(state=state))


def digest_lines(actor: Actor, user_id: UserId, *, since: datetime, now: datetime, on: date) -> list[DigestLine]:
    """Return what is new to a person or waits for their side, the new first; as far as one of their scopes reaches.

    Of the firm, a conversation concerns whom it is assigned to (or who covers for them) and who asked; one that is
    nobody's concerns all on the engagement.
    """
    found = [row for reader, places in _readings(actor, user_id, on) for row in _rows(reader, places, now)]
    told = [row for row in found if row.part or (row.is_unread and row.last_message_at > since)]
    names = {place.id: place.name for place in workspace_rows({row.workspace_id for row in told}, at_most=MOST)}
    lines = [
        DigestLine(names[row.workspace_id], row, row.is_unread and row.last_message_at > since)
        for row in told
        if row.workspace_id in names
    ]
    return in_order(lines)


def in_order(lines: Iterable[DigestLine]) -> list[DigestLine]:
    """Return lines as the mail has them: the new first, then by company and age."""
    return sorted(lines, key=lambda line: (not line.is_new, line.company.casefold(), line.row.last_message_at))


def _readings(actor: Actor, user_id: UserId, on: date) -> Iterator[tuple[Reader, list[WorkspaceId]]]:
    """Yield how a person reads, with the workspaces read so: by side, and where they are an author only their own."""
    places = [place for place in actor.workspaces if actor.may(Permission.SEE_QUESTIONS, in_=place)]
    sides: tuple[Side, ...] = ("firm", "client")
    for side in sides:
        for author in (None, user_id):
            here = [one for one in places if side_of(actor, one) == side and actor.author_in(one) == author]
            if here:
                yield Reader(user_id, side, on, author), here


def _rows(reader: Reader, places: Collection[WorkspaceId], now: datetime) -> Iterator[ConversationRow]:
    if reader.user_id is None:
        return
    concerning = None if reader.side == "client" else _concerning(reader.user_id, _with_covered(reader.user_id, now))
    wanted = ConversationQuery(state="not_closed", limit=MOST)
    yield from conversation_rows(places, reader, wanted, concerning=concerning)


def _concerning(user_id: UserId, people: Collection[UUID]) -> ColumnElement[bool]:
    on_it = and_(
        EngagementMember.firm_id == Collaboration.firm_id,
        EngagementMember.engagement_id == Collaboration.engagement_id,
        EngagementMember.user_id.in_(people),
    )
    mine = select(Collaboration.workspace_id).join(EngagementMember, on_it)
    return or_(
        Conversation.assigned_to.in_(people),
        Conversation.started_by == user_id,
        and_(Conversation.assigned_to.is_(None), Conversation.workspace_id.in_(mine)),
    )


def _with_covered(user_id: UserId, now: datetime) -> list[UUID]:
    """Return a person and those whose work they do while these are away."""
    away = select(Cover.away_id).where(Cover.stand_in_id == user_id, Cover.from_at <= now, Cover.until_at > now)
    return [user_id, *db.session.scalars(away)]
