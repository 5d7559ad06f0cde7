"""Sending many on together: asked for here, and done by a task one by one, each by itself with its refusal kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert

from billing.delivery.actions import Way
from billing.desk.actions.locking import person
from billing.desk.actions.sending_many import take_and_send_on
from billing.desk.actions.sending_on import SendingOn
from billing.desk.models import DeskBatch, DeskBatchItem, WrittenRequest
from billing.desk.queries.batches import SEND_TOGETHER, NoSuchBatch, get_batch, stopped_batch, waiting_items
from billing.desk.rules.checklist import unchecked
from billing.invoices.rules.days import latest_issue_day
from billing.runs.queries import DateTooFarAhead
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import BatchId, UserId, WorkspaceId, WrittenId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message, msg
from tenants.kernel.outbox.stopped import start_again
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, InvalidFields, Problem
from tenants.plans.capabilities import Capability
from tenants.secrets.sealing import Seal
from tenants.workspaces.queries import get_workspace

B, ITEM, W = DeskBatch, DeskBatchItem, WrittenRequest
MOST = 200
ELSEWHERE = msg("It is being sent on together with others already.")


class BatchNotStopped(Conflict):
    """Somebody is at work on it, or it is finished, so there is nothing to start again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What many are given together; `shown` is for each the mark of what was looked at, in the order of sending."""

    shown: Mapping[WrittenId, str]
    issued_on: date
    checked: frozenset[str]
    way: Way | None = None


def ask_to_send(
    actor: Actor, workspace_id: WorkspaceId, batch_id: BatchId, together: Together, *, now: datetime
) -> None:
    """Ask for invoices to be sent on together, under an id that makes asking twice the same as asking once.

    What waits in another batch already is refused with that reason; what isn't of the workspace is passed over.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not send on in the workspace.
        NoSuchBatch: somebody else asked under that id.
        InvalidFields: a box isn't ticked, or the day is too far ahead.
    """
    for permission in (Permission.CHECK_WRITTEN, Permission.RUN_INVOICING, Permission.SEND_DOCUMENTS):
        actor.must(permission, in_=workspace_id)
    actor.must_have(Capability.SENDING, in_=workspace_id)
    today = local_day(now, get_workspace(workspace_id).country)
    if problems := [*unchecked(together.checked), *_wrong_day(together, today)]:
        raise InvalidFields(problems)
    if not _is_new(workspace_id, batch_id, person(actor), together, now):
        return
    _write_items(workspace_id, batch_id, together)
    after_commit(SEND_TOGETHER, workspace_id, key=str(batch_id), ids={"batch_id": str(batch_id)})
    about = About("workspace", workspace_id, after={"count": len(together.shown), "issued_on": together.issued_on})
    enter(actor, "sending_on_asked", about, in_=workspace_id, now=now)


def send_item(
    actor: Actor,
    workspace_id: WorkspaceId,
    batch_id: BatchId,
    written_id: WrittenId,
    *,
    seal: Seal | None = None,
    now: datetime,
) -> None:
    """Send on one of a batch for who asked for it; once done or refused, nothing is done again.

    Raises:
        Refusal: as `take_and_send_on`; it waits on, until `refuse_item` says so.
    """
    item = select(ITEM).where(
        ITEM.workspace_id == workspace_id, ITEM.batch_id == batch_id, ITEM.written_id == written_id
    )
    found = db.session.scalars(item.with_for_update().execution_options(populate_existing=True)).one()
    if found.state != "waiting":
        return
    batch = get_batch(workspace_id, batch_id)
    how = SendingOn(
        issued_on=batch.issued_on,
        due_on=None,
        checked=batch.checked,
        shown=found.shown,
        way=Way(batch.channel) if batch.channel else None,
    )
    take_and_send_on(actor, workspace_id, written_id, how, seal=seal, now=now)
    found.state = "sent"
    db.session.flush()


def refuse_item(
    workspace_id: WorkspaceId, batch_id: BatchId, written_id: WrittenId, reasons: Sequence[Message]
) -> None:
    """Keep why one of a batch wasn't sent on; it stays at the desk as it was."""
    waits = (ITEM.workspace_id == workspace_id, ITEM.batch_id == batch_id, ITEM.written_id == written_id)
    kept = [reason.to_json() for reason in reasons]
    db.session.execute(update(ITEM).where(*waits, ITEM.state == "waiting").values(state="refused", reasons=kept))


