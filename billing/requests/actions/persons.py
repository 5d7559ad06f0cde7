"""Sealing the personal ids of requests; nothing but the sealed ones is ever written."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, select

from billing.en16931.model.plain import from_plain
from billing.invoices.rules.work_marks import work_of
from billing.requests.formats.personal_ids import Persons
from billing.requests.models import BillingRequest, RequestPerson
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.refusals import Conflict
from tenants.secrets.sealing import Seal


class NoSealHere(Conflict):
    """A file with personal identity numbers is fetched where they can be sealed: in the portal."""


def must_have_seal(persons: Persons, seal: Seal | None) -> None:
    """Refuse personal ids where there is nothing to seal them with.

    Raises:
        NoSealHere.
    """
    if persons and seal is None:
        raise NoSealHere


def seal_persons(
    workspace_id: WorkspaceId, request_ids: Collection[RequestId], persons: Persons, seal: Seal | None, *, now: datetime
) -> None:
    """Keep the person of each new request that bills ROT or RUT work; of the others nothing is kept."""
    if not persons or seal is None or not request_ids:
        return
    query = select(BillingRequest.id, BillingRequest.key, BillingRequest.content).where(
        BillingRequest.workspace_id == workspace_id, BillingRequest.id.in_(request_ids)
    )
    rows = [
        {
            "workspace_id": workspace_id,
            "request_id": request_id,
            "sealed_as": request_id,
            "sealed": seal.close(persons[key].digits.encode(), belongs_to=place_of(RequestId(request_id))),
            "created_at": now,
        }
        for request_id, key, content in db.session.execute(query)
        if key in persons and any(map(work_of, from_plain(content).lines))
    ]
    if rows:
        db.session.execute(insert(RequestPerson), rows)


def place_of(request_id: RequestId) -> str:
    """Return what a request's personal id is sealed for: no other row opens it."""
    return f"billing_request:{request_id}:personal_id"
