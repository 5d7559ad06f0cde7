"""What became of an invoice after it was sent on: it has gone out, or its sending came to nothing."""

from datetime import datetime

from sqlalchemy import select

from billing.delivery.models import Delivery
from billing.delivery.queries.deliveries import is_newest
from billing.delivery.rules.by_hand import GONE
from billing.delivery.rules.endings import CAME_TO_NOTHING
from billing.desk.actions.checking import tell
from billing.desk.models import WrittenRequest
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId

W = WrittenRequest


def follow_delivery(workspace_id: WorkspaceId, invoice_id: InvoiceId, *, now: datetime) -> None:
    """Write at the desk how the newest sending of an invoice stands, and have its writer told; once for each end.

    It counts as gone out only while that is so: a mail that comes back makes it one that was sent on and hasn't
    arrived, until somebody sends it again.
    """
    query = select(W).where(
        W.workspace_id == workspace_id, W.invoice_id == invoice_id, W.state.in_(("approved", "invoiced"))
    )
    row = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    newest = _newest(workspace_id, invoice_id)
    if row is None or newest is None:
        return
    state = "invoiced" if newest.state in GONE else "approved"
    if row.state != state:
        row.state, row.changed_at = state, now
        db.session.flush()
    if newest.state in GONE:
        tell(row, "sent", once=str(newest.id))
    elif newest.state in CAME_TO_NOTHING:
        tell(row, "undelivered", once=str(newest.id))


def _newest(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> Delivery | None:
    ours = (Delivery.workspace_id == workspace_id, Delivery.invoice_id == invoice_id, is_newest())
    return db.session.scalars(select(Delivery).where(*ours)).one_or_none()
