"""The list of sendings that a person has to look at, each with its reason and its next step."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.delivery.queries import AttentionRow, attention_counts, attention_rows
from portal.web._design import Action, Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.states import STATES
from portal.web._design.words import Words
from portal.web.channels import CHANNELS
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

COLUMNS = (
    Column(key="number", label=msg("Number"), phone="title", sortable=False),
    Column(key="customer", label=msg("Customer"), sortable=False),
    Column(key="way", label=msg("Way of delivery"), sortable=False),
    Column(key="since", label=msg("Since"), kind="day", sortable=False),
    Column(key="state", label=msg("State"), kind="state", sortable=False),
    Column(key="step", label=msg("Next step"), sortable=False),
)
STATES_SHOWN = ("bounced", "rejected", "failed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionInvoice:
    """An invoice that didn't arrive, or of which nobody knows; `steps` can be done here."""

    id: str
    name: str
    url: str
    number: str
    customer: str
    customer_url: str
    way: Words
    address: str
    since: datetime
    state: str
    reason: Words
    steps: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class AttentionPage:
    """What needs attention in one workspace."""

    view: TableView
    rows: tuple[AttentionInvoice, ...]
    sending_url: str


def attention_page(actor: Actor, workspace_id: WorkspaceId, args: MultiDict[str, str]) -> AttentionPage:
    """Return the page of the list that an address asks for."""
    counts = {one.state: one.count for one in attention_counts((workspace_id,))}
    spec = _spec(counts)
    query = TableQuery.parse(spec, args)
    state = query.answer("state") or None
    page = Page.of(query, counts.get(state, 0) if state else sum(counts.values()))
    rows = attention_rows((workspace_id,), state=state, offset=page.offset, limit=page.size)
    path = url_for("sending.attention", workspace_id=workspace_id)
    return AttentionPage(
        view=TableView(spec=spec, query=query, page=page, path=path),
        rows=tuple(_row(actor, workspace_id, row) for row in rows),
        sending_url=url_for("sending.sending", workspace_id=workspace_id),
    )


def _spec(counts: dict[str, int]) -> TableSpec:
    choices = tuple(Choice(name, STATES[name].label, counts.get(name, 0)) for name in STATES_SHOWN)
    return TableSpec(
        name="attention",
        columns=COLUMNS,
        filters=(Filter(key="state", label=msg("State"), choices=choices),),
        searchable=False,
    )


def _row(actor: Actor, workspace_id: WorkspaceId, row: AttentionRow) -> AttentionInvoice:
    channel = next((label for name, label in CHANNELS.items() if name == row.channel), "")
    return AttentionInvoice(
        id=str(row.invoice_id),
        name=f"{row.number} {row.customer_name}",
        url=url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=row.invoice_id),
        number=row.number,
        customer=row.customer_name,
        customer_url=url_for("customers.card", workspace_id=workspace_id, customer_id=row.customer_id),
        way=channel,
        address=row.address,
        since=row.since,
        state=row.state,
        reason=row.reason or "",
        steps=tuple(
            permitted(step, actor, Permission.SEND_DOCUMENTS, workspace_id) for step in _steps(workspace_id, row)
        ),
    )


def _steps(workspace_id: WorkspaceId, row: AttentionRow) -> tuple[Action, ...]:
    """Return what can be done about a row: say what became of it, make the document, or send it once more."""
    if row.delivery_id is None:
        url = url_for("sending.make_again", workspace_id=workspace_id, invoice_id=row.invoice_id)
        return (Action(label=msg("Make the document again"), url=url),)
    if row.state == "unknown":
        url = url_for("sending.outcome", workspace_id=workspace_id, delivery_id=row.delivery_id)
        return (
            Action(label=msg("It arrived"), url=url, name="found", value="arrived"),
            Action(label=msg("It didn't arrive"), url=url, name="found", value="not_arrived"),
        )
    url = url_for("sending.again", workspace_id=workspace_id, invoice_id=row.invoice_id)
    question = msg("The invoice leaves once more, to the address that is on the customer card now.")
    again = Action(label=msg("Send again"), url=url, name="channel", value=row.channel, confirm=question)
    return (again,)
