"""Sending what was issued: a delivery by the chosen way for each invoice that has none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, func, literal, select

from billing.delivery.actions.queueing import new_delivery, one_at_a_time, queue
from billing.delivery.models import Delivery
from billing.delivery.queries.unsent import routes_of
from billing.delivery.queries.withheld import IS_WITHHELD
from billing.delivery.rules.routes import Channel
from billing.invoices.models import Invoice
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import DocumentId, InvoiceId, RunId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.plans.capabilities import Capability


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """What came of it: queued by channel, no way open (visible as failed), document not made yet, sent before.

    `by_hand` are those that a person prints and hands over: nothing leaves by itself, so they go on waiting.
    """

    queued: Mapping[Channel, int]
    no_way: int
    not_rendered: int
    already: int
    by_hand: int = 0


def send_run(actor: Actor, workspace_id: WorkspaceId, run_id: RunId, *, now: datetime) -> SendResult:
    """Send every invoice of a run that has no delivery, or only failed ones.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not send in the workspace.
    """
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    actor.must_have(Capability.SENDING, in_=workspace_id)
    result = _send(workspace_id, Invoice.run_id == run_id, now)
    _enter(actor, workspace_id, About("run", run_id, after=_told(result)), now)
    return result


def send_invoices(
    actor: Actor, workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId], *, now: datetime
) -> SendResult:
    """Send the chosen invoices that have no delivery, or only failed ones; others of them are counted, not sent again.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not send in the workspace.
    """
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    actor.must_have(Capability.SENDING, in_=workspace_id)
    result = _send(workspace_id, Invoice.id == any_(literal(list(invoice_ids), ARRAY(Uuid()))), now)
    _enter(actor, workspace_id, About("workspace", workspace_id, after=_told(result)), now)
    return result


def _enter(actor: Actor, workspace_id: WorkspaceId, about: About, now: datetime) -> None:
    enter(actor, "documents_sent", about, in_=workspace_id, now=now)


def _send(workspace_id: WorkspaceId, chosen: ColumnElement[bool], now: datetime) -> SendResult:
    one_at_a_time(workspace_id)
    under_way = select(Delivery.id).where(
        Delivery.workspace_id == Invoice.workspace_id, Delivery.invoice_id == Invoice.id, Delivery.state != "failed"
    )
    ours = (Invoice.workspace_id == workspace_id, chosen)
    sendable = ~(under_way.exists() | IS_WITHHELD)
    already = db.session.scalar(select(func.count()).select_from(Invoice).where(*ours, under_way.exists())) or 0
    rows: list[dict[str, Any]] = []
    not_rendered = by_hand = 0
    for row, route in routes_of(chosen & sendable, workspace_id):
        if route.channel == "print":
            by_hand += 1
        elif row.document_id is None:
            not_rendered += 1
        else:
            rows.append(new_delivery(workspace_id, InvoiceId(row.id), DocumentId(row.document_id), route, now=now))
    queue(workspace_id, rows)
    queued = Counter(row["channel"] for row in rows if row["state"] == "queued")
    no_way = len(rows) - queued.total()
    return SendResult(queued=queued, no_way=no_way, not_rendered=not_rendered, already=already, by_hand=by_hand)


def _told(result: SendResult) -> Mapping[str, int]:
    return {
        **{str(channel): count for channel, count in result.queued.items()},
        "no_way": result.no_way,
        "not_rendered": result.not_rendered,
        "already": result.already,
        "by_hand": result.by_hand,
    }
