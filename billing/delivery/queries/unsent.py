"""What waits to be sent, with the way each document would go.

The way follows from a rule in Python. So that counts of thousands need no row each, the database groups by the few
facts that the rule looks at, and the rule is asked once a group.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from billing.customers.models import Customer
from billing.customers.queries import facts_of
from billing.customers.rules.facts import Kind
from billing.delivery.models import ByHandInvoice, Document
from billing.delivery.queries.undelivered import IS_SENDABLE, IS_UNDELIVERED, UNDELIVERED
from billing.delivery.rules.routes import Channel, Receiver, Route, Written, choose_route, receiver_of
from billing.invoices.models import Invoice
from billing.seller.models import Seller
from tenants.kernel.country import Country
from tenants.kernel.db import confined, db
from tenants.kernel.ids import CustomerId, InvoiceId, WorkspaceId
from tenants.kernel.money import from_minor

# An invoice that isn't written yet, or was written for another e-invoice address than the card has by now, can probably
# be written; if not, its delivery fails with the reasons. The content is large, so it is looked at last.
FOR_THIS_ADDRESS = Invoice.content["buyer"]["electronic_address"]["value"].astext.is_not_distinct_from(
    Customer.einvoice_address
)


def _can_be(file_id: InstrumentedAttribute[UUID | None], *elsewhere: ColumnElement[bool]) -> ColumnElement[bool]:
    hopeless = or_(func.coalesce(Customer.einvoice_address, "") == "", *elsewhere)
    return case(
        (or_(Document.id.is_(None), file_id.is_not(None)), true()),
        (hopeless, false()),
        (FOR_THIS_ADDRESS, false()),
        else_=true(),
    )


# Finvoice is read in Finland only.
HAS_FINVOICE = _can_be(Document.finvoice_file_id, Customer.country != "FI")
HAS_UBL = _can_be(Document.ubl_file_id)


def _yes(condition: ColumnElement[bool]) -> ColumnElement[str]:
    return case((condition, "y"), else_="n")


# What a person chose to print here goes no other way, whatever the card says.
PRINTING = (
    select(ByHandInvoice.printing_id)
    .where(ByHandInvoice.workspace_id == Invoice.workspace_id, ByHandInvoice.invoice_id == Invoice.id)
    .scalar_subquery()
)
WANTS: ColumnElement[str] = case((PRINTING.is_not(None), "print"), else_=Customer.delivery)

# Everything that `choose_route` decides the channel by.
SIGNATURE = func.concat_ws(
    "|",
    Seller.country,
    Customer.kind,
    WANTS,
    Customer.country,
    _yes(Customer.email != ""),
    _yes(func.coalesce(Customer.einvoice_address, "") != ""),
    _yes(HAS_FINVOICE),
    _yes(HAS_UBL),
)


@dataclass(frozen=True, slots=True)
class UnsentCount:
    """How many documents of a workspace wait to be sent by a channel, and since when the oldest does."""

    workspace_id: WorkspaceId
    channel: Channel
    count: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentRow:
    """An issued invoice that nobody has sent, and the way it would go; `rendered` says that its document is made.

    `printing_id` is the printing in which a person chose to hand it over.
    """

    workspace_id: WorkspaceId
    invoice_id: InvoiceId
    number: str
    kind: str
    customer_id: CustomerId
    customer_number: str
    customer_name: str
    issued_on: date
    due_on: date
    issued_at: datetime
    total: Decimal
    currency: str
    rendered: bool
    route: Route
    printing_id: UUID | None = None


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    same_customer = and_(Customer.workspace_id == Invoice.workspace_id, Customer.id == Invoice.customer_id)
    same_document = and_(Document.workspace_id == Invoice.workspace_id, Document.invoice_id == Invoice.id)
    return (
        statement.select_from(Invoice)
        .join(Customer, same_customer)
        .join(Seller, Seller.workspace_id == Invoice.workspace_id)
        .outerjoin(Document, same_document)
    )


def _unsent(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return a statement over the invoices without a delivery; what can't be made needs attention instead.

    The customer is tied to the list itself as well: over tables filled a moment ago PostgreSQL else pairs each of its
    invoices with every customer of the workspace first.
    """
    found = _joined(statement).join(UNDELIVERED, IS_UNDELIVERED)
    return found.where(UNDELIVERED.c.customer_id == Customer.id, IS_SENDABLE)


