"""Carrying deliveries out, as far as the database knows: a try is written before any byte leaves, and closed after.

A try that is still open when its delivery is taken again belongs to a worker that died. What became of it is looked up
where the channel can; where it can't, the delivery is unknown and a person decides. It is never sent again blindly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select, update

from billing.delivery.actions.queueing import ask_for
from billing.delivery.channels.parcels import Parcel
from billing.delivery.models import Delivery, DeliveryTry
from billing.delivery.queries.parcels import parcels_of
from billing.delivery.rules.retries import next_try_in
from billing.delivery.rules.routes import Channel
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message, msg
from tenants.kernel.outbox.tasks import LeaseLost
from tenants.outside.outcome import Done, NotDone, Outcome, Unknown

# Where the other side says no for good; anything before is trouble of our own.
SAID_BY_RECEIVER = frozenset({"mail", "rcpt", "data", "reply"})
NOBODY_KNOWS = msg("It may have arrived or not. Ask the receiver, then say here what came of it.")
INTERRUPTED = msg("It couldn't be sent: every attempt was interrupted.")


@dataclass(frozen=True, slots=True)
class Held:
    """The claim under which deliveries are carried out."""

    fence: int


@dataclass(frozen=True, slots=True)
class Load:
    """A delivery that may leave now: its parcel, the place of its try, whether it was perhaps handed over before."""

    delivery_id: DeliveryId
    place: int
    parcel: Parcel
    interrupted: bool


def take(
    workspace_id: WorkspaceId, delivery_ids: Sequence[DeliveryId], held: Held, *, at_most: int, now: datetime
) -> tuple[Load, ...]:
    """Take the next queued deliveries of these in hand; the caller commits before any byte leaves."""
    query = (
        select(Delivery)
        .where(Delivery.workspace_id == workspace_id, Delivery.id.in_(delivery_ids), Delivery.state == "queued")
        .order_by(Delivery.created_at, Delivery.id)
        .limit(at_most)
        .with_for_update()
    )
    ids = [DeliveryId(one.id) for one in db.session.scalars(query)]
    parcels, tries = parcels_of(workspace_id, ids), _last_tries(workspace_id, ids)
    return tuple(_begin(workspace_id, parcels[each], tries.get(each), held, now) for each in ids)


def _last_tries(workspace_id: WorkspaceId, ids: Sequence[DeliveryId]) -> Mapping[UUID, DeliveryTry]:
    query = select(DeliveryTry).where(DeliveryTry.workspace_id == workspace_id, DeliveryTry.delivery_id.in_(ids))
    return {one.delivery_id: one for one in db.session.scalars(query.order_by(DeliveryTry.place))}


def _begin(workspace_id: WorkspaceId, parcel: Parcel, last: DeliveryTry | None, held: Held, now: datetime) -> Load:
    """Open a try, or take over the one that a dead worker left open."""
    if last is not None and last.ended_at is None:
        last.fence = held.fence
        return Load(parcel.delivery_id, last.place, parcel, interrupted=True)
    place = last.place + 1 if last else 1
    db.session.add(
        DeliveryTry(
            workspace_id=workspace_id,
            delivery_id=parcel.delivery_id,
            place=place,
            fence=held.fence,
            started_at=now,
        )
    )
    return Load(parcel.delivery_id, place, parcel, interrupted=False)


def record(actor: Actor, workspace_id: WorkspaceId, load: Load, outcome: Outcome, held: Held, *, now: datetime) -> None:
    """Write down what came of a try, and what follows: handed over, refused, unknown, or to be tried again later.

    Raises:
        LeaseLost: another worker has taken the delivery over by now.
    """
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id == load.delivery_id)
    delivery = db.session.scalars(query.with_for_update()).one()
    _close(workspace_id, load, outcome, held, now)
    if isinstance(outcome, Done):
        delivery.state, delivery.receipt, delivery.handed_over_at = "handed_over", outcome.receipt, now
        delivery.reason = None
    elif isinstance(outcome, Unknown):
        delivery.state, delivery.reason = "unknown", NOBODY_KNOWS.to_json()
    else:
        _not_done(workspace_id, delivery, load, outcome, now)
    if delivery.state != "queued":
        _enter(actor, workspace_id, delivery, now)


def _close(workspace_id: WorkspaceId, load: Load, outcome: Outcome, held: Held, now: datetime) -> None:
    closed = db.session.execute(
        update(DeliveryTry)
        .where(
            DeliveryTry.workspace_id == workspace_id,
            DeliveryTry.delivery_id == load.delivery_id,
            DeliveryTry.place == load.place,
            DeliveryTry.fence == held.fence,
            DeliveryTry.ended_at.is_(None),
        )
        .values(ended_at=now, **_told(outcome))
        .returning(DeliveryTry.place)
        .execution_options(synchronize_session=False)
    )
    if closed.one_or_none() is None:
        raise LeaseLost(load.delivery_id)


def _told(outcome: Outcome) -> dict[str, str]:
    """Return an outcome as a try keeps it: the word, how far it came, and what the other side said."""
    if isinstance(outcome, Done):
        return {"outcome": "done", "stage": "reply", "detail": outcome.receipt}
    if isinstance(outcome, Unknown):
        return {"outcome": "unknown", "stage": outcome.stage, "detail": outcome.reason}
    return {"outcome": "final" if outcome.final else "retry", "stage": outcome.stage, "detail": outcome.reason}


def _not_done(workspace_id: WorkspaceId, delivery: Delivery, load: Load, outcome: NotDone, now: datetime) -> None:
    wait = None if outcome.final else next_try_in(load.place, first=delivery.created_at, now=now)
    if wait is not None:
        delivery.reason = msg("Not yet: %(said)s. It is tried again.", said=outcome.reason).to_json()
        channel = cast("Channel", delivery.channel)
        ask_for(workspace_id, channel, [delivery.id], key=f"{delivery.id}:{load.place}", wait=wait)
        return
    rejected = outcome.final and outcome.stage in SAID_BY_RECEIVER
    delivery.state, delivery.settled_at = "rejected" if rejected else "failed", now
    delivery.reason = _why(outcome, rejected=rejected).to_json()


def _why(outcome: NotDone, *, rejected: bool) -> Message:
    if rejected:
        return msg("The receiving mail server refused it: %(said)s", said=outcome.reason)
    if outcome.final:
        return msg("It couldn't be sent: %(said)s", said=outcome.reason)
    return msg("It couldn't be sent for three days. Last answer: %(said)s", said=outcome.reason)


def give_up(actor: Actor, workspace_id: WorkspaceId, delivery_ids: Sequence[DeliveryId], *, now: datetime) -> None:
    """Stop trying what is still queued of a task at its last attempt: each of many gets a task alone, one alone fails.

    So a delivery that breaks its worker takes no other one with it, and none is left queued with nobody at work.
    """
    query = select(Delivery).where(
        Delivery.workspace_id == workspace_id, Delivery.id.in_(delivery_ids), Delivery.state == "queued"
    )
    for delivery in db.session.scalars(query.with_for_update()):
        if len(delivery_ids) > 1:
            channel = cast("Channel", delivery.channel)
            ask_for(workspace_id, channel, [delivery.id], key=f"{delivery.id}:alone")
            continue
        interrupted = _last_tries(workspace_id, delivery_ids).get(delivery.id)
        is_open = interrupted is not None and interrupted.ended_at is None
        delivery.state, delivery.settled_at = ("unknown", None) if is_open else ("failed", now)
        delivery.reason = (NOBODY_KNOWS if is_open else INTERRUPTED).to_json()
        _enter(actor, workspace_id, delivery, now)


def _enter(actor: Actor, workspace_id: WorkspaceId, delivery: Delivery, now: datetime) -> None:
    after = {"invoice_id": delivery.invoice_id, "channel": delivery.channel, "state": delivery.state}
    enter(actor, "delivery_settled", About("delivery", delivery.id, after=after), in_=workspace_id, now=now)
