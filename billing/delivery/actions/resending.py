"""Sending a document again, or another way, because a person decides so; and having it made again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from billing.countries.channels import DocumentKind
from billing.countries.register import country_rules
from billing.customers.queries import get_customer
from billing.customers.rules.facts import CustomerFacts
from billing.delivery.actions.by_hand import rows_by_hand
from billing.delivery.actions.keeping import ask_for_document
from billing.delivery.actions.queueing import new_delivery, one_at_a_time, queue
from billing.delivery.models import Delivery
from billing.delivery.queries.deliveries import is_newest
from billing.delivery.queries.documents import DocumentFacts, NoDocument, document_of
from billing.delivery.queries.withheld import find_withheld, sent_among
from billing.delivery.rules.addresses import EinvoiceAddress, email_address
from billing.delivery.rules.routes import Channel, Route, Syntax, Written, syntax_for
from billing.invoices.queries import InvoiceFacts, get_invoice
from billing.seller.queries import get_seller
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields, Problem
from tenants.plans.capabilities import Capability


class StillUnderWay(Conflict):
    """This invoice is still on its way. Wait for the outcome before you send it again."""


class NotForThisCustomer(Conflict):
    """A public body takes e-invoices only."""


class MadeElsewhere(Conflict):
    """The invoice was taken over from an earlier program, which has its document."""


class Withheld(Conflict):
    """This invoice is marked as not sent: it is credited in full and never leaves the house."""


class MadeAlready(Conflict):
    """The document is there already."""


@dataclass(frozen=True, slots=True)
class Way:
    """Which way a person wants a document sent: the channel, and an address other than the card's or None."""

    channel: Channel
    address: str | None = None


def resend(actor: Actor, workspace_id: WorkspaceId, invoice_id: InvoiceId, way: Way, *, now: datetime) -> DeliveryId:
    """Send an invoice deliberately, whatever was sent before; to an address given here, else to that of the card.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not send in the workspace.
        NoSuchInvoice, NoDocument: there is nothing to send.
        Withheld: a person decided that it isn't sent.
        StillUnderWay: its newest delivery is queued.
        NotForThisCustomer: the receiver doesn't take documents that way.
        InvalidFields: there is no address, or it isn't one.
    """
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    actor.must_have(Capability.SENDING, in_=workspace_id)
    one_at_a_time(workspace_id)
    invoice, document = get_invoice(workspace_id, invoice_id), document_of(workspace_id, invoice_id)
    if document is None:
        raise NoDocument(invoice_id)
    if find_withheld(workspace_id, invoice_id) is not None:
        raise Withheld(invoice_id)
    _refuse_under_way(workspace_id, invoice_id)
    route = _route(workspace_id, invoice, document, way)
    # Sent another way after all, it is no longer waiting to be handed over.
    db.session.execute(rows_by_hand(workspace_id, [invoice_id]))
    row = new_delivery(workspace_id, invoice_id, document.id, route, now=now)
    queue(workspace_id, [row])
    after = {"delivery_id": row["id"], "channel": route.channel, "address": route.address}
    enter(actor, "document_resent", About("invoice", invoice_id, after=after), in_=workspace_id, now=now)
    return DeliveryId(row["id"])


def send_first(actor: Actor, workspace_id: WorkspaceId, invoice_id: InvoiceId, way: Way, *, now: datetime) -> None:
    """Send an invoice by the way that a person chose for it, unless it was sent meanwhile: that is never repeated.

    Raises:
        Conflict, InvalidFields: as `resend`.
    """
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    one_at_a_time(workspace_id)
    if invoice_id not in sent_among(workspace_id, [invoice_id]):
        resend(actor, workspace_id, invoice_id, way, now=now)


def judge_way(customer: CustomerFacts, country: Country, kind: DocumentKind, way: Way) -> None:
    """Refuse a way that a document can't go to a customer.

    Raises:
        InvalidFields: the country doesn't allow the channel for this receiver, or there is no address to go to.
    """
    if way.channel not in country_rules(country).einvoicing.allowed_channels(kind, customer.recipient):
        raise InvalidFields([Problem("channel", NotForThisCustomer(customer.id).message)])
    if way.channel == "email":
        email_address(way.address or customer.email)
    elif way.channel == "einvoice":
        _einvoice_address(customer, way)


def _einvoice_address(customer: CustomerFacts, way: Way) -> EinvoiceAddress:
    return EinvoiceAddress.of(way.address) if way.address else EinvoiceAddress.on(customer)


def _refuse_under_way(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> None:
    query = select(Delivery.state).where(
        Delivery.workspace_id == workspace_id, Delivery.invoice_id == invoice_id, is_newest()
    )
    if db.session.scalar(query) == "queued":
        raise StillUnderWay(invoice_id)


def _route(workspace_id: WorkspaceId, invoice: InvoiceFacts, document: DocumentFacts, way: Way) -> Route:
    customer, seller = get_customer(workspace_id, invoice.row.customer_id), get_seller(workspace_id)
    kind: DocumentKind = "credit_note" if invoice.content.is_credit_note else "invoice"
    if way.channel not in country_rules(seller.country).einvoicing.allowed_channels(kind, customer.recipient):
        raise NotForThisCustomer(customer.id)
    reason = msg("A person had it sent this way.")
    if way.channel == "email":
        return Route(channel="email", address=email_address(way.address or customer.email), reason=reason)
    where = _einvoice_address(customer, way)
    return Route(
        channel="einvoice",
        address=where.value,
        reason=reason,
        syntax=_syntax(invoice, document, customer, where),
        scheme=where.scheme,
        operator=where.operator,
    )


def _syntax(invoice: InvoiceFacts, document: DocumentFacts, customer: CustomerFacts, where: EinvoiceAddress) -> Syntax:
    """Return what it is sent as; for another address than the document was written for, it will be written anew."""
    written_for = invoice.content.buyer.electronic_address
    anew = written_for is None or written_for.value != where.value
    written = Written(anew or "finvoice" in document.files, anew or "ubl" in document.files)
    return syntax_for(customer.country, written) or "ubl"


def render_again(actor: Actor, workspace_id: WorkspaceId, invoice_id: InvoiceId, *, now: datetime) -> None:
    """Have the document of an invoice made, after it couldn't be.

    Raises:
        NoSuchInvoice: there is no such invoice here.
        MadeAlready: the document is there.
        MadeElsewhere: the invoice was taken over from an earlier program.
    """
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    if get_invoice(workspace_id, invoice_id).row.taken_over:
        raise MadeElsewhere(invoice_id)
    if document_of(workspace_id, invoice_id) is not None:
        raise MadeAlready(invoice_id)
    ask_for_document(workspace_id, invoice_id, now=now)
    enter(actor, "document_asked_for", About("invoice", invoice_id), in_=workspace_id, now=now)
