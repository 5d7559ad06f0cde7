"""Reading invoices: one with everything, or a page of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, and_, any_, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from billing.customers.models import Customer
from billing.customers.queries import country_of, in_name
from billing.en16931.model import Invoice as Content
from billing.en16931.model.plain import from_plain
from billing.invoices.models import Invoice
from billing.invoices.queries.searching import comes_to, matches
from billing.invoices.queries.stands import STANDS
from billing.invoices.rules.searching import as_number, compact, read_sum, read_typed
from billing.invoices.rules.states import InvoiceState, invoice_state
from billing.ledger.models import LedgerEntry
from billing.ledger.queries import NO_RECEIVABLE, Receivable, receivables
from tenants.kernel.db import confined, db
from tenants.kernel.ids import CustomerId, InvoiceId, RequestId, RunId, StreamId, WorkspaceId
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import NotFound
from tenants.kernel.sorting import sort_key

SORTS: Mapping[str, InstrumentedAttribute[Any]] = {
    "number": Invoice.number,
    "issued_on": Invoice.issued_on,
    "due_on": Invoice.due_on,
    "total": Invoice.total_minor,
    "reference": Invoice.reference,
}
# All but the content, which is large and which no list shows.
LISTED = [column for column in Invoice.__table__.columns if column.key != "content"]


class NoSuchInvoice(NotFound):
    """There is no such invoice here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceQuery:
    """What a reader asked the list of invoices for.

    `search` is the start of an invoice number, a reference, a customer number or name, with `%` or `*` for anything, or
    an amount;
    `state` is open, settled, credited, credit_note or taken_back, and what was taken back is left out unless it is
    asked for; issued from and until are days that count; `overdue_on` keeps
    what was due before that day; `also` is a condition that a slice above this one makes of what only it knows, such as
    deliveries; `sort` is number, issued_on, due_on, total or reference.
    """

    search: str = ""
    state: str = ""
    stream_id: StreamId | None = None
    run_id: RunId | None = None
    customer_id: CustomerId | None = None
    issued_from: date | None = None
    issued_until: date | None = None
    overdue_on: date | None = None
    also: ColumnElement[bool] | None = None
    sort: str = "issued_on"
    descending: bool = True
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """An invoice in a list; net, VAT and total are positive for both kinds, a credit note's open amount is negative.

    `asked` is what the customer is asked for, which isn't the total where some was paid in advance, is asked of
    Skatteverket, or was rounded; `credited` is what credit notes have taken off that.
    """

    id: InvoiceId
    number: str
    kind: str
    state: InvoiceState
    run_id: RunId | None
    request_id: RequestId | None
    taken_over: bool
    stream_id: StreamId
    customer_id: CustomerId
    customer_number: str
    customer_name: str
    issued_on: date
    due_on: date
    currency: str
    reference: str
    net: Decimal
    vat: Decimal
    total: Decimal
    asked: Decimal
    open: Decimal
    credited: Decimal
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """One invoice: what lists say of it, and its whole content."""

    row: InvoiceRow
    content: Content


