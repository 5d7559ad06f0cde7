"""The list of invoices that nobody has sent yet."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.delivery.queries import UnsentRow, attention_counts, unsent_counts, unsent_rows
from billing.delivery.rules.routes import Channel
from billing.invoices.queries import InvoiceQuery, invoice_count
from billing.standing.queries.sendings import delivered_as
from portal.web._design import (
    Action,
    Card,
    Choice,
    Column,
    Figure,
    Filter,
    Link,
    Notice,
    Page,
    Selection,
    TableQuery,
    TableSpec,
)
from portal.web._design import TableView as View
from portal.web._design.filters import number
from portal.web._design.words import Words
from portal.web.channels import CHANNELS, channel_named
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.language import msg

EVERYTHING = 1_000_000
COLUMNS = (
    Column(key="number", label=msg("Number"), phone="title", sortable=False),
    Column(key="customer", label=msg("Customer"), sortable=False),
    Column(key="issued_on", label=msg("Issued"), kind="day", sortable=False, phone="hidden"),
    Column(key="due_on", label=msg("Due"), kind="day", sortable=False),
    Column(key="total", label=msg("Total"), kind="money", sortable=False),
    Column(key="way", label=msg("Way of delivery"), kind="state", sortable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentInvoice:
    """An invoice to send, the way it would go and why; or why there is no way, with the card that opens one."""

    id: str
    name: str
    url: str
    number: str
    customer: str
    customer_url: str
    issued_on: date
    due_on: date
    total: Decimal
    currency: str
    channel: Words
    address: str
    reason: Words
    problem: Words
    rendered: bool
    tone: str
    printing_url: str


@dataclass(frozen=True, slots=True)
class UnsentPage:
    """What waits to be sent from one workspace."""

    cards: tuple[Card, ...]
    view: View
    rows: tuple[UnsentInvoice, ...]
    actions: tuple[Action, ...]
    invoices_url: str
    dated: Notice | None


def unsent_page(actor: Actor, workspace_id: WorkspaceId, args: MultiDict[str, str], *, on: date) -> UnsentPage:
    """Return the page of the list that an address asks for, on a day of the seller's country."""
    counts = _counts(workspace_id)
    spec = _spec(counts)
    query = TableQuery.parse(spec, args)
    channel = _channel(query)
    page = Page.of(query, counts.get(channel, 0) if channel else sum(counts.values()))
    rows = unsent_rows((workspace_id,), channel=channel, offset=page.offset, limit=page.size)
    path = url_for("sending.sending", workspace_id=workspace_id)
    return UnsentPage(
        cards=_cards(workspace_id, counts),
        view=View(spec=spec, query=query, page=page, path=path, selection=Selection.parse(args)),
        rows=tuple(_row(workspace_id, row) for row in rows),
        actions=(_send(actor, workspace_id), *_on_paper(actor, workspace_id, counts)),
        invoices_url=url_for("invoices.invoices", workspace_id=workspace_id),
        dated=_dated(workspace_id, on),
    )


def _dated(workspace_id: WorkspaceId, on: date) -> Notice | None:
    """Return how many are dated before the day they would be sent on, what can be done, and where they are."""
    before = on - timedelta(days=1)
    query = InvoiceQuery(issued_until=before, also=delivered_as(workspace_id, "unsent"))
    if not (count := invoice_count(workspace_id, query)):
        return None
    there = url_for("invoices.invoices", workspace_id=workspace_id, delivery="unsent", until=before.isoformat())
    sentence = msg(
        "Dated before today: %(count)s. Send them as they are, or undo their run and run the requests again with dates"
        " of today.",
        count=number(count),
    )
    return Notice("warn", sentence, (Link(msg("Show them"), there),))


