"""Checking requests again after something they depend on has changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Uuid, and_, any_, literal, or_, select, update

from billing.articles.queries.catalogue import catalogue_of
from billing.customers.queries import customers_by_id, customers_by_number, get_customer
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice
from billing.en16931.model.plain import from_plain, to_plain
from billing.requests.actions.judging import Judging
from billing.requests.models import BillingRequest
from billing.requests.rules.amounts import sums_of
from billing.requests.rules.problems import problems_to_json
from billing.requests.rules.remarks import LAST_PERIOD
from billing.requests.rules.unsaid import codes_in
from billing.seller.queries import get_seller
from billing.streams.queries import stream_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, RequestId, WorkspaceId
from tenants.kernel.journal import About, enter

R = BillingRequest
JUDGED = ("invalid", "ready")


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """What a check found: how many are ready and invalid, and how many of them were the other before."""

    ready: int
    invalid: int
    became_ready: int
    became_invalid: int


def check_again(
    actor: Actor,
    workspace_id: WorkspaceId,
    *,
    customer_id: CustomerId | None = None,
    request_ids: Collection[RequestId] | None = None,
    now: datetime,
) -> CheckCounts:
    """Check the requests of a customer, or given ones, or all that are ready or invalid, by today's cards and settings.

    A request whose customer wasn't known finds them now if their card has the number.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    rows = _locked(workspace_id, customer_id, request_ids)
    if not rows:
        return CheckCounts(0, 0, 0, 0)
    seller, customers = get_seller(workspace_id), _customers(workspace_id, rows)
    contents = {row.id: from_plain(row.content) for row in rows}
    named = frozenset(code for row in rows for code in codes_in(contents[row.id], row.unsaid))
    judging = Judging(seller, catalogue_of(workspace_id, named), now)
    by_stream = {stream.id: judging.in_stream(stream.terms) for stream in stream_rows(workspace_id)}
    judged = [(row, _judged(row, contents[row.id], customers.get(_key(row)), by_stream[row.stream_id])) for row in rows]
    _write(workspace_id, [new for _row, new in judged])
    counts = _counted([(row.state, new["state"]) for row, new in judged])
    if counts.became_ready or counts.became_invalid:
        after = {"became_ready": counts.became_ready, "became_invalid": counts.became_invalid}
        about = About("customer" if customer_id else "billing_request", customer_id, after=after)
        enter(actor, "requests_checked", about, in_=workspace_id, now=now)
    return counts


def _locked(
    workspace_id: WorkspaceId, customer_id: CustomerId | None, request_ids: Collection[RequestId] | None
) -> Sequence[Any]:
    query = select(R.id, R.customer_id, R.customer_number, R.state, R.stream_id, R.content, R.unsaid, R.remarks).where(
        R.workspace_id == workspace_id, R.state.in_(JUDGED)
    )
    if customer_id is not None:
        number = get_customer(workspace_id, customer_id).number
        query = query.where(
            or_(R.customer_id == customer_id, and_(R.customer_id.is_(None), R.customer_number == number))
        )
    if request_ids is not None:
        query = query.where(R.id == any_(literal(list(request_ids), ARRAY(Uuid))))
    return db.session.execute(query.order_by(R.id).with_for_update()).all()


def _key(row: Any) -> CustomerId | str:
    return CustomerId(row.customer_id) if row.customer_id else str(row.customer_number)


def _customers(workspace_id: WorkspaceId, rows: Sequence[Any]) -> dict[CustomerId | str, CustomerFacts]:
    """Return the customers of rows, by id, and by number for those who weren't known."""
    ids = {CustomerId(row.customer_id) for row in rows if row.customer_id}
    numbers = {row.customer_number for row in rows if not row.customer_id and row.customer_number}
    by_id = customers_by_id(workspace_id, ids) if ids else {}
    by_number = customers_by_number(workspace_id, numbers) if numbers else {}
    known = (*by_id.values(), *by_number.values())
    return {key: customer for customer in known for key in (customer.id, customer.number)}


def _judged(row: Any, stated: Invoice, customer: CustomerFacts | None, judging: Judging) -> dict[str, Any]:
    content, problems = judging.judged(stated, row.unsaid, customer)
    return {
        **({} if content == stated else anew(content)),
        "id": row.id,
        "state": "invalid" if problems else "ready",
        "problems": problems_to_json(problems),
        "remarks": _remarks(row, content, customer, judging),
        "customer_id": customer.id if customer else None,
        "customer_name": customer.name if customer else "",
        "checked_at": judging.now,
    }


def _remarks(row: Any, content: Invoice, customer: CustomerFacts | None, judging: Judging) -> list[dict[str, Any]]:
    """Return what is worth a look today; that a period differs from the last one stays said."""
    stays = [remark for remark in row.remarks if remark["id"] == LAST_PERIOD.id]
    return [*(remark.to_json() for remark in judging.remarks(content, row.unsaid, customer)), *stays]


def anew(content: Invoice) -> dict[str, Any]:
    """Return the columns of a content that says something else than before."""
    sums = sums_of(content)
    return {
        "content": to_plain(content),
        "currency": content.currency,
        "net_minor": sums.net_minor if sums else None,
        "vat_minor": sums.vat_minor if sums else None,
        "total_minor": sums.total_minor if sums else None,
    }


def _write(workspace_id: WorkspaceId, judged: list[dict[str, Any]]) -> None:
    """Write what the check found; a request whose customer isn't known keeps the name that its file gave."""
    alike: dict[frozenset[str], list[dict[str, Any]]] = {}
    for new in judged:
        known = new["customer_id"] is not None
        values = {name: value for name, value in new.items() if name != "customer_name" or known}
        alike.setdefault(frozenset(values), []).append({"workspace_id": workspace_id, **values})
    for some in alike.values():
        db.session.execute(update(R), some)


def _counted(states: Sequence[tuple[str, str]]) -> CheckCounts:
    after = [new for _old, new in states]
    fixed, broken = states.count(("invalid", "ready")), states.count(("ready", "invalid"))
    return CheckCounts(after.count("ready"), after.count("invalid"), fixed, broken)
