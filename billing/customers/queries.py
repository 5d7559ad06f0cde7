"""Reading the customers of a workspace."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Select, Text, and_, any_, func, literal, or_, select, tuple_
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import InstrumentedAttribute

from billing.customers.models import Customer
from billing.customers.rules.deliver_to import DELIVER_TO
from billing.customers.rules.facts import Collective, CustomerFacts, Kind, Route, VatCategory
from billing.documents.look import EnclosedKind
from tenants.kernel.country import Country
from tenants.kernel.db import confined, db
from tenants.kernel.ids import CustomerId, UserId, WorkspaceId
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound
from tenants.kernel.sorting import beginning, sort_key
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


# As it is compared: 111 22 and 11122 are one place.
POSTAL_CODE = func.replace(Customer.postal_code, " ", "", type_=Text)
IS_AWAKE = Customer.merged_into_id.is_(None)


class NoSuchCustomer(NotFound):
    """There is no such customer here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerQuery:
    """What a reader asked the list of customers for; `search` begins a word of a name or a number, or is a business id.

    `standing` is duplicate or resting; where it is empty, those that don't rest are listed.
    """

    search: str = ""
    kind: str = ""
    delivery: str = ""
    standing: str = ""
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
    """Return the customers that have one of the numbers, by number; a card that rests leads to where it was merged."""
    found = _read(workspace_id, _among(Customer.number, numbers))
    stays = staying(workspace_id, found)
    return {customer.number: stays[customer.id] for customer in found}


def staying(workspace_id: WorkspaceId, customers: Collection[CustomerFacts]) -> dict[CustomerId, CustomerFacts]:
    """Return for each card the one that stands for it: itself, or the one that it was merged into, if it is seen."""
    into = {customer.merged_into_id for customer in customers if customer.merged_into_id}
    others = customers_by_id(workspace_id, into) if into else {}
    return {each.id: others.get(each.merged_into_id, each) if each.merged_into_id else each for each in customers}


def duplicates_of(workspace_id: WorkspaceId, customer: CustomerFacts) -> tuple[CustomerFacts, ...]:
    """Return the other cards that may be of the same customer; none for a card that rests."""
    if customer.merged_into_id:
        return ()
    same: list[ColumnElement[bool]] = [
        column == value
        for column, value in (
            (Customer.business_id, customer.business_id),
            (Customer.vat_id, customer.vat_id),
            (Customer.einvoice_address, customer.einvoice_address),
        )
        if value
    ]
    if customer.postal_code:
        key = sort_key(customer.name, country_of(workspace_id))
        same.append(and_(Customer.sort_key == key, literal(customer.postal_code.replace(" ", "")) == POSTAL_CODE))
    if not same:
        return ()
    return _read(workspace_id, and_(Customer.merged_into_id.is_(None), Customer.id != customer.id, or_(*same)))


def made_at(workspace_id: WorkspaceId, customer_id: CustomerId) -> datetime | None:
    """Return when a card was made, by hand or from a file."""
    query = select(Customer.created_at).where(Customer.workspace_id == workspace_id, Customer.id == customer_id)
    return db.session.scalar(query)


def customers_by_id(workspace_id: WorkspaceId, ids: Collection[CustomerId]) -> dict[CustomerId, CustomerFacts]:
    """Return the customers that have one of the ids, by id, in one query."""
    return {customer.id: customer for customer in _read(workspace_id, _among(Customer.id, ids))}


def owners_of(workspace_id: WorkspaceId, ids: Collection[CustomerId]) -> dict[CustomerId, UserId | None]:
    """Return whose own each card is: an author's, or None for the company's."""
    ours = (Customer.workspace_id == workspace_id, confined(Customer.author_id), _among(Customer.id, ids))
    rows = db.session.execute(select(Customer.id, Customer.author_id).where(*ours))
    return {CustomerId(id_): UserId(author) if author else None for id_, author in rows}


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
    wanted = [Customer.workspace_id == workspace_id, confined(Customer.author_id)]
    if query.kind:
        wanted.append(Customer.kind == query.kind)
    if query.delivery:
        wanted.append(Customer.delivery == query.delivery)
    wanted.append(Customer.merged_into_id.is_not(None) if query.standing == "resting" else IS_AWAKE)
    if query.standing == "duplicate":
        wanted.append(_is_shared(workspace_id))
    if search := query.search.strip():
        wanted.append(_found_by(search, country_of(workspace_id)))
    return statement.where(*wanted)


def _is_shared(workspace_id: WorkspaceId) -> ColumnElement[bool]:
    """Return whether another card has the same id or address, or name and postal code."""
    ids = (Customer.business_id, Customer.vat_id, Customer.einvoice_address)
    named = tuple_(Customer.sort_key, POSTAL_CODE)
    awake = Customer.workspace_id == workspace_id, IS_AWAKE
    shared = [
        column.in_(select(column).where(*awake, column.is_not(None)).group_by(column).having(func.count() > 1))
        for column in ids
    ]
    places = select(Customer.sort_key, POSTAL_CODE).where(*awake, Customer.postal_code != "")
    twice = places.group_by(Customer.sort_key, POSTAL_CODE).having(func.count() > 1)
    return or_(*shared, named.in_(twice))


def in_name(key: str) -> ColumnElement[bool]:
    """Return the condition that a word of a customer's name begins by a sort key; it reads every card of a company."""
    return func.strpos(func.concat(" ", Customer.sort_key), f" {key}") > 0


def _found_by(search: str, country: Country) -> ColumnElement[bool]:
    number = beginning(search)
    return or_(
        in_name(sort_key(search, country)),
        and_(Customer.number >= number[0], Customer.number < number[1]),
        Customer.business_id == search.replace("-", "").replace(" ", ""),
    )


def _read(workspace_id: WorkspaceId, condition: ColumnElement[bool]) -> tuple[CustomerFacts, ...]:
    wanted = (Customer.workspace_id == workspace_id, confined(Customer.author_id), condition)
    query = select(Customer).where(*wanted).order_by(Customer.number)
    return tuple(facts_of(row) for row in db.session.scalars(query))


def _among(column: InstrumentedAttribute[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Return whether a column is one of many values, which go to the database as one parameter."""
    return column == any_(literal(list(values), ARRAY(column.type)))


BLOCKS = tuple(f"{what}_block_{part}" for what in ("reminder", "collection") for part in ("reason", "until"))


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
        price_list=row.price_list,
        discount_percent=row.discount_percent,
        collective=cast("Collective", row.collective),
        enclosed=cast("EnclosedKind", row.enclosed),
        reminder_fee_agreed_in=row.reminder_fee_agreed_in,
        reminder_fee_agreed_on=row.reminder_fee_agreed_on,
        **{name: getattr(row, name) for name in BLOCKS},
        merged_into_id=CustomerId(row.merged_into_id) if row.merged_into_id else None,
        contact_person=row.contact_person,
        second_line=row.second_line,
        **{name: getattr(row, name) for name in (*DELIVER_TO, "deliver_country")},
    )
