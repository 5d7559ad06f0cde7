"""The list of invoices: what it can be asked, and its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.invoices.queries import InvoiceQuery, InvoiceRow, invoice_count, invoice_rows
from billing.standing.queries.sendings import delivered_as, delivery_states
from billing.standing.rules import receivable_state
from billing.streams.queries import StreamFacts, stream_rows
from billing.takeover.queries import reminded_times
from portal.web._design import Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.states import STATES
from tenants.kernel.ids import CustomerId, RunId, StreamId, WorkspaceId
from tenants.kernel.language import msg

COLUMNS = (
    Column(key="number", label=msg("Number"), phone="title"),
    Column(key="customer", label=msg("Customer"), sortable=False),
    Column(key="issued_on", label=msg("Issued"), kind="day", phone="hidden"),
    Column(key="due_on", label=msg("Due"), kind="day"),
    Column(key="total", label=msg("Total"), kind="money"),
    Column(key="open", label=msg("Open"), kind="money", sortable=False),
    Column(key="state", label=msg("State"), kind="state", sortable=False),
    Column(key="delivery", label=msg("Delivery"), kind="state", sortable=False),
)
STATE_CHOICES = (
    Choice("open", STATES["open"].label),
    Choice("overdue", STATES["overdue"].label),
    Choice("settled", STATES["paid"].label),
    Choice("credited", STATES["credited"].label),
    Choice("credit_note", msg("Credit note")),
)
DELIVERY_CHOICES = (
    Choice("unsent", STATES["unsent"].label),
    Choice("by_hand", STATES["by_hand"].label),
    Choice("not_sent", STATES["not_sent"].label),
    Choice("queued", STATES["queued"].label),
    Choice("handed_over", STATES["handed_over"].label),
    Choice("failed", STATES["failed"].label),
    Choice("unknown", STATES["unknown"].label),
)
# How many reminders have been sent of an invoice.
REMINDED = {"no": 0, "once": 1}
REMINDED_CHOICES = (Choice("no", msg("Not reminded yet")), Choice("once", msg("Reminded once")))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInvoice:
    """An invoice in the list; amounts of a credit note are negative."""

    id: str
    name: str
    url: str
    number: str
    customer: str
    customer_url: str
    issued_on: date
    due_on: date
    currency: str
    total: Decimal
    open: Decimal
    state: str
    delivery: str
    tone: str


@dataclass(frozen=True, slots=True)
class InvoicesPage:
    """The list as a reader sees it."""

    view: TableView
    rows: tuple[ListedInvoice, ...]
    requests_url: str


def invoices_page(workspace_id: WorkspaceId, args: MultiDict[str, str], *, on: date) -> InvoicesPage:
    """Return the page of the list that an address asks for, on a day of the seller's country."""
    spec = invoices_spec(stream_rows(workspace_id), args)
    query = TableQuery.parse(spec, args)
    wanted = asked(workspace_id, query, on)
    page = Page.of(query, invoice_count(workspace_id, wanted))
    rows = listed(workspace_id, replace(wanted, offset=page.offset, limit=page.size), on)
    view = TableView(spec=spec, query=query, page=page, path=url_for("invoices.invoices", workspace_id=workspace_id))
    return InvoicesPage(view, rows, url_for("requests.requests", workspace_id=workspace_id))


def invoices_spec(streams: tuple[StreamFacts, ...], args: Mapping[str, str]) -> TableSpec:
    """Return what the list can be asked; a run, a customer, or what was taken back, only where the address does."""
    kept = tuple(
        Filter(key=key, label=label, choices=(Choice(args[key], msg("the one chosen")),))
        for key, label in (("customer", msg("Customer")), ("run", msg("The run")))
        if _is_id(args.get(key, ""))
    )
    back = (Choice("taken_back", STATES["taken_back"].label),) if args.get("state") == "taken_back" else ()
    return TableSpec(
        name="invoices",
        columns=COLUMNS,
        filters=(
            Filter(key="state", label=msg("State"), choices=(*STATE_CHOICES, *back)),
            Filter(key="delivery", label=msg("Delivery"), choices=DELIVERY_CHOICES),
            Filter(
                key="stream",
                label=msg("Stream"),
                choices=tuple(Choice(str(stream.id), stream.name) for stream in streams),
            ),
            Filter(key="reminded", label=msg("Reminders"), choices=REMINDED_CHOICES),
            Filter(key="from", label=msg("Issued from"), kind="day"),
            Filter(key="until", label=msg("Issued until"), kind="day"),
            *kept,
        ),
        sort="-issued_on",
        search_label=msg("Number, reference, amount or customer"),
    )


def asked(workspace_id: WorkspaceId, query: TableQuery, on: date) -> InvoiceQuery:
    """Return what the list asks the books."""
    state, stream = query.answer("state"), query.answer("stream")
    customer, run, delivery = query.answer("customer"), query.answer("run"), query.answer("delivery")
    also = delivered_as(workspace_id, delivery) if delivery else None
    if reminded := query.answer("reminded"):
        times = reminded_times(workspace_id, REMINDED[reminded])
        also = times if also is None else also & times
    return InvoiceQuery(
        search=query.search,
        state="open" if state == "overdue" else state,
        overdue_on=on if state == "overdue" else None,
        stream_id=StreamId(UUID(stream)) if stream else None,
        customer_id=CustomerId(UUID(customer)) if customer else None,
        run_id=RunId(UUID(run)) if run else None,
        issued_from=query.day("from"),
        issued_until=query.day("until"),
        also=also,
        sort=query.sort,
        descending=query.descending,
    )


def listed(workspace_id: WorkspaceId, wanted: InvoiceQuery, on: date) -> tuple[ListedInvoice, ...]:
    """Return the rows of a page, with how each was delivered."""
    rows = invoice_rows(workspace_id, wanted)
    sent = delivery_states(workspace_id, [row.id for row in rows]) if rows else {}
    return tuple(_row(workspace_id, row, sent[row.id], on) for row in rows)


def _row(workspace_id: WorkspaceId, row: InvoiceRow, delivery: str, on: date) -> ListedInvoice:
    state = shown_state(row, on)
    return ListedInvoice(
        id=str(row.id),
        name=f"{row.number} {row.customer_name}",
        url=url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=row.id),
        number=row.number,
        customer=row.customer_name,
        customer_url=url_for("customers.card", workspace_id=workspace_id, customer_id=row.customer_id),
        issued_on=row.issued_on,
        due_on=row.due_on,
        currency=row.currency,
        total=-row.total if row.kind == "credit_note" else row.total,
        open=row.open,
        state=state,
        delivery="taken_over" if row.taken_over else delivery,
        tone="warn" if state == "overdue" else "",
    )


def shown_state(row: InvoiceRow, on: date) -> str:
    """Return the state of an invoice as it is shown on a day."""
    if row.state == "taken_back":
        return row.state
    return receivable_state(row.kind, row.asked, row.open, row.due_on, on=on, credited=row.credited)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
