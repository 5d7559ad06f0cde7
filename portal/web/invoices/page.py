"""The page of one invoice: its document, its facts, its story, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import url_for

from billing.corrections.queries import corrections_of
from billing.delivery.queries import DeliveryRow, DocumentFacts, deliveries_of, document_of
from billing.delivery.queries.by_hand import find_chosen
from billing.delivery.queries.withheld import find_withheld
from billing.invoices.queries import InvoiceFacts, InvoiceRow, get_invoice
from billing.runs.queries import requests_in
from billing.standing.queries.timeline import timeline_of
from billing.standing.rules import delivery_state
from billing.streams.queries import stream_name
from portal.web._design import Action, Field, Link, Notice, Option, TimelineEntry
from portal.web._design.filters import day, money, number
from portal.web._design.words import Words
from portal.web.attached import ShownAttachment, finvoice_note, shown_attachments
from portal.web.channels import CHANNELS
from portal.web.invoices.correcting import correcting, late_notice, related
from portal.web.invoices.listing import shown_state
from portal.web.invoices.paper import on_paper
from portal.web.invoices.story import story, what_comes_next
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.workspaces.queries import WorkspaceFacts

SYNTAXES = {"finvoice": "Finvoice 3.0", "ubl": "Peppol UBL"}
# By which way an invoice can be sent again; paper is printed and handed over instead.
BY_ITSELF = ("einvoice", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePage:
    """One invoice as both sides see it; `again` are the fields of sending it again, where that can be done."""

    number: str
    kind: Message
    company: str
    customer: str
    customer_url: str
    state: str
    delivery: str
    open: Decimal
    currency: str
    due_on: date
    pdf_url: str
    taken_over: bool
    facts: tuple[tuple[Words, Words], ...]
    downloads: tuple[Link, ...]
    not_written: tuple[tuple[str, tuple[Message, ...]], ...]
    timeline: tuple[TimelineEntry, ...]
    late: Notice | None
    send: Action | None
    send_hidden: tuple[tuple[str, str], ...]
    again: tuple[Field, ...]
    again_action: Action | None
    outcomes: tuple[Action, ...]
    paper: tuple[Action, ...]
    related: tuple[Link, ...]
    correct: tuple[Action, ...]
    attached: tuple[ShownAttachment, ...]
    attach_note: Words


def invoice_page(actor: Actor, workspace: WorkspaceFacts, invoice_id: InvoiceId, *, on: date) -> InvoicePage:
    """Return the page of an invoice on a day.

    Raises:
        NoSuchInvoice: the workspace has none by that id.
    """
    invoice = get_invoice(workspace.id, invoice_id)
    row, document = invoice.row, document_of(workspace.id, invoice_id)
    deliveries, corrections = deliveries_of(workspace.id, invoice_id), corrections_of(workspace.id, invoice)
    withheld, chosen = find_withheld(workspace.id, invoice_id) is not None, find_chosen(workspace.id, invoice_id)
    delivery = _delivery(row, deliveries, withheld=withheld, chosen=chosen is not None)
    return InvoicePage(
        number=row.number,
        kind=msg("Credit note") if row.kind == "credit_note" else msg("Invoice"),
        company=workspace.name,
        customer=row.customer_name,
        customer_url=url_for("customers.card", workspace_id=workspace.id, customer_id=row.customer_id),
        state=shown_state(row, on),
        delivery=delivery,
        open=row.open,
        currency=row.currency,
        due_on=row.due_on,
        pdf_url=_file_url(workspace.id, invoice_id, "pdf") if document else "",
        taken_over=row.taken_over,
        facts=tuple(_facts(workspace.id, invoice)),
        downloads=tuple(_downloads(workspace.id, invoice_id, document)),
        not_written=_not_written(document),
        timeline=(*_told(actor, workspace, invoice_id), *what_comes_next(row, delivery, on)),
        late=late_notice(row, corrections, on=on) if delivery == "unsent" and document else None,
        send=_send(actor, workspace.id, invoice_id, document) if delivery == "unsent" else None,
        send_hidden=(("id", str(invoice_id)), ("back", "invoice")),
        again=_again_fields(deliveries) if deliveries else (),
        again_action=None if withheld else _again(actor, workspace.id, invoice_id, deliveries),
        related=related(workspace.id, corrections),
        correct=correcting(actor, workspace.id, invoice, corrections),
        outcomes=tuple(_outcomes(actor, workspace.id, deliveries)),
        paper=on_paper(actor, workspace.id, invoice, chosen),
        attached=_attached(workspace.id, invoice),
        attach_note=finvoice_note(workspace.country),
    )


def _told(actor: Actor, workspace: WorkspaceFacts, invoice_id: InvoiceId) -> tuple[TimelineEntry, ...]:
    is_staff = actor.workspaces[workspace.id].firm_id is not None
    return tuple(story(workspace.id, timeline_of(workspace.id, invoice_id), workspace.name, to_staff=is_staff))


def _delivery(row: InvoiceRow, deliveries: tuple[DeliveryRow, ...], *, withheld: bool, chosen: bool) -> str:
    if row.taken_over:
        return "taken_over"
    return delivery_state([one.state for one in deliveries], not_sent=withheld, by_hand=chosen)


def _attached(workspace_id: WorkspaceId, invoice: InvoiceFacts) -> tuple[ShownAttachment, ...]:
    def url_of(sha256: str) -> str:
        return url_for("invoices.attached", workspace_id=workspace_id, invoice_id=invoice.row.id, sha256=sha256)

    return shown_attachments(invoice.content.attachments, url_of)


def _facts(workspace_id: WorkspaceId, invoice: InvoiceFacts) -> Iterator[tuple[Words, Words]]:
    row = invoice.row
    yield msg("Customer number"), row.customer_number
    yield msg("Reference"), row.reference
    yield msg("Issued"), day(row.issued_on)
    yield msg("Due"), day(row.due_on)
    yield msg("Net"), money(row.net, row.currency)
    yield msg("VAT"), money(row.vat, row.currency)
    yield msg("Total"), money(row.total, row.currency)
    if claimed := invoice.content.totals.claimed:
        yield msg("Tax reduction, claimed from Skatteverket"), money(-claimed, row.currency)
    if (vat := invoice.content.totals.vat_in_vat_currency) is not None and invoice.content.vat_currency:
        yield (
            msg("VAT in %(currency)s", currency=invoice.content.vat_currency),
            money(vat, invoice.content.vat_currency),
        )
    if row.asked != row.total:
        yield msg("To pay"), money(row.asked, row.currency)
    yield msg("Open"), money(row.open, row.currency)
    if invoice.content.payee:
        yield msg("Transferred to"), invoice.content.payee.name
    yield msg("Stream"), stream_name(workspace_id, row.stream_id)
    if row.run_id and (held := requests_in(workspace_id, row.run_id, row.id)) > 1:
        yield msg("Requests in it"), number(held)


def _file_url(workspace_id: WorkspaceId, invoice_id: InvoiceId, which: str) -> str:
    if which == "pdf":
        return url_for("invoices.pdf", workspace_id=workspace_id, invoice_id=invoice_id)
    return url_for("invoices.xml", workspace_id=workspace_id, invoice_id=invoice_id, syntax=which)


def _downloads(workspace_id: WorkspaceId, invoice_id: InvoiceId, document: DocumentFacts | None) -> Iterator[Link]:
    if document is None:
        return
    yield Link("PDF", f"{_file_url(workspace_id, invoice_id, 'pdf')}?save=1")
    for syntax, name in SYNTAXES.items():
        if syntax in document.files:
            yield Link(name, _file_url(workspace_id, invoice_id, syntax))


def _not_written(document: DocumentFacts | None) -> tuple[tuple[str, tuple[Message, ...]], ...]:
    if document is None:
        return ()
    return tuple((SYNTAXES[syntax], reasons) for syntax, reasons in document.not_written.items() if reasons)


def _send(actor: Actor, workspace_id: WorkspaceId, invoice_id: InvoiceId, document: DocumentFacts | None) -> Action:
    """Return the first sending, or the making of a document that couldn't be made."""
    url = url_for("sending.send", workspace_id=workspace_id)
    if document is None:
        made = url_for("sending.make_again", workspace_id=workspace_id, invoice_id=invoice_id)
        again = Action(label=msg("Make the document again"), url=made, weight="plain", icon="refresh")
        return permitted(again, actor, Permission.SEND_DOCUMENTS, workspace_id)
    question = msg("The invoice leaves for the customer now, by the way that the customer card says.")
    send = Action(label=msg("Send"), url=url, weight="primary", icon="send", confirm=question)
    return permitted(send, actor, Permission.SEND_DOCUMENTS, workspace_id)


