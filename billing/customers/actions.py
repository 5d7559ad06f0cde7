"""Writing customer cards."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, Uuid, any_, insert, literal, select, text, update

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
    (row,) = _locked(workspace_id, {customer_id})
    card = read_card(changed)
    if problems := [*card.problems, *list_problems(workspace_id, card), *_renumbered(row, changed)]:
        raise InvalidFields(problems)
    if before := _differing(row, card):
        _change(row, card, country_of(workspace_id), now=now)
        _tell_changed(actor, workspace_id, row.id, before, card, now=now)
    return facts_of(row)


def change_cards(
    actor: Actor, workspace_id: WorkspaceId, changed: Mapping[CustomerId, CustomerInput], *, now: datetime
) -> None:
    """Change cards as `change_customer` does each, in as many questions for many as for few; all of them or none.

    Raises:
        NoSuchCustomer, InvalidFields: of one of them.
    """
    actor.must(Permission.EDIT_CUSTOMERS, in_=workspace_id)
    country, lists = country_of(workspace_id), {each.name for each in price_list_rows(workspace_id)}
    written = []
    for row in _locked(workspace_id, changed.keys()):
        typed = changed[CustomerId(row.id)]
        card = read_card(typed)
        if problems := [*card.problems, *_unknown_list(card, lists), *_renumbered(row, typed)]:
            raise InvalidFields(problems)
        if before := _differing(row, card):
            key = sort_key(card.values["name"], country)
            ids = {"workspace_id": workspace_id, "id": row.id}
            written.append({**ids, **card.values, "sort_key": key, "changed_at": now})
            _tell_changed(actor, workspace_id, row.id, before, card, now=now)
        # What is written below is read anew, not taken from what the session remembers.
        db.session.expunge(row)
    if written:
        db.session.execute(update(Customer), written)


def list_problems(workspace_id: WorkspaceId, card: ReadCard) -> list[Problem]:
    """Return that the price list which a card names isn't there; nothing where it is, or the card names none."""
    return _unknown_list(card, {each.name for each in price_list_rows(workspace_id)})


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


def _unknown_list(card: ReadCard, lists: Collection[str]) -> list[Problem]:
    name = card.values["price_list"]
    if not name or name in lists:
        return []
    return [Problem("price_list", msg("There is no price list %(name)s.", name=name[:80]))]


def _renumbered(row: Customer, changed: CustomerInput) -> list[Problem]:
    if changed.number.strip() in {"", row.number}:
        return []
    return [Problem("number", msg("A customer number stays as it is."))]


def _differing(row: Customer, card: ReadCard) -> dict[str, Any]:
    """Return what a card says now where it is to say something else."""
    return {name: getattr(row, name) for name, value in card.values.items() if getattr(row, name) != value}


def _tell_changed(
    actor: Actor, workspace_id: WorkspaceId, id_: UUID, before: Mapping[str, Any], card: ReadCard, *, now: datetime
) -> None:
    about = About("customer", id_, before=before, after={name: card.values[name] for name in before})
    enter(actor, "customer_changed", about, in_=workspace_id, now=now)


def _locked(workspace_id: WorkspaceId, customer_ids: Collection[CustomerId]) -> Sequence[Customer]:
    """Return cards, each locked, in one order for all who lock several."""
    here = (Customer.workspace_id == workspace_id, Customer.id == any_(literal(list(customer_ids), ARRAY(Uuid()))))
    query = select(Customer).where(*here, confined(Customer.author_id)).order_by(Customer.id)
    rows = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    if missing := set(customer_ids) - {CustomerId(row.id) for row in rows}:
        raise NoSuchCustomer(min(missing))
    return rows


def _change(row: Customer, card: ReadCard, country: Country, *, now: datetime) -> None:
    for name, value in card.values.items():
        setattr(row, name, value)
    row.sort_key = sort_key(row.name, country)
    row.changed_at = now
    db.session.flush()