def finish_batch(workspace_id: WorkspaceId, batch_id: BatchId, *, now: datetime) -> None:
    """Write that nothing of a batch waits any more."""
    if not waiting_items(workspace_id, batch_id):
        ours = (B.workspace_id == workspace_id, B.id == batch_id, B.finished_at.is_(None))
        db.session.execute(update(B).where(*ours).values(finished_at=now))


def restart_batch(actor: Actor, workspace_id: WorkspaceId, batch_id: BatchId, *, now: datetime) -> None:
    """Have a batch whose workers died again and again worked on anew.

    Raises:
        NoSuchBatch.
        BatchNotStopped: it isn't interrupted, such as after the first of two clicks.
    """
    actor.must(Permission.RUN_INVOICING, in_=workspace_id)
    get_batch(workspace_id, batch_id)
    if not start_again(workspace_id, [task.task_id for task in stopped_batch(workspace_id, batch_id)]):
        raise BatchNotStopped(batch_id)
    enter(actor, "sending_on_restarted", About("workspace", workspace_id), in_=workspace_id, now=now)


def _wrong_day(together: Together, today: date) -> list[Problem]:
    """Return that no series could have the day; each invoice is asked for its own when it is sent on."""
    latest = latest_issue_day(today)
    refusal = DateTooFarAhead(latest=latest)
    return [Problem(refusal.field, refusal.message)] if together.issued_on > latest else []


def _is_new(workspace_id: WorkspaceId, batch_id: BatchId, who: UserId, together: Together, now: datetime) -> bool:
    """Write the batch, unless the same person asked for it before."""
    row = insert(B).values(
        workspace_id=workspace_id,
        id=batch_id,
        asked_by=who,
        asked_at=now,
        issued_on=together.issued_on,
        channel=together.way.channel if together.way else None,
        checked=sorted(together.checked),
        chosen=len(together.shown),
        finished_at=None,
    )
    if db.session.scalar(row.on_conflict_do_nothing().returning(B.id)) is not None:
        return True
    if get_batch(workspace_id, batch_id).asked_by != who:
        raise NoSuchBatch(batch_id)
    return False


def _write_items(workspace_id: WorkspaceId, batch_id: BatchId, together: Together) -> None:
    """Write what the batch consists of: waiting, or refused where it waits elsewhere or is one too many."""
    query = select(W.id, W.written_by).where(W.workspace_id == workspace_id, W.id.in_(list(together.shown)))
    writers = {row.id: row.written_by for row in db.session.execute(query)}
    rows = [
        {
            "workspace_id": workspace_id,
            "batch_id": batch_id,
            "written_id": written_id,
            "author_id": writers[written_id],
            "place": place,
            "shown": shown,
            "state": "waiting",
            "reasons": [],
        }
        for place, (written_id, shown) in enumerate(together.shown.items())
        if written_id in writers
    ]
    free = insert(ITEM).on_conflict_do_nothing(
        index_elements=["workspace_id", "written_id"], index_where=text("state = 'waiting'")
    )
    taken = set(db.session.scalars(free.values(rows).returning(ITEM.written_id))) if rows else set()
    refused: list[dict[str, Any]] = [
        {**row, "state": "refused", "reasons": [ELSEWHERE.to_json()]} for row in rows if row["written_id"] not in taken
    ]
    if refused:
        db.session.execute(insert(ITEM).values(refused))
    chosen = update(B).where(B.workspace_id == workspace_id, B.id == batch_id)
    db.session.execute(chosen.values(chosen=len(rows)))
