"""Carrying deliveries out, as far as the database knows: a try is written before any byte leaves, and closed after.

A try that is still open when its delivery is taken again belongs to a worker that died. What became of it is looked up
where the channel can; where it can't, the delivery is unknown and a person decides. It is never sent again blindly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Table, Uuid, bindparam, select, text, update

from billing.delivery.actions.queueing import ask_for
from billing.delivery.actions.reporting import End, report_end, report_ends
from billing.delivery.channels.parcels import EmailParcel, Parcel
from billing.delivery.models import Delivery, DeliveryTry
from billing.delivery.queries.parcels import parcels_of
from billing.delivery.rules.retries import next_try_in
from billing.delivery.rules.routes import Channel
from billing.delivery.rules.troubles import NOBODY_KNOWS, what_happened
from billing.invoices.models import Invoice
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.outbox.tasks import LeaseLost
from tenants.outside.outcome import Done, NotDone, Outcome, Unknown

# Where the other side says no for good; anything before is trouble of our own.
SAID_BY_RECEIVER = frozenset({"mail", "rcpt", "data", "reply"})
INTERRUPTED = msg("It couldn't be sent: every attempt was interrupted.")
# One mail is one transaction, so what each asks for is a handful of statements without any object behind them.
DELIVERY, TRY = cast("Table", Delivery.__table__), cast("Table", DeliveryTry.__table__)
IDS = bindparam("ids", type_=ARRAY(Uuid()))
WAITING = text("""
    select id, address from delivery
        where workspace_id = :workspace and id = any(:ids) and state = 'queued'
        order by id for update
""").bindparams(IDS)
# A try that is still open is taken over under the new fence; otherwise the next one is opened.
BEGIN = text("""
    with last as (
        select distinct on (delivery_id) delivery_id, place, ended_at is null as is_open from delivery_try
            where workspace_id = :workspace and delivery_id = any(:ids)
            order by delivery_id, place desc
    )
    insert into delivery_try as this (workspace_id, delivery_id, place, fence, started_at)
        select :workspace, taken.id, case when is_open then place else coalesce(place, 0) + 1 end, :fence, :now
            from unnest(:ids) as taken (id) left join last on last.delivery_id = taken.id
        on conflict (workspace_id, delivery_id, place) do update set fence = excluded.fence
        returning delivery_id, place,
            exists (select from last where last.delivery_id = this.delivery_id and last.is_open) as interrupted
