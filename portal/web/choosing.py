"""Choosing billing requests: what their list can be asked, and which ones a form chose, in the order of a run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from werkzeug.datastructures import MultiDict

from billing.requests.queries import RequestQuery, ready_ids, requests_by_id
from billing.seller.queries import find_seller
from billing.streams.queries import StreamFacts, stream_rows
from portal.web._design import Choice, Column, Filter, Selection, TableQuery, TableSpec
from portal.web._design.selection import UnreadableSelection
from portal.web._design.states import state_of
from portal.web._design.words import Words
from tenants.kernel.country import CURRENCIES
from tenants.kernel.ids import FileId, RequestId, StreamId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.money import round_money, to_minor
from tenants.workspaces.queries import get_workspace

COLUMNS = (
    Column(key="customer", label=msg("Customer")),
    Column(key="subject", label=msg("What"), phone="title"),
    Column(key="net", label=msg("Net"), kind="money", summed=True, phone="hidden"),
    Column(key="vat", label=msg("VAT"), kind="money", summed=True, phone="hidden"),
    Column(key="total", label=msg("Total"), kind="money", summed=True),
    Column(key="due", label=msg("Due"), kind="day"),
    Column(key="state", label=msg("State"), kind="state"),
)
# Left the desk: shown only where the list is asked for them.
LEFT = {"invoiced": state_of("invoiced").label, "dismissed": msg("Dismissed")}
SOURCES: Mapping[str, Words] = {
    "csv": "CSV",
    "finvoice": "Finvoice",
    "ubl": "UBL",
    "portal": msg("Written in the portal"),
    "plan": msg("Plan charge"),
    "contract": msg("Contract"),
    "correction": msg("Correction"),
}
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """Requests of one stream, in the order in which a run would take them."""

    stream_id: StreamId
    request_ids: tuple[RequestId, ...]


def requests_spec(streams: Iterable[StreamFacts], file: Choice | None = None) -> TableSpec:
    """Return what the list of requests can be asked, given the streams there are; `file` is one to keep to."""
    on_desk = tuple(Choice(name, state_of(name).label) for name in ("ready", "invalid", "cancelled"))
    gone = tuple(Choice(name, label) for name, label in LEFT.items())
    kept = (Filter(key="file", label=msg("File"), choices=(file,)),) if file else ()
    return TableSpec(
        name="requests",
        columns=COLUMNS,
        filters=(
            Filter(
                key="stream",
                label=msg("Stream"),
                choices=tuple(Choice(str(stream.id), stream.name) for stream in streams),
            ),
            Filter(key="state", label=msg("State"), choices=on_desk + gone),
            Filter(key="source", label=msg("Read as"), choices=tuple(Choice(*one) for one in SOURCES.items())),
            Filter(key="look", label=msg("Worth a look"), choices=(Choice("yes", msg("Only those")),)),
            Filter(key="from", label=msg("From amount"), kind="amount"),
            Filter(key="to", label=msg("To amount"), kind="amount"),
            *kept,
        ),
        sort="created_at",
        search_label=msg("Name or number"),
    )


def asked(query: TableQuery, currency: str) -> RequestQuery:
    """Return a reader's question in the words of the requests; amounts are in the company's own currency."""
    stream, file = query.answer("stream"), query.answer("file")
    return RequestQuery(
        search=query.search,
        state=query.answer("state"),
        stream_id=StreamId(UUID(stream)) if stream else None,
        source=query.answer("source"),
        is_remarked=query.answer("look") == "yes",
        file_id=FileId(UUID(file)) if file else None,
        min_minor=_minor(query.amount("from"), currency),
        max_minor=_minor(query.amount("to"), currency),
        sort=query.sort,
        descending=query.descending,
    )


def chosen_requests(workspace_id: WorkspaceId, form: MultiDict[str, str], currency: str) -> tuple[Chosen, ...]:
    """Return what a form chose, a group for each stream: rows by hand, all that match, or ids from a preview.

    Ready ones come oldest first. One that was named and is no longer ready stays in, so that the run can say why not.

    Raises:
        UnreadableSelection: an id isn't one.
    """
    streams = stream_rows(workspace_id)
    selection = Selection.parse(form)
    if selection.all_matching:
        query = asked(TableQuery.parse(requests_spec(streams, kept_file(form)), form), currency)
        return _all_matching(workspace_id, streams, query, selection)
    return _named(workspace_id, streams, selection.uuids().union(ids_of(form.get("ids", ""))))


def kept_file(values: MultiDict[str, str], name: str = "") -> Choice | None:
    """Return the file that an address or a form keeps the list to, under its name; None where it says no such thing."""
    try:
        return Choice(str(UUID(values.get("file", ""))), name)
    except ValueError:
        return None


def company_currency(workspace_id: WorkspaceId) -> str:
    """Return the currency that a company invoices in; its country's until it has chosen one."""
    seller = find_seller(workspace_id)
    return seller.currency if seller else CURRENCIES[get_workspace(workspace_id).country]


def joined(ids: Iterable[UUID]) -> str:
    """Return ids as one field of a form keeps them."""
    return " ".join(str(id_) for id_ in ids)


def ids_of(text: str) -> tuple[UUID, ...]:
    """Return the ids that `joined` wrote, in their order.

    Raises:
        UnreadableSelection: one isn't an id.
    """
    try:
        return tuple(UUID(part) for part in text.split())
    except ValueError as wrong:
        raise UnreadableSelection(text[:100]) from wrong


def _all_matching(
    workspace_id: WorkspaceId, streams: Iterable[StreamFacts], query: RequestQuery, selection: Selection
) -> tuple[Chosen, ...]:
    left_out = {RequestId(id_) for id_ in selection.uuids_left_out()}
    found = (
        Chosen(stream.id, tuple(ready_ids(workspace_id, replace(query, stream_id=stream.id), left_out)))
        for stream in streams
        if query.stream_id in {None, stream.id}
    )
    return tuple(one for one in found if one.request_ids)


def _named(workspace_id: WorkspaceId, streams: Iterable[StreamFacts], ids: frozenset[UUID]) -> tuple[Chosen, ...]:
    groups: dict[StreamId, list[RequestId]] = {}
    left = {RequestId(id_) for id_ in ids}
    for stream in streams if left else ():
        ready = [id_ for id_ in ready_ids(workspace_id, RequestQuery(stream_id=stream.id)) if id_ in left]
        groups.setdefault(stream.id, []).extend(ready)
        left.difference_update(ready)
    for found in requests_by_id(workspace_id, left).values() if left else ():
        groups.setdefault(found.row.stream_id, []).append(found.row.id)
    return tuple(Chosen(stream_id, tuple(chosen)) for stream_id, chosen in groups.items() if chosen)


def _minor(amount: Decimal | None, currency: str) -> int | None:
    if amount is None:
        return None
    return to_minor(round_money(max(-LARGEST, min(LARGEST, amount)), currency), currency)
