"""Writing customer cards."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, text

from billing.articles.queries.prices import price_list_rows
from billing.customers.models import Customer
from billing.customers.queries import NoSuchCustomer, country_of, facts_of, find_by_number, next_number
from billing.customers.rules.card import ReadCard, number_problem, read_card
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import CustomerFacts
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import Country
from tenants.kernel.db import confined, db
from tenants.kernel.ids import CustomerId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.kernel.sorting import sort_key

# Who needs the next free number waits until whoever took the one before is done.
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('customers of ' || :workspace, 0))")


def add_customer(actor: Actor, workspace_id: WorkspaceId, new: CustomerInput, *, now: datetime) -> CustomerId:
    """Write a new customer card; an empty number gets the next free one.

    Raises:
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.EDIT_CUSTOMERS, in_=workspace_id)
    card = read_card(new)
    take_numbers(workspace_id)
    number = new.number.strip() or str(next_number(workspace_id))
    if problems := [*card.problems, *list_problems(workspace_id, card), *_number_problems(workspace_id, number)]:
        raise InvalidFields(problems)
    row = column_values(card, number, country_of(workspace_id), now=now)
    write_customers(workspace_id, [row])
    after = {"number": number, **card.values}
    enter(actor, "customer_added", About("customer", row["id"], after=after), in_=workspace_id, now=now)
    return CustomerId(row["id"])


def change_customer(
    actor: Actor, workspace_id: WorkspaceId, customer_id: CustomerId, changed: CustomerInput, *, now: datetime
) -> CustomerFacts:
    """Change a customer card, all but its number, and return it as it is then.

    Raises:
        NoSuchCustomer: the workspace has none by that id.
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.EDIT_CUSTOMERS, in_=workspace_id)
    return change_card(actor, workspace_id, customer_id, changed, now=now)


def change_card(
    actor: Actor, workspace_id: WorkspaceId, customer_id: CustomerId, changed: CustomerInput, *, now: datetime
) -> CustomerFacts:
    """Change a card as `change_customer` does; whoever calls it has checked that the actor may.

    Raises:
        NoSuchCustomer, InvalidFields.
    """
    row = _locked(workspace_id, customer_id)
    card = read_card(changed)
    problems = [*card.problems, *list_problems(workspace_id, card)]
    if changed.number.strip() not in {"", row.number}:
        problems.append(Problem("number", msg("A customer number stays as it is.")))
    if problems:
        raise InvalidFields(problems)
    before = {name: getattr(row, name) for name, value in card.values.items() if getattr(row, name) != value}
    if before:
        _change(row, card, country_of(workspace_id), now=now)
        after = {name: card.values[name] for name in before}
        about = About("customer", row.id, before=before, after=after)
        enter(actor, "customer_changed", about, in_=workspace_id, now=now)
    return facts_of(row)


def list_problems(workspace_id: WorkspaceId, card: ReadCard) -> list[Problem]:
    """Return that the price list which a card names isn't there; nothing where it is, or the card names none."""
    name = card.values["price_list"]
    if not name or name in {each.name for each in price_list_rows(workspace_id)}:
        return []
    return [Problem("price_list", msg("There is no price list %(name)s.", name=name[:80]))]


def take_numbers(workspace_id: WorkspaceId) -> None:
    """Have everybody else who gives out customer numbers wait until this transaction ends."""
    db.session.execute(ONE_AT_A_TIME, {"workspace": str(workspace_id)})


def column_values(card: ReadCard, number: str, country: Country, *, now: datetime) -> dict[str, Any]:
    """Return a card as a row to be written; `country` is the seller's."""
    key = sort_key(card.values["name"], country)
    return {"id": uuid4(), "number": number, **card.values, "sort_key": key, "created_at": now, "changed_at": now}


def write_customers(workspace_id: WorkspaceId, rows: Sequence[dict[str, Any]]) -> None:
    """Write new cards, in one statement; whoever calls it has checked that it may and enters it in the journal."""
    if rows:
        db.session.execute(insert(Customer), [{"workspace_id": workspace_id, **row} for row in rows])


def _number_problems(workspace_id: WorkspaceId, number: str) -> list[Problem]:
    if problem := number_problem(number):
        return [problem]
    if find_by_number(workspace_id, number) is not None:
        return [Problem("number", msg("Another customer has the number %(number)s.", number=number))]
    return []


def _locked(workspace_id: WorkspaceId, customer_id: CustomerId) -> Customer:
    mine = confined(Customer.author_id)
    query = select(Customer).where(Customer.workspace_id == workspace_id, Customer.id == customer_id, mine)
    row = db.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise NoSuchCustomer(customer_id)
    return row


def _change(row: Customer, card: ReadCard, country: Country, *, now: datetime) -> None:
    for name, value in card.values.items():
        setattr(row, name, value)
    row.sort_key = sort_key(row.name, country)
    row.changed_at = now
    db.session.flush()