""").bindparams(IDS, bindparam("workspace", type_=Uuid()))


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


def pack(workspace_id: WorkspaceId, delivery_ids: Sequence[DeliveryId]) -> tuple[Parcel, ...]:
    """Return the parcels of those of these deliveries that wait, in the order given, read once for all of them.

    What a parcel holds never changes. That it still waits for the same address is asked again when it is taken.

    Raises:
        FileDamaged: a file isn't what was kept.
    """
    query = select(DELIVERY.c.id).where(
        DELIVERY.c.workspace_id == workspace_id, DELIVERY.c.id.in_(delivery_ids), DELIVERY.c.state == "queued"
    )
    waiting = set(db.session.scalars(query))
    parcels = parcels_of(workspace_id, [each for each in delivery_ids if each in waiting])
    return tuple(parcels[each] for each in delivery_ids if each in parcels)


def take(workspace_id: WorkspaceId, parcels: Sequence[Parcel], held: Held, *, now: datetime) -> tuple[Load, ...]:
    """Take the deliveries of parcels in hand, if they still wait; the caller commits before any byte leaves."""
    by_id = {parcel.delivery_id: parcel for parcel in parcels}
    found = db.session.execute(WAITING, {"workspace": workspace_id, "ids": list(by_id)})
    mine = [each.id for each in found if each.address == _address(by_id[each.id])]
    begun = {"workspace": workspace_id, "ids": mine, "fence": held.fence, "now": now}
    tries = {each.delivery_id: each for each in db.session.execute(BEGIN, begun)} if mine else {}
    return tuple(
        Load(each, tries[each].place, by_id[each], interrupted=tries[each].interrupted)
        for each in by_id
        if each in tries
    )


def _address(parcel: Parcel) -> str:
    return parcel.recipient if isinstance(parcel, EmailParcel) else parcel.receiver


def _last_tries(workspace_id: WorkspaceId, ids: Sequence[DeliveryId]) -> Mapping[UUID, DeliveryTry]:
    query = select(DeliveryTry).where(DeliveryTry.workspace_id == workspace_id, DeliveryTry.delivery_id.in_(ids))
    return {one.delivery_id: one for one in db.session.scalars(query.order_by(DeliveryTry.place))}


def record(actor: Actor, workspace_id: WorkspaceId, load: Load, outcome: Outcome, held: Held, *, now: datetime) -> None:
    """Write down what came of a try, and what follows: handed over, refused, unknown, or to be tried again later.

    Raises:
        LeaseLost: another worker has taken the delivery over by now.
    """
    wait = _wait(load, outcome, now)
    follows = _follows(outcome, wait, now)
    settled = db.session.execute(
        update(DELIVERY)
        .where(DELIVERY.c.workspace_id == workspace_id, DELIVERY.c.id == load.delivery_id)
        .values(follows)
        .returning(DELIVERY.c.id, DELIVERY.c.invoice_id, DELIVERY.c.channel, DELIVERY.c.state, _author(workspace_id))
    ).one()
    _close(workspace_id, load, outcome, held, now)
    if wait is not None:
        key = f"{settled.id}:{load.place}"
        ask_for(workspace_id, settled.channel, [settled.id], key=key, wait=wait)
        return
    if settled.author_id is not None:
        report_end(workspace_id, End(settled.id, settled.invoice_id, settled.state))
    _enter(actor, workspace_id, settled, now)


def _author(workspace_id: WorkspaceId) -> ColumnElement[UUID | None]:
    """Return who wrote the invoice of the delivery in hand at the desk, None where nobody did."""
    same = (Invoice.workspace_id == workspace_id, Invoice.id == DELIVERY.c.invoice_id)
    return select(Invoice.author_id).where(*same).correlate(DELIVERY).scalar_subquery().label("author_id")


def _wait(load: Load, outcome: Outcome, now: datetime) -> timedelta | None:
    """Return how long to wait before it is tried again; None where it isn't."""
    if not isinstance(outcome, NotDone) or outcome.final:
        return None
    return next_try_in(load.place, first=load.parcel.queued_at, now=now)


def _follows(outcome: Outcome, wait: timedelta | None, now: datetime) -> dict[str, Any]:
    """Return what a delivery becomes by an outcome, as columns."""
    if isinstance(outcome, Done):
        return {"state": "handed_over", "receipt": outcome.receipt, "handed_over_at": now, "reason": None}
    if isinstance(outcome, Unknown):
        return {"state": "unknown", "reason": NOBODY_KNOWS.to_json()}
    if wait is not None:
        return {"state": "queued", "reason": what_happened(outcome.stage, outcome.reason, "later").to_json()}
    rejected = outcome.final and outcome.stage in SAID_BY_RECEIVER
    why = what_happened(outcome.stage, outcome.reason, "final" if outcome.final else "too_long")
    return {"state": "rejected" if rejected else "failed", "settled_at": now, "reason": why.to_json()}


def _close(workspace_id: WorkspaceId, load: Load, outcome: Outcome, held: Held, now: datetime) -> None:
    """Close a try, unless a later claim than ours has it."""
    closed = db.session.execute(
        update(TRY)
        .where(
            TRY.c.workspace_id == workspace_id,
            TRY.c.delivery_id == load.delivery_id,
            TRY.c.place == load.place,
            TRY.c.fence == held.fence,
            TRY.c.ended_at.is_(None),
        )
        .values(ended_at=now, **_told(outcome))
        .returning(TRY.c.place)
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
        report_ends(workspace_id, [End(DeliveryId(delivery.id), InvoiceId(delivery.invoice_id), delivery.state)])
        _enter(actor, workspace_id, delivery, now)


def _enter(actor: Actor, workspace_id: WorkspaceId, delivery: Any, now: datetime) -> None:
    """Enter that a delivery, a row or an object of it, came to an end."""
    after = {"invoice_id": delivery.invoice_id, "channel": delivery.channel, "state": delivery.state}
    enter(actor, "delivery_settled", About("delivery", delivery.id, after=after), in_=workspace_id, now=now)
