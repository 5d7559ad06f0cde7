"""The customers of whoever writes invoices: an author's cards are their own, everybody else's are the company's."""

from datetime import datetime

from sqlalchemy import func, select

from billing.customers.actions import (
    add_customer,
    change_card,
    change_customer,
    column_values,
    take_numbers,
    write_customers,
)
from billing.customers.models import Customer
from billing.customers.queries import country_of, owners_of
from billing.customers.rules.card import read_card
from billing.customers.rules.card_input import CustomerInput
from billing.desk.models import WrittenRequest
from billing.desk.queries.prefixes import is_author
from billing.desk.rules.content import Ground
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem


def write_customer(actor: Actor, workspace_id: WorkspaceId, new: CustomerInput, *, now: datetime) -> CustomerId:
    """Write a new card: an author's own, which no other author sees, under a number that tells nothing of theirs.

    Raises:
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    author = actor.author_in(workspace_id)
    if author is None:
        return add_customer(actor, workspace_id, new, now=now)
    card = read_card(new)
    if card.problems:
        raise InvalidFields(card.problems)
    take_numbers(workspace_id)
    number = _number(workspace_id, author)
    row = {**column_values(card, number, country_of(workspace_id), now=now), "author_id": author}
    write_customers(workspace_id, [row])
    about = About("customer", row["id"], after={"number": number, **card.values})
    enter(actor, "customer_added", about, in_=workspace_id, now=now)
    return CustomerId(row["id"])


def change_own_customer(
    actor: Actor, workspace_id: WorkspaceId, customer_id: CustomerId, changed: CustomerInput, *, now: datetime
) -> None:
    """Change a card; an author changes their own only.

    Raises:
        NoSuchCustomer: the workspace has none by that id, or it is another author's.
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    if actor.author_in(workspace_id) is None:
        change_customer(actor, workspace_id, customer_id, changed, now=now)
    else:
        change_card(actor, workspace_id, customer_id, changed, now=now)


def card_problems(row: WrittenRequest, ground: Ground) -> list[Problem]:
    """Return that an author's invoice is on a card which they don't see; they couldn't read whom they bill."""
    workspace_id, writer = WorkspaceId(row.workspace_id), UserId(row.written_by)
    if ground.customer is None or not is_author(workspace_id, writer):
        return []
    if owners_of(workspace_id, [ground.customer.id])[ground.customer.id] == writer:
        return []
    sentence = msg("Whoever wrote this invoice doesn't see this customer: choose one of their own.")
    return [Problem("customer_id", sentence)]


def _number(workspace_id: WorkspaceId, author: UserId) -> str:
    """Return the next number of an author's customers: who else bills by this company has no share in it."""
    own = select(func.count()).select_from(Customer)
    count = db.session.scalar(own.where(Customer.workspace_id == workspace_id, Customer.author_id == author)) or 0
    return f"{author.hex[:6].upper()}-{count + 1}"
