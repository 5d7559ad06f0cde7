"""Search across all clients of a person: by number, reference, customer or amount, each over its own index."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from billing.customers.models import Customer
from billing.customers.queries import in_name
from billing.invoices.models import Invoice
from billing.invoices.queries.lists import printed_buyers
from billing.invoices.queries.searching import comes_to, matches
from billing.invoices.queries.stands import STANDS
from billing.invoices.rules.searching import Sum, Typed, as_number, compact, read_sum, read_typed
from tenants.kernel.country import Country
from tenants.kernel.db import confined, db
from tenants.kernel.ids import CustomerId, InvoiceId, WorkspaceId
from tenants.kernel.money import from_minor
from tenants.kernel.sorting import ALPHABETS, sort_key
from tenants.workspaces.queries import WorkspaceFacts, workspace_rows

AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundInvoice:
    """An invoice that was found, with its client and customer."""

    id: InvoiceId
    workspace_id: WorkspaceId
    client: str
    number: str
    reference: str
    customer: str
    issued_on: date
    currency: str
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCustomer:
    """A customer that was found, with the client that bills it."""

    id: CustomerId
    workspace_id: WorkspaceId
    client: str
    number: str
    name: str
    city: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; at most so many of each."""

    clients: tuple[WorkspaceFacts, ...] = ()
    customers: tuple[FoundCustomer, ...] = ()
    invoices: tuple[FoundInvoice, ...] = ()


def find_everywhere(workspace_ids: Collection[UUID], typed: str, *, at_most: int = AT_MOST) -> Found:
    """Return what begins with the words typed, or matches them where `%` or `*` stands for anything, in nine queries.

    Clients are found by any part of their name; customers by another word of theirs where none begins so.
    Behind a wildcard nothing is found: no index leads there.
    """
    wanted = read_typed(typed)
    if not wanted.start or not workspace_ids:
        return Found()
    places = {row.id: row for row in workspace_rows(workspace_ids, at_most=len(workspace_ids))}
    clients = workspace_rows(workspace_ids, search=wanted.start, at_most=at_most) if wanted.pattern() is None else ()
    invoices = _invoices(places, wanted, read_sum(typed), at_most)
    return Found(tuple(clients), _customers(places, wanted, at_most), invoices)


def _customers(places: dict[WorkspaceId, WorkspaceFacts], wanted: Typed, at_most: int) -> tuple[FoundCustomer, ...]:
    rows = _cards(places, [matches(Customer.number, wanted), *_named(places, wanted)], at_most)
    if places and not rows and wanted.pattern() is None:
        rows = _cards(places, [*_named(places, wanted, by_word=True)], at_most)
    return tuple(
        FoundCustomer(
            id=CustomerId(row.id),
            workspace_id=WorkspaceId(row.workspace_id),
            client=places[WorkspaceId(row.workspace_id)].name,
            number=row.number,
            name=row.name,
            city=row.city,
        )
        for row in rows
    )


def _cards(
    places: Collection[WorkspaceId], conditions: Sequence[ColumnElement[bool]], at_most: int
) -> Sequence[Customer]:
    one = Customer
    query = select(one).where(one.workspace_id.in_(places), confined(one.author_id), or_(*conditions))
    return db.session.scalars(query.order_by(one.sort_key, one.workspace_id, one.number).limit(at_most)).all()


def _named(
    places: dict[WorkspaceId, WorkspaceFacts], wanted: Typed, *, by_word: bool = False
) -> Iterator[ColumnElement[bool]]:
    """Yield, for each alphabet that the clients' countries use, the condition of a customer's name, or a word of it."""
    alphabets: dict[int, list[WorkspaceFacts]] = {}
    for place in places.values():
        alphabets.setdefault(id(ALPHABETS[place.country]), []).append(place)
    for group in alphabets.values():
        country: Country = group[0].country
        here = Customer.workspace_id.in_([place.id for place in group])
        key = _keyed(wanted, country)
        yield and_(here, in_name(key.start) if by_word else matches(Customer.sort_key, key))


def _keyed(wanted: Typed, country: Country) -> Typed:
    return wanted.each(lambda piece: sort_key(piece, country))


def _invoices(
    places: dict[WorkspaceId, WorkspaceFacts], wanted: Typed, amount: Sum | None, at_most: int
) -> tuple[FoundInvoice, ...]:
    """Return invoices by number, reference and amount, each over its own index, and customers' names for them alone."""
    conditions = [matches(Invoice.number, wanted.each(as_number)), matches(Invoice.reference, wanted.each(compact))]
    if amount is not None:
        conditions += comes_to(amount)
    found = {row.id: row for condition in conditions for row in _first(places, condition, at_most)}
    newest = sorted(found.values(), key=lambda row: (row.issued_on, row.number), reverse=True)[:at_most]
    names = _names(places, {row.customer_id for row in newest}) if newest else {}
    printed = printed_buyers(places, (row.id for row in newest if (row.workspace_id, row.customer_id) not in names))
    named = (names.get((row.workspace_id, row.customer_id)) or printed[row.id][1] for row in newest)
    return tuple(_found_invoice(row, places, name) for row, name in zip(newest, named, strict=True))


def _first(places: Collection[WorkspaceId], condition: ColumnElement[bool], at_most: int) -> Sequence[Any]:
    one = Invoice
    columns = (one.id, one.workspace_id, one.number, one.reference, one.customer_id, one.issued_on, one.currency)
    ours = (one.workspace_id.in_(places), confined(one.author_id), STANDS)
    query = select(*columns, one.total_minor).where(*ours, condition)
    return db.session.execute(query.order_by(one.issued_on.desc(), one.number.desc()).limit(at_most)).all()


def _names(places: Collection[WorkspaceId], customer_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], str]:
    one = Customer
    query = select(one.workspace_id, one.id, one.name).where(one.workspace_id.in_(places), one.id.in_(customer_ids))
    return {(row.workspace_id, row.id): row.name for row in db.session.execute(query)}


def _found_invoice(row: Any, places: dict[WorkspaceId, WorkspaceFacts], customer: str) -> FoundInvoice:
    return FoundInvoice(
        id=InvoiceId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        client=places[WorkspaceId(row.workspace_id)].name,
        number=row.number,
        reference=row.reference,
        customer=customer,
        issued_on=row.issued_on,
        currency=row.currency,
        total=from_minor(row.total_minor, row.currency),
    )
