"""Whether requests are for credit notes alone, which may be issued when invoices may not."""

from collections.abc import Sequence

from sqlalchemy import ARRAY, Uuid, any_, func, literal, select

from billing.en16931.model.invoice import CREDIT_NOTE_CODES
from billing.requests.models import BillingRequest
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId


def is_credit_only(workspace_id: WorkspaceId, request_ids: Sequence[RequestId]) -> bool:
    """Say whether there are requests among the chosen, and all of them become credit notes."""
    type_code = BillingRequest.content["type_code"].astext
    of_credit = func.count().filter(type_code.in_(CREDIT_NOTE_CODES))
    query = select(func.count(), of_credit).where(
        BillingRequest.workspace_id == workspace_id,
        BillingRequest.id == any_(literal(list(request_ids), ARRAY(Uuid()))),
    )
    total, credits_ = db.session.execute(query).one()
    return bool(total) and total == credits_
