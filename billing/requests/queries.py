"""Reading the billing requests of a workspace, and their counts across workspaces."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, Row, Select, Uuid, any_, func, literal, select

from billing.en16931.model import Invoice
from billing.en16931.model.plain import from_plain
from billing.requests.models import BillingRequest
from billing.requests.rules.problems import problems_from_json
from tenants.kernel.db import db, of_no_author, of_workspaces, spelled_out
from tenants.kernel.ids import CustomerId, FileId, RequestId, StreamId, WorkspaceId
from tenants.kernel.language import Message
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import NotFound, Problem
from tenants.kernel.sorting import beginning

R = BillingRequest
# What is still on the desk; an invoiced or dismissed request has left it.
OPEN = ("invalid", "ready", "cancelled")
SORTS = {
    "created_at": R.created_at,
    "customer": R.customer_number,
    "name": R.customer_name,
    "subject": R.subject,
    "net": R.net_minor,
    "vat": R.vat_minor,
    "total": R.total_minor,
    "due": R.due_on,
    "state": R.state,
}
# All but the content, which is large and which no list shows.
LISTED = [column for column in R.__table__.columns if column.key not in {"content", "as_read"}]


class NoSuchRequest(NotFound):
    """There is no such billing request here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestQuery:
    """What a reader asked the list of requests for.

    `search` is the beginning of a customer number or part of a customer's name; an empty `state` means all that are
    open; amounts are totals in minor units; `is_remarked` keeps what is worth a look before it is run.
    """

    search: str = ""
    state: str = ""
    stream_id: StreamId | None = None
    customer_id: CustomerId | None = None
    file_id: FileId | None = None
    source: str = ""
    is_remarked: bool = False
    min_minor: int | None = None
    max_minor: int | None = None
    sort: str = "created_at"
    descending: bool = False
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request as a list shows it; `remarks` are worth a look before it is run; `is_released`, however little.

    Amounts are None where they couldn't be reckoned, and negative in a credit note.
    """

    id: RequestId
    workspace_id: WorkspaceId
    stream_id: StreamId
    key: str
    source: str
    file_id: FileId
    place: str
    customer_id: CustomerId | None
    customer_number: str
    customer_name: str
    subject: str
    state: str
    problems: tuple[Problem, ...]
    remarks: tuple[Message, ...]
    currency: str
    net: Decimal | None
    vat: Decimal | None
    total: Decimal | None
    due_on: date | None
    is_released: bool
    created_at: datetime
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request whole: its row, its content as read from the file, and what that left to card and articles."""

    row: RequestRow
    content: Invoice
    unsaid: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """How many requests are on the desk in each state, and since when the oldest waits."""

    ready: int = 0
    invalid: int = 0
    cancelled: int = 0
    oldest_at: datetime | None = None

    @property
    def open(self) -> int:
        """Return how many there are together."""
        return self.ready + self.invalid + self.cancelled


@dataclass(frozen=True, slots=True)
class Sum:
    """What some requests of one currency come to, and how many they are."""

    currency: str
    count: int
    net: Decimal
    vat: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class ReadyRequests:
    """The ready requests that a query finds, oldest first, and their sums by currency."""

    ids: tuple[RequestId, ...]
    sums: tuple[Sum, ...]


def request_rows(workspace_id: WorkspaceId, query: RequestQuery) -> tuple[RequestRow, ...]:
    """Return one page of a workspace's requests in the order asked for."""
    order = SORTS.get(query.sort, R.created_at)
    page = _matching(select(*LISTED), workspace_id, query)
    ordered = page.order_by(order.desc().nulls_last() if query.descending else order.asc().nulls_last(), R.id)
    return tuple(map(row_of, db.session.execute(ordered.offset(query.offset).limit(query.limit))))


def request_count(workspace_id: WorkspaceId, query: RequestQuery) -> int:
    """Return how many requests a query finds, all pages together."""
    return db.session.scalar(_matching(select(func.count()).select_from(R), workspace_id, query)) or 0


def request_counts(workspace_id: WorkspaceId, *, stream_id: StreamId | None = None) -> RequestCounts:
    """Return how many requests are open in a workspace, or in one stream of it, by state."""
    return _counts((workspace_id,), stream_id).get(workspace_id, RequestCounts())


def portfolio_counts(workspace_ids: Iterable[WorkspaceId]) -> dict[WorkspaceId, RequestCounts]:
    """Return the counts of many workspaces in one query; one without open requests is left out."""
    return _counts(tuple(workspace_ids), None)


def ready_requests(
    workspace_id: WorkspaceId, query: RequestQuery, but_not: Collection[RequestId] = ()
) -> ReadyRequests:
    """Return the ready requests that a query finds, all pages together, without those that were taken out by hand."""
    return ReadyRequests(tuple(ready_ids(workspace_id, query, but_not)), ready_sums(workspace_id, query, but_not))