def get_invoice(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> InvoiceFacts:
    """Return an invoice with its content, and what is open on it by the ledger.

    Raises:
        NoSuchInvoice: the workspace has none by that id.
    """
    ours = (Invoice.workspace_id == workspace_id, confined(Invoice.author_id))
    query = select(Invoice).where(*ours, Invoice.id == invoice_id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NoSuchInvoice(invoice_id)
    return InvoiceFacts(_rows(workspace_id, (found,))[0], from_plain(found.content))


def invoices_by_id(workspace_id: WorkspaceId, ids: Collection[InvoiceId]) -> dict[InvoiceId, InvoiceFacts]:
    """Return invoices with their content, by id, in three queries however many there are."""
    ours = (Invoice.workspace_id == workspace_id, confined(Invoice.author_id))
    query = select(Invoice).where(*ours, Invoice.id.in_(ids)).order_by(Invoice.number)
    found = db.session.scalars(query).all()
    rows = _rows(workspace_id, found)
    return {row.id: InvoiceFacts(row, from_plain(one.content)) for row, one in zip(rows, found, strict=True)}


def invoice_rows(workspace_id: WorkspaceId, query: InvoiceQuery) -> tuple[InvoiceRow, ...]:
    """Return one page of a workspace's invoices: the page first, then names and open amounts for it."""
    order = SORTS.get(query.sort, Invoice.issued_on)
    orders = [each.desc() if query.descending else each.asc() for each in (order, Invoice.number)]
    page = _matching(select(*LISTED), workspace_id, query).order_by(*orders)
    return _rows(workspace_id, db.session.execute(page.offset(query.offset).limit(query.limit)).all())


def invoice_count(workspace_id: WorkspaceId, query: InvoiceQuery) -> int:
    """Return how many invoices a query finds, all pages together."""
    return db.session.scalar(_matching(select(func.count()).select_from(Invoice), workspace_id, query)) or 0


def _rows(workspace_id: WorkspaceId, found: Sequence[Any]) -> tuple[InvoiceRow, ...]:
    customers = _customers(workspace_id, {one.customer_id for one in found}) if found else {}
    printed = printed_buyers([workspace_id], (one.id for one in found if one.customer_id not in customers))
    stands = receivables(workspace_id, [one.id for one in found]) if found else {}
    return tuple(
        _row(one, customers.get(one.customer_id) or printed[one.id], stands.get(InvoiceId(one.id), NO_RECEIVABLE))
        for one in found
    )


def printed_buyers(workspace_ids: Collection[WorkspaceId], invoice_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return the customer's number and name as printed on invoices, for cards that the reader doesn't see.

    An author's invoice may be on a card of the company's, or of one who was no author yet.
    """
    if not (ids := list(invoice_ids)):
        return {}
    buyer = Invoice.content["buyer"]
    query = select(Invoice.id, buyer["identifiers"][0]["value"].astext, buyer["name"].astext)
    here = (Invoice.workspace_id.in_(workspace_ids), confined(Invoice.author_id))
    rows = db.session.execute(query.where(*here, Invoice.id == any_(literal(ids, ARRAY(Uuid)))))
    return {id_: (number or "", name or "") for id_, number, name in rows}


def _customers(workspace_id: WorkspaceId, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return the numbers and names of customers."""
    query = select(Customer.id, Customer.number, Customer.name).where(
        Customer.workspace_id == workspace_id, Customer.id == any_(literal(list(ids), ARRAY(Uuid)))
    )
    return {id_: (number, name) for id_, number, name in db.session.execute(query)}


def _row(one: Any, customer: tuple[str, str], stands: Receivable) -> InvoiceRow:
    total = from_minor(one.total_minor, one.currency)
    return InvoiceRow(
        id=InvoiceId(one.id),
        number=one.number,
        kind=one.kind,
        state="taken_back" if one.taken_back_at else invoice_state(one.kind, stands.open, stands.credited),
        run_id=RunId(one.run_id) if one.run_id else None,
        request_id=RequestId(one.request_id) if one.request_id else None,
        taken_over=one.taken_over,
        stream_id=StreamId(one.stream_id),
        customer_id=CustomerId(one.customer_id),
        customer_number=customer[0],
        customer_name=customer[1],
        issued_on=one.issued_on,
        due_on=one.due_on,
        currency=one.currency,
        reference=one.reference,
        net=from_minor(one.net_minor, one.currency),
        vat=from_minor(one.vat_minor, one.currency),
        total=total,
        asked=total if stands.asked is None else stands.asked,
        open=stands.open,
        credited=stands.credited,
        issued_at=one.issued_at,
    )


def _matching(statement: Select[Any], workspace_id: WorkspaceId, query: InvoiceQuery) -> Select[Any]:
    equal = {
        Invoice.stream_id: query.stream_id,
        Invoice.run_id: query.run_id,
    }
    wanted = [Invoice.workspace_id == workspace_id, confined(Invoice.author_id)]
    wanted.append(Invoice.taken_back_at.is_not(None) if query.state == "taken_back" else STANDS)
    if query.customer_id is not None:
        wanted.append(Invoice.customer_id.in_(_cards(workspace_id, query.customer_id)))
    wanted += [column == value for column, value in equal.items() if value is not None]
    if query.issued_from is not None:
        wanted.append(Invoice.issued_on >= query.issued_from)
    if query.issued_until is not None:
        wanted.append(Invoice.issued_on <= query.issued_until)
    if query.overdue_on is not None:
        wanted.append(Invoice.due_on < query.overdue_on)
    if query.also is not None:
        wanted.append(query.also)
    if query.state not in {"", "taken_back"}:
        wanted.append(_in_state(query.state))
    if any(read_typed(query.search).pieces):
        wanted.append(_found_by(workspace_id, query.search))
    return statement.where(*wanted)


def _cards(workspace_id: WorkspaceId, customer_id: CustomerId) -> Select[UUID]:
    """Return the ids of a customer's card and of those that were merged into it: what was issued by them is listed."""
    its_own = or_(Customer.id == customer_id, Customer.merged_into_id == customer_id)
    return select(Customer.id).where(Customer.workspace_id == workspace_id, its_own)


def _in_state(state: str) -> ColumnElement[bool]:
    if state == "credit_note":
        return Invoice.kind == "credit_note"
    receivable = (
        LedgerEntry.workspace_id == Invoice.workspace_id,
        LedgerEntry.invoice_id == Invoice.id,
        LedgerEntry.account == "receivable",
    )
    owed = select(func.coalesce(func.sum(LedgerEntry.amount_minor), 0)).where(*receivable).scalar_subquery()
    if state == "open":
        return and_(Invoice.kind == "invoice", owed != 0)
    credited = select(LedgerEntry.id).where(*receivable, LedgerEntry.event == "credited").exists()
    return and_(Invoice.kind == "invoice", owed == 0, credited if state == "credited" else ~credited)


def _found_by(workspace_id: WorkspaceId, search: str) -> ColumnElement[bool]:
    """Return the condition of a search: by number, reference, customer or amount."""
    typed, amount, country = read_typed(search), read_sum(search), country_of(workspace_id)
    by_name = typed.each(lambda piece: sort_key(piece, country))
    named = in_name(by_name.start) if typed.pattern() is None else matches(Customer.sort_key, by_name)
    customers = select(Customer.id).where(
        Customer.workspace_id == workspace_id,
        or_(matches(Customer.number, typed.each(as_number)), named),
    )
    return or_(
        matches(Invoice.number, typed.each(as_number)),
        matches(Invoice.reference, typed.each(compact)),
        Invoice.customer_id.in_(customers),
        *(() if amount is None else comes_to(amount)),
    )
