"""The credit notes among requests: whether there are any, or nothing else, and what they credit."""

from collections.abc import Sequence

from sqlalchemy import ARRAY, Uuid, any_, func, literal, select
from sqlalchemy.sql import ColumnElement

from billing.en16931.model.invoice import CREDIT_NOTE_CODES
from billing.invoices.queries.credits import creditable
from billing.requests.models import BillingRequest
from billing.runs.rules.crediting import credit, numbers_credited
from billing.runs.rules.gathering import Gathered
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId


def is_credit_only(workspace_id: WorkspaceId, request_ids: Sequence[RequestId]) -> bool:
    """Say whether there are requests among the chosen, and all of them become credit notes, which need less."""
    type_code = BillingRequest.content["type_code"].astext
    of_credit = func.count().filter(type_code.in_(CREDIT_NOTE_CODES))
    query = select(func.count(), of_credit).where(
        BillingRequest.workspace_id == workspace_id,
        _among(request_ids),
    )
    total, credits_ = db.session.execute(query).one()
    return bool(total) and total == credits_


def has_credits(workspace_id: WorkspaceId, request_ids: Sequence[RequestId]) -> bool:
    """Say whether one of some requests becomes a credit note that names what it credits."""
    query = select(BillingRequest.id).where(
        BillingRequest.workspace_id == workspace_id,
        _among(request_ids),
        BillingRequest.content.has_key("preceding_invoices"),
    )
    return db.session.scalar(select(query.exists())) or False


def credited(workspace_id: WorkspaceId, found: Gathered) -> Gathered:
    """Return what a run would issue with its credit notes set off against their invoices, as far as these are here."""
    numbers = numbers_credited(found)
    return credit(found, creditable(workspace_id, numbers)) if numbers else found


def _among(request_ids: Sequence[RequestId]) -> ColumnElement[bool]:
    return BillingRequest.id == any_(literal(list(request_ids), ARRAY(Uuid())))
