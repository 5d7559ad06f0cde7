"""Reading the invoices that people write in the portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from billing.attachments.queries import attached_to_written
from billing.customers.models import Customer
from billing.customers.queries import customers_by_id
from billing.desk.models import WrittenRequest
from billing.desk.rules.content import Ground
from billing.desk.rules.states import OPEN, WrittenState
from billing.desk.rules.typed import TypedInvoice
from billing.en16931.model import Attachment
from billing.invoices.models import Invoice
from billing.seller.queries import get_seller
from billing.streams.models import Stream
from billing.streams.queries import terms_of
from billing.streams.rules import COMPANYS_TERMS, StreamTerms
from tenants.kernel.country import local_day
from tenants.kernel.db import confined, db
from tenants.kernel.ids import ConversationId, CustomerId, InvoiceId, StreamId, UserId, WorkspaceId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import NotFound, Problem
from tenants.kernel.sorting import beginning
from tenants.users.models import User

W = WrittenRequest
SORTS = {"changed": W.changed_at, "total": W.total_minor, "state": W.state, "subject": W.subject}


class NoSuchWritten(NotFound):
    """There is no such invoice here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenQuery:
    """What a reader asked the list for; an empty `state` means all that are in somebody's hands, "all" all of them."""

    search: str = ""
    state: str = ""
    sort: str = "changed"
    descending: bool = True
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """A written invoice in a list; no total where it can't be reckoned yet, no number before it is sent on."""

    id: WrittenId
    workspace_id: WorkspaceId
    state: WrittenState
    subject: str
    customer_id: CustomerId | None
    customer_name: str
    currency: str
    total: Decimal | None
    written_by: UserId
    writer: str
    changed_at: datetime
    submitted_at: datetime | None
    due_out_at: datetime | None
    claimed_by: UserId | None
    claimer: str
    invoice_id: InvoiceId | None
    number: str
    conversation_id: ConversationId | None


@dataclass(frozen=True, slots=True)
class WrittenFacts:
    """A written invoice whole: what was typed up to which version, why it came back by field, and what is attached."""

    row: WrittenRow
    typed: TypedInvoice
    version: int
    reasons: Mapping[str, str]
    writers: frozenset[str]
    attached: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class StreamChoice:
    """A stream that can be billed in, and what it asks of its invoices."""

    id: StreamId
    name: str
    terms: StreamTerms


def get_written(workspace_id: WorkspaceId, written_id: WrittenId) -> WrittenFacts:
    """Return a written invoice.

    Raises:
        NoSuchWritten: the workspace has none by that id, or another author wrote it.
    """
    found = db.session.execute(
        _rows(workspace_id).add_columns(W.typed, W.version, W.reasons, W.writers).where(W.id == written_id)
    ).one_or_none()
    if found is None:
        raise NoSuchWritten(written_id)
    typed = TypedInvoice.from_json(found.typed)
    attached = attached_to_written(workspace_id, written_id)
    return WrittenFacts(_row(found), typed, found.version, found.reasons, frozenset(found.writers), attached)


def written_rows(workspace_id: WorkspaceId, query: WrittenQuery) -> tuple[WrittenRow, ...]:
    """Return one page of a workspace's written invoices; an author's are their own only."""
    order = SORTS.get(query.sort, W.changed_at)
    page = _matching(_rows(workspace_id), query).order_by(order.desc() if query.descending else order, W.id)
    return tuple(map(_row, db.session.execute(page.offset(query.offset).limit(query.limit))))


def written_count(workspace_id: WorkspaceId, query: WrittenQuery) -> int:
    """Return how many written invoices a query finds, all pages together."""
    return db.session.scalar(select(func.count()).select_from(_matching(_rows(workspace_id), query).subquery())) or 0


def written_counts(workspace_id: WorkspaceId) -> dict[str, int]:
    """Return how many written invoices a workspace has in each state."""
    query = select(W.state, func.count()).where(W.workspace_id == workspace_id, confined(W.written_by))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(W.state))}