def _again(
    actor: Actor, workspace_id: WorkspaceId, invoice_id: InvoiceId, deliveries: tuple[DeliveryRow, ...]
) -> Action | None:
    if not deliveries:
        return None
    url = url_for("sending.again", workspace_id=workspace_id, invoice_id=invoice_id)
    refusal: Words = msg("It is still on its way; wait for the outcome.") if deliveries[-1].state == "queued" else ""
    action = Action(label=msg("Send again"), url=url, weight="primary", icon="send", refusal=refusal)
    return action if refusal else permitted(action, actor, Permission.SEND_DOCUMENTS, workspace_id)


def _again_fields(deliveries: tuple[DeliveryRow, ...]) -> tuple[Field, ...]:
    last = deliveries[-1]
    options = tuple(Option(value, label) for value, label in CHANNELS.items() if value in BY_ITSELF)
    hint = msg("Empty: the address on the customer card. Another one counts for this time only.")
    return (
        Field(
            name="channel",
            label=msg("Way of delivery"),
            kind="radio",
            value=last.channel,
            required=True,
            options=options,
        ),
        Field(name="address", label=msg("Address"), hint=hint, maxlength=254),
    )


def _outcomes(actor: Actor, workspace_id: WorkspaceId, deliveries: tuple[DeliveryRow, ...]) -> Iterator[Action]:
    """Yield what a person may say of a sending whose outcome nobody knows."""
    if not deliveries or deliveries[-1].state != "unknown":
        return
    url = url_for("sending.outcome", workspace_id=workspace_id, delivery_id=deliveries[-1].id)
    for value, label in (("arrived", msg("It arrived")), ("not_arrived", msg("It didn't arrive"))):
        action = Action(label=label, url=url, name="found", value=value)
        yield permitted(action, actor, Permission.SEND_DOCUMENTS, workspace_id)
