"""What was asked to be sent on together: how far it has come, and what was refused and why."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import func, select

from billing.customers.models import Customer
from billing.delivery.rules.routes import Channel
from billing.desk.models import DeskBatch, DeskBatchItem, WrittenRequest
from billing.desk.rules.states import WAITING
from tenants.kernel.db import confined, db
from tenants.kernel.ids import BatchId, UserId, WorkspaceId, WrittenId
from tenants.kernel.language import Message
from tenants.kernel.money import from_minor
from tenants.kernel.outbox.stopped import StoppedTask, stopped_tasks
from tenants.kernel.refusals import NotFound
from tenants.users.models import User

B, ITEM, W = DeskBatch, DeskBatchItem, WrittenRequest
SEND_TOGETHER = "send_together"


class NoSuchBatch(NotFound):
    """Nothing of the sort was asked for here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFacts:
    """A batch: who asked for what, and how many were sent on, were refused, and wait; `stopped` needs a person."""

    id: BatchId
    asked_by: UserId
    asker: str
    asked_at: datetime
    finished_at: datetime | None
    issued_on: date
    channel: Channel | None
    checked: frozenset[str]
    chosen: int
    sent: int
    refused: int
    waiting: int
    stopped: StoppedTask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedItem:
    """An invoice of a batch that wasn't sent on, with the reasons; no total where it can't be reckoned."""

    written_id: WrittenId
    customer: str
    subject: str
    writer: str
    total: Decimal | None
    currency: str
    reasons: tuple[Message, ...]


def get_batch(workspace_id: WorkspaceId, batch_id: BatchId) -> BatchFacts:
    """Return a batch with how far it has come.

    Raises:
        NoSuchBatch: the workspace has none by that id.
    """
    query = select(B, User.name).join(User, User.id == B.asked_by).where(B.workspace_id == workspace_id)
    found = db.session.execute(query.where(B.id == batch_id, confined(B.asked_by))).one_or_none()
    if found is None:
        raise NoSuchBatch(batch_id)
    return _facts(workspace_id, *found)


def newest_batch(workspace_id: WorkspaceId, asked_by: UserId) -> BatchFacts | None:
    """Return what a person asked for last, or None where they never did."""
    query = select(B, User.name).join(User, User.id == B.asked_by)
    ours = (B.workspace_id == workspace_id, B.asked_by == asked_by, confined(B.asked_by))
    found = db.session.execute(query.where(*ours).order_by(B.asked_at.desc(), B.id).limit(1)).one_or_none()
    return _facts(workspace_id, *found) if found else None


def waiting_items(workspace_id: WorkspaceId, batch_id: BatchId) -> tuple[WrittenId, ...]:
    """Return what of a batch still waits, in its order."""
    query = select(ITEM.written_id).where(
        ITEM.workspace_id == workspace_id, ITEM.batch_id == batch_id, ITEM.state == "waiting"
    )
    return tuple(map(WrittenId, db.session.scalars(query.order_by(ITEM.place))))


def refused_items(workspace_id: WorkspaceId, batch_id: BatchId) -> tuple[RefusedItem, ...]:
    """Return what of a batch wasn't sent on, in its order."""
    query = (
        select(W.id, W.subject, W.total_minor, W.currency, Customer.name.label("customer"), User.name, ITEM.reasons)
        .join(W, (W.workspace_id == workspace_id) & (W.id == ITEM.written_id))
        .join(User, User.id == W.written_by)
        .outerjoin(Customer, (Customer.workspace_id == workspace_id) & (Customer.id == W.customer_id))
        .where(ITEM.workspace_id == workspace_id, ITEM.batch_id == batch_id, ITEM.state == "refused")
        .where(confined(ITEM.author_id))
        .order_by(ITEM.place)
    )
    return tuple(map(_refused, db.session.execute(query)))


def still_at_desk(workspace_id: WorkspaceId, batch_id: BatchId) -> int:
    """Return how many of those that a batch refused are at the desk still."""
    query = (
        select(func.count())
        .select_from(ITEM)
        .join(W, (W.workspace_id == workspace_id) & (W.id == ITEM.written_id))
        .where(ITEM.workspace_id == workspace_id, ITEM.batch_id == batch_id, ITEM.state == "refused")
        .where(W.state.in_(WAITING), confined(W.written_by))
    )
    return db.session.scalar(query) or 0


def stopped_batch(workspace_id: WorkspaceId, batch_id: BatchId) -> tuple[StoppedTask, ...]:
    """Return the task of a batch if it was given up."""
    return stopped_tasks(workspace_id, (SEND_TOGETHER,), about=("batch_id", batch_id))


def _facts(workspace_id: WorkspaceId, batch: DeskBatch, asker: str) -> BatchFacts:
    ours = (ITEM.workspace_id == workspace_id, ITEM.batch_id == batch.id)
    rows = db.session.execute(select(ITEM.state, func.count()).where(*ours).group_by(ITEM.state))
    counts = {row[0]: row[1] for row in rows}
    stopped = stopped_batch(workspace_id, BatchId(batch.id)) if batch.finished_at is None else ()
    return BatchFacts(
        id=BatchId(batch.id),
        asked_by=UserId(batch.asked_by),
        asker=asker,
        asked_at=batch.asked_at,
        finished_at=batch.finished_at,
        issued_on=batch.issued_on,
        channel=cast("Channel | None", batch.channel),
        checked=frozenset(batch.checked),
        chosen=batch.chosen,
        sent=counts.get("sent", 0),
        refused=counts.get("refused", 0),
        waiting=counts.get("waiting", 0),
        stopped=stopped[0] if stopped else None,
    )


def _refused(row: Any) -> RefusedItem:
    return RefusedItem(
        written_id=WrittenId(row.id),
        customer=row.customer or "",
        subject=row.subject,
        writer=row.name,
        total=None if row.total_minor is None else from_minor(row.total_minor, row.currency),
        currency=row.currency,
        reasons=tuple(map(Message.from_json, row.reasons)),
    )
