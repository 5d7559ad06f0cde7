"""Reading the customers of a workspace."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Select, and_, any_, func, literal, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import InstrumentedAttribute

from billing.customers.models import Customer
from billing.customers.rules.facts import CustomerFacts, Kind, Route, VatCategory
from billing.customers.rules.sorting import beginning, sort_key
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, WorkspaceId
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound
from tenants.workspaces.queries import get_workspace

FIRST_NUMBER = 10001
WHOLE_NUMBER = "^[1-9][0-9]{0,14}$"
SORTS = {
    "name": Customer.sort_key,
    "number": Customer.number,
    "city": Customer.city,
    "kind": Customer.kind,
    "delivery": Customer.delivery,
}


class NoSuchCustomer(NotFound):
    """There is no such customer here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerQuery:
    """What a reader asked the list of customers for; `search` is the start of a name or number, or a business id."""

    search: str = ""
    kind: str = ""
    delivery: str = ""
    sort: str = "name"
    descending: bool = False
    offset: int = 0
    limit: int = 50


def get_customer(workspace_id: WorkspaceId, customer_id: CustomerId) -> CustomerFacts:
    """Return a customer.

    Raises:
        NoSuchCustomer: the workspace has none by that id.
    """
    found = customers_by_id(workspace_id, (customer_id,))
    if not found:
        raise NoSuchCustomer(customer_id)
    return found[customer_id]


def find_by_number(workspace_id: WorkspaceId, number: str) -> CustomerFacts | None:
    """Return a customer by number, or None."""
    return customers_by_number(workspace_id, (number,)).get(number)


def customers_by_number(workspace_id: WorkspaceId, numbers: Collection[str]) -> dict[str, CustomerFacts]:
    """Return the customers that have one of the numbers, by number, in one query."""
    found = _read(workspace_id, _among(Customer.number, numbers))
    return {customer.number: customer for customer in found}


def customers_by_id(workspace_id: WorkspaceId, ids: Collection[CustomerId]) -> dict[CustomerId, CustomerFacts]:
    """Return the customers that have one of the ids, by id, in one query."""
    return {customer.id: customer for customer in _read(workspace_id, _among(Customer.id, ids))}


def customers_known_by(
    workspace_id: WorkspaceId, *, ids: Collection[str], addresses: Collection[str], sort_keys: Collection[str]
) -> tuple[CustomerFacts, ...]:
    """Return the customers with one of the business or VAT ids, e-invoice addresses or names, in one query."""
    return _read(
        workspace_id,
        or_(
            _among(Customer.business_id, ids),
            _among(Customer.vat_id, ids),
            _among(Customer.einvoice_address, addresses),
            _among(Customer.sort_key, sort_keys),
        ),
    )


def customer_rows(workspace_id: WorkspaceId, query: CustomerQuery) -> tuple[CustomerFacts, ...]:
    """Return one page of a workspace's customers in the order asked for."""
    order = SORTS.get(query.sort, Customer.sort_key)
    page = _matching(select(Customer), workspace_id, query).order_by(
        order.desc() if query.descending else order, Customer.id
    )
    return tuple(facts_of(row) for row in db.session.scalars(page.offset(query.offset).limit(query.limit)))


def customer_count(workspace_id: WorkspaceId, query: CustomerQuery) -> int:
    """Return how many customers a query finds, all pages together."""
    return db.session.scalar(_matching(select(func.count()).select_from(Customer), workspace_id, query)) or 0


def next_number(workspace_id: WorkspaceId) -> int:
    """Return the number after the highest customer number that is a whole number; 10001 where there is none."""
    number = sql_cast(Customer.number, BigInteger)
    highest = select(func.max(number)).where(
        Customer.workspace_id == workspace_id, Customer.number.regexp_match(WHOLE_NUMBER)
    )
    return max(FIRST_NUMBER, (db.session.scalar(highest) or 0) + 1)


def country_of(workspace_id: WorkspaceId) -> Country:
    """Return the country of the seller, whose alphabet orders the customers."""
    return get_workspace(workspace_id).country


def _matching(statement: Select[Any], workspace_id: WorkspaceId, query: CustomerQuery) -> Select[Any]:
    wanted = [Customer.workspace_id == workspace_id]
    if query.kind:
        wanted.append(Customer.kind == query.kind)
    if query.delivery:
        wanted.append(Customer.delivery == query.delivery)
    if search := query.search.strip():
        wanted.append(_found_by(search, country_of(workspace_id)))
    return statement.where(*wanted)


def _found_by(search: str, country: Country) -> ColumnElement[bool]:
    name, number = beginning(sort_key(search, country)), beginning(search)
    return or_(
        and_(Customer.sort_key >= name[0], Customer.sort_key < name[1]),
        and_(Customer.number >= number[0], Customer.number < number[1]),
        Customer.business_id == search.replace("-", "").replace(" ", ""),
    )


def _read(workspace_id: WorkspaceId, condition: ColumnElement[bool]) -> tuple[CustomerFacts, ...]:
    query = select(Customer).where(Customer.workspace_id == workspace_id, condition).order_by(Customer.number)
    return tuple(facts_of(row) for row in db.session.scalars(query))


def _among(column: InstrumentedAttribute[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Return whether a column is one of many values, which go to the database as one parameter."""
    return column == any_(literal(list(values), ARRAY(column.type)))


def facts_of(row: Customer) -> CustomerFacts:
    """Return a row as a value."""
    return CustomerFacts(
        id=CustomerId(row.id),
        number=row.number,
        kind=cast("Kind", row.kind),
        name=row.name,
        business_id=row.business_id,
        vat_id=row.vat_id,
        street=row.street,
        postal_code=row.postal_code,
        city=row.city,
        country=row.country,
        email=row.email,
        language=cast("Language", row.language),
        einvoice_scheme=row.einvoice_scheme,
        einvoice_address=row.einvoice_address,
        einvoice_operator=row.einvoice_operator,
        buyer_reference=row.buyer_reference,
        delivery=cast("Route", row.delivery),
        payment_days=row.payment_days,
        order_reference=row.order_reference,
        currency=row.currency,
        phone=row.phone,
        notes=row.notes,
        vat_category=cast("VatCategory", row.vat_category),
        vat_reason=row.vat_reason,
        discount_percent=row.discount_percent,
        reminder_fee_agreed_in=row.reminder_fee_agreed_in,
        reminder_fee_agreed_on=row.reminder_fee_agreed_on,
        reminder_block_reason=row.reminder_block_reason,
        reminder_block_until=row.reminder_block_until,
        collection_block_reason=row.collection_block_reason,
        collection_block_until=row.collection_block_until,
    )