def chosen(workspace_id: WorkspaceId, form: MultiDict[str, str]) -> list[InvoiceId]:
    """Return the invoices that a form of the list selects: those ticked, or all of its channel save some.

    Raises:
        UnreadableSelection: the form names what is no id.
    """
    selection = Selection.parse(form)
    if not selection.all_matching:
        return [InvoiceId(one) for one in selection.uuids()]
    channel = _channel(TableQuery.parse(_spec(_counts(workspace_id)), form))
    left_out: Collection[object] = selection.uuids_left_out()
    rows = unsent_rows((workspace_id,), channel=channel, limit=EVERYTHING)
    return [row.invoice_id for row in rows if row.invoice_id not in left_out]


def _counts(workspace_id: WorkspaceId) -> dict[Channel, int]:
    return {one.channel: one.count for one in unsent_counts((workspace_id,))}


def _channel(query: TableQuery) -> Channel | None:
    return channel_named(query.answer("channel"))


def _spec(counts: dict[Channel, int]) -> TableSpec:
    choices = tuple(Choice(name, label, counts.get(name, 0)) for name, label in CHANNELS.items())
    return TableSpec(
        name="sending",
        columns=COLUMNS,
        filters=(Filter(key="channel", label=msg("Way of delivery"), choices=choices),),
        searchable=False,
    )


def _cards(workspace_id: WorkspaceId, counts: dict[Channel, int]) -> tuple[Card, ...]:
    here = url_for("sending.sending", workspace_id=workspace_id)
    bad = attention_counts((workspace_id,))
    unknown = sum(one.count for one in bad if one.state == "unknown")
    there = url_for("sending.attention", workspace_id=workspace_id)
    parts = tuple(Figure(label, counts.get(name, 0), f"{here}?channel={name}") for name, label in CHANNELS.items())
    total = sum(one.count for one in bad)
    return (
        Card(Figure(msg("To send"), sum(counts.values()), here), parts),
        Card(
            Figure(msg("Needs attention"), total, there, "bad" if total else "neutral"),
            (Figure(msg("Unknown outcome"), unknown, f"{there}?state=unknown"),),
        ),
    )


def _send(actor: Actor, workspace_id: WorkspaceId) -> Action:
    question = msg("The selected invoices leave for the customers now, each by the way shown beside it.")
    send = Action(
        label=msg("Send"),
        url=url_for("sending.send", workspace_id=workspace_id),
        weight="primary",
        icon="send",
        confirm=question,
    )
    return permitted(send, actor, Permission.SEND_DOCUMENTS, workspace_id)


def _on_paper(actor: Actor, workspace_id: WorkspaceId, counts: dict[Channel, int]) -> Iterator[Action]:
    """Yield printing what is selected, and saying that it was handed over; nothing where nobody wants paper."""
    if not counts.get("print"):
        return
    print_out = Action(label=msg("Print"), url=url_for("sending.print_out", workspace_id=workspace_id), icon="file")
    question = msg("The selected invoices that are printed here count as delivered from now on. That can't be undone.")
    handed_over = Action(
        label=msg("Printed and handed over"),
        url=url_for("sending.handed_over", workspace_id=workspace_id),
        icon="check",
        confirm=question,
    )
    for action in (print_out, handed_over):
        yield permitted(action, actor, Permission.SEND_DOCUMENTS, workspace_id)


def _printing_url(workspace_id: WorkspaceId, row: UnsentRow) -> str:
    if row.printing_id is None:
        return ""
    return url_for("sending.printing", workspace_id=workspace_id, printing_id=row.printing_id)


def _row(workspace_id: WorkspaceId, row: UnsentRow) -> UnsentInvoice:
    return UnsentInvoice(
        id=str(row.invoice_id),
        name=f"{row.number} {row.customer_name}",
        url=url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=row.invoice_id),
        number=row.number,
        customer=row.customer_name,
        customer_url=url_for("customers.card", workspace_id=workspace_id, customer_id=row.customer_id),
        issued_on=row.issued_on,
        due_on=row.due_on,
        total=-row.total if row.kind == "credit_note" else row.total,
        currency=row.currency,
        channel=CHANNELS[row.route.channel],
        address=row.route.address,
        reason=row.route.reason,
        problem=row.route.problem or "",
        rendered=row.rendered,
        tone="bad" if row.route.problem else "",
        printing_url=_printing_url(workspace_id, row),
    )
