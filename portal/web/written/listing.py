"""The list of the invoices that were written in the portal."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.desk.queries import (
    WrittenQuery,
    WrittenRow,
    own_series_prefix,
    written_count,
    written_counts,
    written_rows,
)
from billing.standing.queries.sendings import delivery_states
from portal.web._design import Action, Choice, Column, Filter, Link, Notice, Page, TableQuery, TableSpec, TableView
from portal.web._design.states import STATES
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

SHOWN_STATES = ("draft", "submitted", "in_review", "needs_correction", "approved", "invoiced", "withdrawn")
COLUMNS = (
    Column(key="customer", label=msg("Customer"), phone="title", sortable=False),
    Column(key="subject", label=msg("Subject")),
    Column(key="total", label=msg("Total"), kind="money"),
    Column(key="writer", label=msg("Written by"), sortable=False, phone="hidden"),
    Column(key="changed", label=msg("Changed"), kind="day"),
    Column(key="state", label=msg("State"), kind="state"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInvoice:
    """A written invoice as the table shows it; `due_out_at` while it is with the firm, `delivery` afterwards."""

    id: str
    name: str
    url: str
    customer: str
    subject: str
    number: str
    total: Decimal | None
    currency: str
    writer: str
    changed_at: datetime
    state: str
    delivery: str
    due_out_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """The list, what needs its writer first, and the way to write another."""

    view: TableView
    rows: tuple[ListedInvoice, ...]
    notice: Notice | None
    prefix: str
    write: Action


def written_page(actor: Actor, workspace_id: WorkspaceId, args: MultiDict[str, str]) -> WrittenPage:
    """Return the page of the list that an address asks for."""
    counts = written_counts(workspace_id)
    spec = _spec(counts)
    query = TableQuery.parse(spec, args)
    page = Page.of(query, written_count(workspace_id, _wanted(query)))
    rows = written_rows(workspace_id, _wanted(query, offset=page.offset, limit=page.size))
    issued = [row.invoice_id for row in rows if row.invoice_id]
    sent = delivery_states(workspace_id, issued) if issued else {}
    path = url_for("written.written", workspace_id=workspace_id)
    url = url_for("written.begin", workspace_id=workspace_id)
    write = Action(label=msg("Write an invoice"), url=url, weight="primary", icon="pencil")
    return WrittenPage(
        view=TableView(spec=spec, query=query, page=page, path=path),
        rows=tuple(_row(row, sent.get(row.invoice_id, "") if row.invoice_id else "") for row in rows),
        notice=_notice(counts.get("needs_correction", 0), f"{path}?state=needs_correction"),
        prefix=own_series_prefix(workspace_id, actor.user_id) if actor.user_id else "",
        write=permitted(write, actor, Permission.WRITE_INVOICES, workspace_id),
    )


def _notice(count: int, url: str) -> Notice | None:
    if not count:
        return None
    text = msg("Invoices that came back and need correction: %(count)s.", count=count)
    return Notice("warn", text, (Link(msg("Show them"), url),))


def _spec(counts: dict[str, int]) -> TableSpec:
    states = tuple(Choice(name, STATES[name].label, counts.get(name, 0)) for name in SHOWN_STATES)
    choices = (Choice("all", msg("All, also sent and withdrawn")), *states)
    return TableSpec(
        name="written",
        columns=COLUMNS,
        filters=(Filter(key="state", label=msg("State"), choices=choices),),
        sort="-changed",
        search_label=msg("Customer, subject or number"),
    )


def _wanted(query: TableQuery, *, offset: int = 0, limit: int = 1) -> WrittenQuery:
    return WrittenQuery(
        search=query.search,
        state=query.answer("state"),
        sort=query.sort,
        descending=query.descending,
        offset=offset,
        limit=limit,
    )


def _row(row: WrittenRow, delivery: str) -> ListedInvoice:
    return ListedInvoice(
        id=str(row.id),
        name=row.subject or str(row.id),
        url=url_for("written.invoice", workspace_id=row.workspace_id, written_id=row.id),
        customer=row.customer_name,
        subject=row.subject,
        number=row.number,
        total=row.total,
        currency=row.currency,
        writer=row.writer,
        changed_at=row.changed_at,
        state=row.state,
        delivery=delivery,
        due_out_at=row.due_out_at if row.state in {"submitted", "in_review"} else None,
    )
