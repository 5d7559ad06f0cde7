"""Writing down what came back from a receiver's mail server."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from billing.delivery.actions.answering import NoSuchDelivery
from billing.delivery.actions.reporting import End, report_ends
from billing.delivery.models import Delivery
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message, msg
from tenants.outside.bounces import Bounce

LEFT = ("handed_over", "delivered", "unknown")
Outcome = Literal["bounced", "noted"]


def record_bounce(
    actor: Actor, workspace_id: WorkspaceId, delivery_id: DeliveryId, bounce: Bounce, *, now: datetime
) -> Outcome:
    """Mark a mail bounced that came back for good; of any other report only the journal knows. Twice is as once.

    Raises:
        NoSuchDelivery: the workspace has none by that id.
    """
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id == delivery_id)
    delivery = db.session.scalars(query.with_for_update()).one_or_none()
    if delivery is None:
        raise NoSuchDelivery(delivery_id)
    before = delivery.state
    came_back = bounce.is_final and before in LEFT
    if came_back:
        delivery.state, delivery.settled_at, delivery.reason = "bounced", now, _why(bounce).to_json()
        report_ends(workspace_id, [End(delivery_id, InvoiceId(delivery.invoice_id), "bounced")])
    after = {
        "invoice_id": delivery.invoice_id,
        "state": delivery.state,
        "status": bounce.status,
        "action": bounce.action,
        "said": bounce.said,
    }
    about = About("delivery", delivery_id, before={"state": before}, after=after)
    enter(actor, "delivery_bounced" if came_back else "delivery_reported", about, in_=workspace_id, now=now)
    return "bounced" if came_back else "noted"


def _why(bounce: Bounce) -> Message:
    code = bounce.status or "5"
    return msg("The mail came back, code %(code)s: %(said)s", code=code, said=bounce.said or "–")
