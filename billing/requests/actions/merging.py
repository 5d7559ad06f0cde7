"""Merging two cards of one customer: one stays with all that isn't invoiced yet, the other rests."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from billing.customers.models import Customer
from billing.customers.queries import NoSuchCustomer, customers_by_id, owners_of
from billing.customers.rules.facts import CustomerFacts
from billing.invoices.queries import InvoiceQuery, invoice_count
from billing.requests.actions.checking import CheckCounts, check_again
from billing.requests.models import BillingRequest
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict

R = BillingRequest


class SameCard(Conflict):
    """A card can't be merged with itself."""


class AlreadyMerged(Conflict):
    """One of the cards was merged before and rests."""


class DifferentKinds(Conflict):
    """One card is of a business, a consumer or a public body and the other isn't: correct the kind first."""


class DifferentCountries(Conflict):
    """The cards are in different countries: correct the country first."""


class DifferentCompanies(Conflict):
    """The cards have different business IDs, so they are of two companies."""


class DifferentAuthors(Conflict):
    """A card is an author's own, and the other isn't theirs: merged, its author would no longer see it."""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging would do: `requests` not invoiced yet move, `invoices` stay as printed and are listed with the card.

    `refusal` is why it can't be done, None where it can.
    """

    stays: CustomerFacts
    rests: CustomerFacts
    requests: int
    invoices: int
    refusal: Conflict | None


def merge_plan(workspace_id: WorkspaceId, stays_id: CustomerId, rests_id: CustomerId) -> MergePlan:
    """Return what merging one card into another would do.

    Raises:
        NoSuchCustomer: the workspace lacks one of them.
    """
    stays, rests = _both(workspace_id, stays_id, rests_id)
    moving = select(func.count()).select_from(R).where(*_moves(workspace_id, rests_id))
    issued = invoice_count(workspace_id, InvoiceQuery(customer_id=rests_id))
    return MergePlan(stays, rests, db.session.scalar(moving) or 0, issued, _refusal(workspace_id, stays, rests))


def merge_customers(
    actor: Actor, workspace_id: WorkspaceId, stays_id: CustomerId, rests_id: CustomerId, *, now: datetime
) -> CheckCounts:
    """Merge one card into another, and check the requests that moved.

    Raises:
        NoSuchCustomer: the workspace lacks one of them.
        SameCard, AlreadyMerged, DifferentKinds, DifferentCountries, DifferentCompanies, DifferentAuthors.
    """
    actor.must(Permission.EDIT_CUSTOMERS, in_=workspace_id)
    both = (stays_id, rests_id)
    lock = select(Customer.id).where(Customer.workspace_id == workspace_id, Customer.id.in_(both)).order_by(Customer.id)
    db.session.execute(lock.with_for_update())
    plan = merge_plan(workspace_id, stays_id, rests_id)
    if plan.refusal is not None:
        raise plan.refusal
    _move(workspace_id, plan, now)
    _enter(actor, workspace_id, plan, now)
    return check_again(actor, workspace_id, customer_id=stays_id, now=now)


def _both(workspace_id: WorkspaceId, stays_id: CustomerId, rests_id: CustomerId) -> tuple[CustomerFacts, CustomerFacts]:
    found = customers_by_id(workspace_id, {stays_id, rests_id})
    if missing := {stays_id, rests_id} - found.keys():
        raise NoSuchCustomer(*missing)
    return found[stays_id], found[rests_id]


def _refusal(workspace_id: WorkspaceId, stays: CustomerFacts, rests: CustomerFacts) -> Conflict | None:
    return _refusal_of(stays, rests) or _refusal_of_owners(workspace_id, stays, rests)


def _refusal_of_owners(workspace_id: WorkspaceId, stays: CustomerFacts, rests: CustomerFacts) -> Conflict | None:
    owners = owners_of(workspace_id, (stays.id, rests.id))
    return DifferentAuthors() if owners[stays.id] != owners[rests.id] else None


def _refusal_of(stays: CustomerFacts, rests: CustomerFacts) -> Conflict | None:
    if stays.id == rests.id:
        return SameCard()
    if stays.merged_into_id or rests.merged_into_id:
        return AlreadyMerged()
    if stays.kind != rests.kind:
        return DifferentKinds()
    if stays.country != rests.country:
        return DifferentCountries()
    if stays.business_id and rests.business_id and stays.business_id != rests.business_id:
        return DifferentCompanies()
    return None


def _moves(workspace_id: WorkspaceId, rests_id: CustomerId) -> tuple[ColumnElement[bool], ...]:
    return R.workspace_id == workspace_id, R.customer_id == rests_id, R.state != "invoiced"


def _move(workspace_id: WorkspaceId, plan: MergePlan, now: datetime) -> None:
    """Write the merge; cards that were merged into the one that rests now lead to the one that stays."""
    stays, rests = plan.stays, plan.rests
    to_stays = {"customer_id": stays.id, "customer_number": stays.number, "customer_name": stays.name}
    db.session.execute(update(R).where(*_moves(workspace_id, rests.id)).values(to_stays))
    resting = (Customer.id == rests.id) | (Customer.merged_into_id == rests.id)
    rest = update(Customer).where(Customer.workspace_id == workspace_id, resting)
    db.session.execute(rest.values(merged_into_id=stays.id, changed_at=now))


def _enter(actor: Actor, workspace_id: WorkspaceId, plan: MergePlan, now: datetime) -> None:
    stays, rests = plan.stays, plan.rests
    took = {"merged": f"{rests.number} {rests.name}", "requests": plan.requests, "invoices": plan.invoices}
    enter(actor, "customer_merged", About("customer", stays.id, after=took), in_=workspace_id, now=now)
    into = {"into": f"{stays.number} {stays.name}"}
    enter(actor, "customer_rested", About("customer", rests.id, after=into), in_=workspace_id, now=now)
