"""Sending on what a person at the desk chose together: one by one, in their name and with the rights they have now."""

from collections.abc import Sequence

import structlog

from billing.desk.actions import finish_batch, refuse_item, send_item
from billing.desk.queries import get_batch, waiting_items
from portal.auth.proving import seal
from portal.edge.transaction import reading
from portal.jobs.work import Work
from tenants.access.queries import actor_of
from tenants.kernel.actor import Actor
from tenants.kernel.faults import reached
from tenants.kernel.ids import BatchId, UserId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.outbox.causes import FAULT
from tenants.kernel.outbox.tasks import LeaseLost
from tenants.kernel.refusals import InvalidFields, Refusal
from tenants.kernel.scope import Scope
from tenants.users.queries import get_person

log = structlog.get_logger()
GONE = msg("Whoever asked for it doesn't work here any more.")


def send_together(work: Work) -> None:
    """Send on what of a batch still waits, each in a transaction of its own; what is refused keeps its reasons.

    A worker that dies leaves what it had come to. What fails for another reason than a refusal is tried again with the
    task, and told as a fault at its last attempt; it keeps none of the others.
    """
    batch_id = BatchId(work.id("batch_id"))
    with work.step():
        asked_by = get_batch(work.workspace_id, batch_id).asked_by
        waiting = waiting_items(work.workspace_id, batch_id)
    actor = _asker(asked_by)
    if work.workspace_id not in actor.workspaces:
        _refuse_all(work, batch_id, waiting)
        waiting = ()
    faults = [fault for each in waiting if (fault := _send(work, actor, batch_id, each)) is not None]
    if faults:
        raise faults[0]
    with work.last_step() as now:
        finish_batch(work.workspace_id, batch_id, now=now)


def _send(work: Work, actor: Actor, batch_id: BatchId, written_id: WrittenId) -> Exception | None:
    """Send one on, or keep why not; returns what went wrong otherwise, so that it is tried again."""
    try:
        with work.step() as now:
            send_item(actor, work.workspace_id, batch_id, written_id, seal=seal(), now=now)
            reached("together_written")
        reached("together_sent")
    except LeaseLost:
        raise
    except Refusal as refusal:
        reasons = [each.message for each in refusal.problems] if isinstance(refusal, InvalidFields) else []
        with work.step():
            refuse_item(work.workspace_id, batch_id, written_id, reasons or [refusal.message])
            reached("together_refused")
    except Exception as fault:
        log.exception("not_sent_on", written=str(written_id))
        if not work.claim.last:
            return fault
        with work.step():
            refuse_item(work.workspace_id, batch_id, written_id, [FAULT])
    return None


def _refuse_all(work: Work, batch_id: BatchId, waiting: Sequence[WrittenId]) -> None:
    with work.step():
        for each in waiting:
            refuse_item(work.workspace_id, batch_id, each, [GONE])


def _asker(user_id: UserId) -> Actor:
    """Return who asked for it, with what they may do today; asked as at a click, before any scope is known."""
    with reading(Scope()):
        return actor_of(get_person(user_id))