_SIGNED = SIGNATURE.label("signature")
_COUNTS = _unsent(select(Invoice.workspace_id, _SIGNED, func.count(), func.min(Invoice.issued_at))).group_by(
    Invoice.workspace_id, _SIGNED
)
_SIGNATURES = _unsent(select(SIGNATURE).distinct())
# What a receiver consists of.
RECEIVER: Mapping[str, Any] = {
    "kind": Customer.kind,
    "wants": WANTS,
    "country": Customer.country,
    "email": Customer.email,
    "einvoice_address": Customer.einvoice_address,
    "einvoice_scheme": Customer.einvoice_scheme,
    "einvoice_operator": Customer.einvoice_operator,
}
_ROWS = _unsent(
    select(
        Invoice.workspace_id,
        Invoice.id,
        Invoice.number,
        Invoice.kind,
        Invoice.issued_on,
        Invoice.due_on,
        Invoice.issued_at,
        Invoice.total_minor,
        Invoice.currency,
        Customer.id.label("customer_id"),
        Customer.number.label("customer_number"),
        Customer.name.label("customer_name"),
        Document.id.is_not(None).label("rendered"),
        PRINTING.label("printing_id"),
        Seller.country.label("seller_country"),
        HAS_FINVOICE.label("finvoice"),
        HAS_UBL.label("ubl"),
        *(column.label(f"receiver_{name}") for name, column in RECEIVER.items()),
    )
).order_by(Invoice.issued_at, Invoice.number)


def unsent_counts(workspace_ids: Collection[WorkspaceId]) -> tuple[UnsentCount, ...]:
    """Return how many invoices without any delivery there are, by workspace and channel, in one query."""
    found: defaultdict[tuple[WorkspaceId, Channel], list[tuple[int, datetime]]] = defaultdict(list)
    theirs = _COUNTS.where(confined(Invoice.author_id))
    for workspace_id, signature, count, oldest_at in db.session.execute(theirs, {"places": list(workspace_ids)}):
        found[WorkspaceId(workspace_id), _channel(signature)].append((count, oldest_at))
    return tuple(
        UnsentCount(workspace_id, channel, sum(count for count, _ in each), min(oldest for _, oldest in each))
        for (workspace_id, channel), each in found.items()
    )


def unsent_rows(
    workspace_ids: Collection[WorkspaceId], *, channel: Channel | None = None, offset: int = 0, limit: int = 50
) -> tuple[UnsentRow, ...]:
    """Return a page of the invoices without any delivery, the oldest first; of one channel, or of all."""
    theirs, places = confined(Invoice.author_id), {"places": list(workspace_ids)}
    query = _ROWS.where(theirs)
    if channel is not None:
        present = db.session.scalars(_SIGNATURES.where(theirs), places)
        query = query.where(SIGNATURE.in_([signature for signature in present if _channel(signature) == channel]))
    return tuple(map(_row, db.session.execute(query.offset(offset).limit(limit), places)))


def routes_of(condition: ColumnElement[bool], workspace_id: WorkspaceId) -> Iterable[tuple[Row[Any], Route]]:
    """Return the invoices of a workspace by a condition, each with its document's id and the way it would go."""
    entities = (Invoice.id, Document.id.label("document_id"), Customer, Seller.country, HAS_FINVOICE, HAS_UBL, WANTS)
    query = _joined(select(*entities)).where(Invoice.workspace_id == workspace_id, condition)
    for row in db.session.execute(query.order_by(Invoice.issued_at, Invoice.number)):
        _, _, customer, country, finvoice, ubl, wants = row
        receiver = replace(receiver_of(facts_of(customer)), wants=wants)
        yield row, choose_route(receiver, country, Written(finvoice, ubl))


def _channel(signature: str) -> Channel:
    country, kind, wants, where, email, einvoice, finvoice, ubl = signature.split("|")
    receiver = Receiver(
        kind=cast("Kind", kind),
        wants=cast("Channel", wants),
        country=where,
        email="an address" if email == "y" else "",
        einvoice_address="an address" if einvoice == "y" else "",
    )
    return choose_route(receiver, cast("Country", country), Written(finvoice == "y", ubl == "y")).channel


def _row(row: Row[Any]) -> UnsentRow:
    facts: dict[str, Any] = {name: fact or "" for name, fact in zip(RECEIVER, row[-len(RECEIVER) :], strict=True)}
    receiver = Receiver(**facts)
    return UnsentRow(
        workspace_id=WorkspaceId(row.workspace_id),
        invoice_id=InvoiceId(row.id),
        number=row.number,
        kind=row.kind,
        customer_id=CustomerId(row.customer_id),
        customer_number=row.customer_number,
        customer_name=row.customer_name,
        issued_on=row.issued_on,
        due_on=row.due_on,
        issued_at=row.issued_at,
        total=from_minor(row.total_minor, row.currency),
        currency=row.currency,
        rendered=row.rendered,
        printing_id=row.printing_id,
        route=choose_route(receiver, row.seller_country, Written(row.finvoice, row.ubl)),
    )
