"""A person says what became of a delivery that nobody knew of."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from billing.delivery.actions.reporting import End, report_ends
from billing.delivery.models import Delivery
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict, NotFound

Found = Literal["arrived", "not_arrived"]
SENTENCES: dict[Found, Message] = {
    "arrived": msg("A person found that it arrived."),
    "not_arrived": msg("A person found that it didn't arrive."),
}


class NoSuchDelivery(NotFound):
    """There is no such delivery here."""


class NotUnknown(Conflict):
    """What became of this delivery is known already."""


def resolve_unknown(
    actor: Actor, workspace_id: WorkspaceId, delivery_id: DeliveryId, found: Found, *, now: datetime
) -> None:
    """Write down what a person found out: it arrived, or it didn't and can be sent again.

    Raises:
        NoSuchDelivery: the workspace has none by that id.
        NotUnknown: its outcome is known.
    """
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id == delivery_id)
    delivery = db.session.scalars(query.with_for_update()).one_or_none()
    if delivery is None:
        raise NoSuchDelivery(delivery_id)
    if delivery.state != "unknown":
        raise NotUnknown(delivery_id)
    delivery.state = "delivered" if found == "arrived" else "failed"
    delivery.reason, delivery.settled_at = SENTENCES[found].to_json(), now
    report_ends(workspace_id, [End(delivery_id, InvoiceId(delivery.invoice_id), delivery.state)])
    after = {"invoice_id": delivery.invoice_id, "state": delivery.state}
    about = About("delivery", delivery_id, before={"state": "unknown"}, after=after)
    enter(actor, "delivery_resolved", about, in_=workspace_id, now=now)
