"""Invoices chosen together to be printed: their PDF, and what of them was handed over."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.delivery.queries.by_hand import IN_ONE_FILE, PrintedRow, Printing, get_printing
from billing.delivery.rules.by_hand import SENT
from portal.web._design import Action, Column, Link, Page, Selection, TableQuery, TableSpec, TableView
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.language import msg

SPEC = TableSpec(
    name="printing",
    columns=(
        Column(key="number", label=msg("Number"), phone="title", sortable=False),
        Column(key="customer", label=msg("Customer"), sortable=False),
        Column(key="address", label=msg("Address"), sortable=False),
        Column(key="issued_on", label=msg("Issued"), kind="day", sortable=False, phone="hidden"),
        Column(key="total", label=msg("Total"), kind="money", sortable=False),
        Column(key="state", label=msg("State"), kind="state", sortable=False),
    ),
    searchable=False,
)
QUESTION = msg("They count as delivered from now on. That can't be taken back.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedInvoice:
    """An invoice of the printing."""

    id: str
    name: str
    url: str
    number: str
    customer: str
    customer_url: str
    address: str
    issued_on: date
    total: Decimal
    currency: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingPage:
    """A printing: who chose it and when, its files, and how many of its invoices are still here."""

    who: str
    at: datetime
    view: TableView
    rows: tuple[PrintedInvoice, ...]
    files: tuple[Link, ...]
    waiting: int
    all_gone: Action
    actions: tuple[Action, ...]
    sending_url: str


def printing_page(
    actor: Actor, workspace_id: WorkspaceId, printing_id: UUID, args: MultiDict[str, str]
) -> PrintingPage:
    """Return the page of a printing.

    Raises:
        NoSuchPrinting: there is none by that id.
    """
    found = get_printing(workspace_id, printing_id)
    query = TableQuery.parse(SPEC, args)
    page = Page.of(query, len(found.rows))
    here = url_for("sending.printing", workspace_id=workspace_id, printing_id=printing_id)
    gone = f"{here}/handed-over"
    waiting = sum(row.delivery not in SENT for row in found.rows)
    ticked = Action(label=msg("Those ticked were handed over"), url=gone, icon="check", confirm=QUESTION)
    everything = Action(
        label=msg("All were handed over"),
        url=gone,
        weight="primary",
        icon="check",
        name="everything",
        value="yes",
        confirm=QUESTION,
    )
    return PrintingPage(
        who=found.who,
        at=found.at,
        view=TableView(spec=SPEC, query=query, page=page, path=here, selection=Selection.parse(args)),
        rows=tuple(_row(workspace_id, row) for row in found.rows[page.offset : page.offset + page.size]),
        files=_files(found, f"{here}/pdf"),
        waiting=waiting,
        all_gone=permitted(everything, actor, Permission.SEND_DOCUMENTS, workspace_id),
        actions=(permitted(ticked, actor, Permission.SEND_DOCUMENTS, workspace_id),) if waiting else (),
        sending_url=url_for("sending.sending", workspace_id=workspace_id),
    )


def chosen_of(printing: Printing, form: MultiDict[str, str]) -> list[InvoiceId]:
    """Return the invoices of a printing that a form names: those ticked, all save some, or everything still here.

    Raises:
        UnreadableSelection: the form names what is no id.
    """
    if form.get("everything") == "yes":
        return [row.invoice_id for row in printing.rows if row.delivery not in SENT]
    selection = Selection.parse(form)
    if selection.all_matching:
        left_out = selection.uuids_left_out()
        return [row.invoice_id for row in printing.rows if row.invoice_id not in left_out]
    ticked = selection.uuids()
    return [row.invoice_id for row in printing.rows if row.invoice_id in ticked]


def _files(printing: Printing, url: str) -> tuple[Link, ...]:
    """Return the ways to the PDF, or to its parts where there are too many pages for one."""
    if printing.parts <= 1:
        return tuple(Link(msg("Open the PDF to print it"), url) for _ in range(printing.parts))
    return tuple(
        Link(
            msg("PDF of invoices %(first)s–%(last)s", first=(part - 1) * IN_ONE_FILE + 1, last=_last(printing, part)),
            f"{url}?part={part}",
        )
        for part in range(1, printing.parts + 1)
    )


def _last(printing: Printing, part: int) -> int:
    return min(part * IN_ONE_FILE, sum(row.pdf_file_id is not None for row in printing.rows))


def _row(workspace_id: WorkspaceId, row: PrintedRow) -> PrintedInvoice:
    gone = row.delivery in SENT
    return PrintedInvoice(
        id=str(row.invoice_id),
        name=f"{row.number} {row.customer_name}",
        url=url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=row.invoice_id),
        number=row.number,
        customer=row.customer_name,
        customer_url=url_for("customers.card", workspace_id=workspace_id, customer_id=row.customer_id),
        address=row.address,
        issued_on=row.issued_on,
        total=-row.total if row.kind == "credit_note" else row.total,
        currency=row.currency,
        state=row.delivery if gone and row.delivery else "by_hand",
    )
