"""Changing a customer's card and, with it, the requests that wait for it."""

from datetime import datetime

from billing.customers.actions import add_customer, change_customer
from billing.customers.rules.card_input import CustomerInput
from billing.requests.actions.checking import CheckCounts, check_again
from tenants.kernel.actor import Actor
from tenants.kernel.ids import CustomerId, WorkspaceId


def change_customer_and_check(
    actor: Actor, workspace_id: WorkspaceId, customer_id: CustomerId, changed: CustomerInput, *, now: datetime
) -> CheckCounts:
    """Change a customer card, and check the customer's open requests by it.

    Raises:
        NoSuchCustomer, InvalidFields: as `change_customer`.
    """
    change_customer(actor, workspace_id, customer_id, changed, now=now)
    return check_again(actor, workspace_id, customer_id=customer_id, now=now)


def add_customer_and_check(
    actor: Actor, workspace_id: WorkspaceId, new: CustomerInput, *, now: datetime
) -> tuple[CustomerId, CheckCounts]:
    """Write a new customer card, and check the requests that waited for a customer of that number.

    Raises:
        InvalidFields: as `add_customer`.
    """
    customer_id = add_customer(actor, workspace_id, new, now=now)
    return customer_id, check_again(actor, workspace_id, customer_id=customer_id, now=now)