def ground_of(workspace_id: WorkspaceId, typed: TypedInvoice, *, now: datetime) -> Ground:
    """Return what a written invoice is judged by.

    Raises:
        SellerMissing: the company's settings haven't been saved yet.
    """
    seller = get_seller(workspace_id)
    id_ = uuid_of(typed.customer_id)
    customer = customers_by_id(workspace_id, (CustomerId(id_),)).get(CustomerId(id_)) if id_ else None
    if customer is not None and customer.merged_into_id is not None:
        customer = customers_by_id(workspace_id, (customer.merged_into_id,)).get(customer.merged_into_id)
    stream = find_stream_of(workspace_id, typed)
    return Ground(seller, customer, local_day(now, seller.country), stream.terms if stream else COMPANYS_TERMS)


def stream_choices(workspace_id: WorkspaceId) -> tuple[StreamChoice, ...]:
    """Return the streams that are switched on, the one opened first at the beginning."""
    query = select(Stream).where(Stream.workspace_id == workspace_id, Stream.active.is_(True))
    rows = db.session.scalars(query.order_by(Stream.opened_at, Stream.name))
    return tuple(StreamChoice(StreamId(row.id), row.name, terms_of(row)) for row in rows)


def find_stream_of(workspace_id: WorkspaceId, typed: TypedInvoice) -> StreamChoice | None:
    """Return the stream that an invoice is billed in, the one opened first where none is named.

    None where the one that it names isn't switched on, or none is.
    """
    choices = stream_choices(workspace_id)
    return next((each for each in choices if typed.stream_id in {"", str(each.id)}), None)


def stream_problems(stream: StreamChoice | None) -> list[Problem]:
    """Return what is wrong with the stream that was found for an invoice."""
    return [] if stream else [Problem("stream_id", msg("Choose what kind of invoice this is."))]


def uuid_of(text: str) -> UUID | None:
    """Return an id that was written as text, or None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _rows(workspace_id: WorkspaceId) -> Select[*tuple[Any, ...]]:
    writer, claimer = aliased(User), aliased(User)
    same = (Customer.workspace_id == workspace_id) & (Customer.id == W.customer_id)
    issued = (Invoice.workspace_id == workspace_id) & (Invoice.id == W.invoice_id)
    columns = (W.id, W.workspace_id, W.state, W.subject, W.customer_id, W.currency, W.total_minor, W.written_by)
    moments = (W.changed_at, W.submitted_at, W.due_out_at, W.claimed_by, W.invoice_id, W.conversation_id)
    named = (Customer.name.label("customer_name"), writer.name.label("writer"), claimer.name.label("claimer"))
    return (
        select(*columns, *moments, *named, Invoice.number)
        .join(writer, writer.id == W.written_by)
        .outerjoin(claimer, claimer.id == W.claimed_by)
        .outerjoin(Customer, same)
        .outerjoin(Invoice, issued)
        .where(W.workspace_id == workspace_id, confined(W.written_by))
    )


def _matching(statement: Select[*tuple[Any, ...]], query: WrittenQuery) -> Select[*tuple[Any, ...]]:
    if query.state != "all":
        statement = statement.where(W.state == query.state if query.state else W.state.in_(OPEN))
    if wanted := query.search.strip():
        low, high = beginning(wanted)
        in_text = func.strpos(func.lower(func.concat(Customer.name, " ", W.subject)), wanted.lower()) > 0
        statement = statement.where(in_text | ((Invoice.number >= low) & (Invoice.number < high)))
    return statement


def _row(row: Any) -> WrittenRow:
    return WrittenRow(
        id=WrittenId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        state=cast("WrittenState", row.state),
        subject=row.subject,
        customer_id=CustomerId(row.customer_id) if row.customer_id else None,
        customer_name=row.customer_name or "",
        currency=row.currency,
        total=None if row.total_minor is None else from_minor(row.total_minor, row.currency),
        written_by=UserId(row.written_by),
        writer=row.writer,
        changed_at=row.changed_at,
        submitted_at=row.submitted_at,
        due_out_at=row.due_out_at,
        claimed_by=UserId(row.claimed_by) if row.claimed_by else None,
        claimer=row.claimer or "",
        invoice_id=InvoiceId(row.invoice_id) if row.invoice_id else None,
        number=row.number or "",
        conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
    )