def ready_sums(workspace_id: WorkspaceId, query: RequestQuery, but_not: Collection[RequestId] = ()) -> tuple[Sum, ...]:
    """Return what the ready requests that a query finds come to, by currency, and how many they are."""
    amounts: list[Any] = [func.sum(column) for column in (R.net_minor, R.vat_minor, R.total_minor)]
    sums = select(R.currency, func.count(), *amounts)
    by_currency = _ready(sums, workspace_id, query, but_not).group_by(R.currency).order_by(R.currency)
    return tuple(
        Sum(currency, count, *(from_minor(int(minor), currency) for minor in minors))
        for currency, count, *minors in db.session.execute(by_currency)
    )


def ready_ids(workspace_id: WorkspaceId, query: RequestQuery, but_not: Collection[RequestId] = ()) -> list[RequestId]:
    """Return the ids of the ready requests that a query finds, oldest first."""
    wanted = _ready(select(R.id), workspace_id, query, but_not).order_by(R.created_at, R.id)
    return [RequestId(id_) for id_ in db.session.scalars(wanted)]


def get_request(workspace_id: WorkspaceId, request_id: RequestId) -> RequestFacts:
    """Return a request with its content.

    Raises:
        NoSuchRequest: the workspace has none by that id.
    """
    found = requests_by_id(workspace_id, (request_id,))
    if not found:
        raise NoSuchRequest(request_id)
    return found[request_id]


def requests_by_id(workspace_id: WorkspaceId, ids: Collection[RequestId]) -> dict[RequestId, RequestFacts]:
    """Return the requests that have one of the ids, with their content, by id, in one query."""
    among = R.id == any_(literal(list(ids), ARRAY(Uuid)))
    query = select(R).where(R.workspace_id == workspace_id, among, of_no_author())
    found = db.session.scalars(query)
    return {RequestId(row.id): RequestFacts(row_of(row), from_plain(row.content), row.unsaid) for row in found}


def row_of(row: BillingRequest | Row[Any]) -> RequestRow:
    """Return a row as a value."""
    net, vat, total = (_amount(minor, row.currency) for minor in (row.net_minor, row.vat_minor, row.total_minor))
    return RequestRow(
        id=RequestId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        stream_id=StreamId(row.stream_id),
        key=row.key,
        source=row.source,
        file_id=FileId(row.file_id),
        place=row.place,
        customer_id=CustomerId(row.customer_id) if row.customer_id else None,
        customer_number=row.customer_number,
        customer_name=row.customer_name,
        subject=row.subject,
        state=row.state,
        problems=problems_from_json(row.problems),
        remarks=tuple(Message.from_json(remark) for remark in row.remarks),
        currency=row.currency,
        net=net,
        vat=vat,
        total=total,
        due_on=row.due_on,
        is_released=row.released_at is not None,
        created_at=row.created_at,
        checked_at=row.checked_at,
    )


def _amount(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else from_minor(minor, currency)


def _counts(workspace_ids: Collection[WorkspaceId], stream_id: StreamId | None) -> dict[WorkspaceId, RequestCounts]:
    query = select(R.workspace_id, R.state, func.count(), func.min(R.created_at)).where(
        of_workspaces(R.workspace_id, workspace_ids),
        R.state.in_(spelled_out(OPEN)),
        of_no_author(),
    )
    if stream_id is not None:
        query = query.where(R.stream_id == stream_id)
    found: dict[WorkspaceId, dict[str, Any]] = {}
    for workspace_id, state, count, oldest_at in db.session.execute(query.group_by(R.workspace_id, R.state)):
        counts = found.setdefault(WorkspaceId(workspace_id), {})
        counts[state] = count
        counts["oldest_at"] = min(oldest_at, counts.get("oldest_at", oldest_at))
    return {workspace_id: RequestCounts(**counts) for workspace_id, counts in found.items()}


def _ready(
    statement: Select[Any], workspace_id: WorkspaceId, query: RequestQuery, but_not: Collection[RequestId]
) -> Select[Any]:
    wanted = _matching(statement, workspace_id, query).where(R.state == "ready")
    return wanted.where(~(R.id == any_(literal(list(but_not), ARRAY(Uuid))))) if but_not else wanted


def _matching(statement: Select[Any], workspace_id: WorkspaceId, query: RequestQuery) -> Select[Any]:
    in_state = R.state == query.state if query.state else R.state.in_(spelled_out(OPEN))
    wanted = [R.workspace_id == workspace_id, in_state, of_no_author()]
    equal = ((R.stream_id, query.stream_id), (R.customer_id, query.customer_id), (R.file_id, query.file_id))
    wanted += [column == value for column, value in equal if value is not None]
    if query.source:
        wanted.append(R.source == query.source)
    if query.is_remarked:
        wanted.append(func.jsonb_array_length(R.remarks) > 0)
    if query.min_minor is not None:
        wanted.append(R.total_minor >= query.min_minor)
    if query.max_minor is not None:
        wanted.append(R.total_minor <= query.max_minor)
    if search := query.search.strip():
        first, last = beginning(search)
        in_name = func.strpos(func.lower(R.customer_name), search.lower()) > 0
        wanted.append(((R.customer_number >= first) & (R.customer_number < last)) | in_name)
    return statement.where(*wanted)
