"""Making the platform's billing request of a plan charge, once."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select, text

from billing.plan_charges.rules.charge import PlanCharge
from billing.plan_charges.rules.drafting import draft_of, evidence_of
from billing.requests.actions.importing import import_drafts
from billing.requests.models import BillingRequest
from billing.requests.rules.draft import Upload
from billing.seller.queries import find_seller
from billing.streams.queries import StreamFacts, stream_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId, WorkspaceId

Outcome = Literal["requested", "known", "nothing", "later"]
PLANS = "plans"
INVOICE_OF = text("""
    select invoice.number from billing_request one
        join run_item item on item.workspace_id = one.workspace_id and item.request_id = one.id
            and item.state = 'issued'
        join invoice on invoice.workspace_id = item.workspace_id and invoice.id = item.invoice_id
        where one.workspace_id = :workspace and one.key = :key
""")
UNBILLED = frozenset({"dismissed", "cancelled"})


def request_charge(actor: Actor, platform_id: WorkspaceId, charge: PlanCharge, *, now: datetime) -> Outcome:
    """Make a charge a billing request in the platform's workspace; it is judged and invoiced like any other.

    Returns "requested"; "known" where it was there already; "nothing" where what a credit takes back was never
    billed and won't be; "later" where it can't be done yet: the platform has no settings or no open stream, or what a
    credit takes back isn't invoiced yet.
    """
    actor.must(Permission.IMPORT_REQUESTS, in_=platform_id)
    seller = find_seller(platform_id)
    stream = stream_for_plans(platform_id)
    if seller is None or stream is None:
        return "later"
    if _state_of(platform_id, charge.key) is not None:
        return "known"
    credited = None
    if charge.credits is not None:
        if _state_of(platform_id, charge.credits) in UNBILLED:
            return "nothing"
        credited = _invoice_of(platform_id, charge.credits)
        if credited is None:
            return "later"
    draft = draft_of(charge, seller, on=local_day(now, seller.country), credited=credited)
    evidence = Upload(f"plan-{charge.period_id}.txt", evidence_of(charge).encode())
    import_drafts(actor, platform_id, StreamId(stream.id), (draft,), evidence, now=now)
    return "requested"


def stream_for_plans(platform_id: WorkspaceId) -> StreamFacts | None:
    """Return the stream that plans are billed in: the one with the code `plans`, else the first that is open."""
    open_ones = [stream for stream in stream_rows(platform_id) if stream.active]
    return next((stream for stream in open_ones if stream.code == PLANS), next(iter(open_ones), None))


def _state_of(platform_id: WorkspaceId, key: str) -> str | None:
    """Return the state of a charge's request, in whatever stream it was made; None where there is none."""
    return db.session.scalar(
        select(BillingRequest.state).where(BillingRequest.workspace_id == platform_id, BillingRequest.key == key)
    )


def _invoice_of(platform_id: WorkspaceId, key: str) -> str | None:
    """Return the number of the invoice that holds a charge, alone or with others of its payer."""
    number: str | None = db.session.scalar(INVOICE_OF, {"workspace": platform_id, "key": key})
    return number
