"""Building the parcels of deliveries: everything a channel needs, in a few queries for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, and_, any_, literal, select
from sqlalchemy.orm import undefer

from billing.attachments.models import AttachedFile
from billing.attachments.queries import attached_bytes
from billing.attachments.rules.attached import enclosed, needs_bytes
from billing.attachments.rules.outgoing import enclosed_in
from billing.customers.models import Customer
from billing.delivery.channels.parcels import EinvoiceParcel, EmailParcel, Parcel
from billing.delivery.models import Delivery, Document
from billing.delivery.rules.routes import Route
from billing.en16931.model import Identifier
from billing.en16931.model import Invoice as Content
from billing.en16931.model.plain import from_plain
from billing.invoices.models import Invoice
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts, seller_party
from tenants.files.models import File
from tenants.files.queries import FileDamaged, is_whole
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.language import pick_language


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A delivery with what it delivers."""

    delivery: Delivery
    document: Document
    invoice: Invoice
    customer: Customer


def parcels_of(workspace_id: WorkspaceId, delivery_ids: Sequence[DeliveryId]) -> dict[DeliveryId, Parcel]:
    """Return the parcels of deliveries, by delivery.

    Raises:
        FileDamaged: a file isn't what was kept; nothing is sent then.
    """
    found = _ordered(workspace_id, delivery_ids)
    if not found:
        return {}
    seller, files = get_seller(workspace_id), _files(workspace_id, found)
    return {
        DeliveryId(one.delivery.id): _email(one, seller, files)
        if one.delivery.channel == "email"
        else _einvoice(one, seller, files)
        for one in found
    }


def with_files(workspace_id: WorkspaceId, delivery_ids: Sequence[DeliveryId]) -> frozenset[DeliveryId]:
    """Return which of some deliveries are of invoices with files attached, which are large: to be packed one by one."""
    query = (
        select(Delivery.id)
        .join(
            AttachedFile,
            and_(AttachedFile.workspace_id == Delivery.workspace_id, AttachedFile.invoice_id == Delivery.invoice_id),
        )
        .where(Delivery.workspace_id == workspace_id, Delivery.id == any_(literal(list(delivery_ids), ARRAY(Uuid()))))
    )
    return frozenset(DeliveryId(found) for found in db.session.scalars(query))


def _ordered(workspace_id: WorkspaceId, delivery_ids: Sequence[DeliveryId]) -> Sequence[_Ordered]:
    query = (
        select(Delivery, Document, Invoice, Customer)
        .join(Document, and_(Document.workspace_id == Delivery.workspace_id, Document.id == Delivery.document_id))
        .join(Invoice, and_(Invoice.workspace_id == Delivery.workspace_id, Invoice.id == Delivery.invoice_id))
        .join(Customer, and_(Customer.workspace_id == Invoice.workspace_id, Customer.id == Invoice.customer_id))
        .where(Delivery.workspace_id == workspace_id, Delivery.id.in_(delivery_ids))
    )
    return [_Ordered(*row) for row in db.session.execute(query)]


def _files(workspace_id: WorkspaceId, found: Sequence[_Ordered]) -> Mapping[UUID, File]:
    wanted = [file_id for one in found if (file_id := _file_id(one)) is not None]
    query = select(File).where(File.workspace_id == workspace_id, File.id.in_(wanted)).options(undefer(File.content))
    files = {file.id: file for file in db.session.scalars(query)}
    for file in files.values():
        if not is_whole(file):
            raise FileDamaged(file.id)
    return files


def _file_id(one: _Ordered) -> UUID | None:
    """Return the file that this delivery sends; None where an e-invoice has to be written anew for its address."""
    if one.delivery.channel == "email":
        return one.document.pdf_file_id
    route = _route(one)
    if not _written_for(one, route):
        return None
    return one.document.finvoice_file_id if route.syntax == "finvoice" else one.document.ubl_file_id


def _route(one: _Ordered) -> Route:
    return Route.from_json(one.delivery.channel, one.delivery.address, one.delivery.route)


def _written_for(one: _Ordered, route: Route) -> bool:
    """Say whether the document names the address that this delivery goes to."""
    named = one.invoice.content.get("buyer", {}).get("electronic_address") or {}
    return (named.get("value"), named.get("scheme") or "") == (route.address, route.scheme)


def _email(one: _Ordered, seller: SellerFacts, files: Mapping[UUID, File]) -> EmailParcel:
    file, content = files[one.document.pdf_file_id], _with_files(one, from_plain(one.invoice.content))
    return EmailParcel(
        delivery_id=DeliveryId(one.delivery.id),
        queued_at=one.delivery.created_at,
        recipient=one.delivery.address,
        recipient_name=one.customer.name,
        seller_name=seller.trading_name or seller.name,
        reply_to=seller.email,
        language=pick_language([one.document.language]),
        number=one.invoice.number,
        is_credit_note=one.invoice.kind == "credit_note",
        total=content.totals.payable,
        currency=one.invoice.currency,
        due_on=one.invoice.due_on,
        file_name=file.name,
        pdf=file.content,
        enclosed=tuple(enclosed_in(content.attachments)),
    )


def _with_files(one: _Ordered, content: Content) -> Content:
    if not needs_bytes(content):
        return content
    invoice = one.invoice
    return enclosed(content, attached_bytes(WorkspaceId(invoice.workspace_id), InvoiceId(invoice.id)))


def _einvoice(one: _Ordered, seller: SellerFacts, files: Mapping[UUID, File]) -> EinvoiceParcel:
    route, kept = _route(one), from_plain(one.invoice.content)
    file_id = _file_id(one)
    kept = kept if file_id else _with_files(one, kept)
    address = Identifier(route.address, route.scheme or None)
    sender = seller_party(seller).electronic_address
    return EinvoiceParcel(
        delivery_id=DeliveryId(one.delivery.id),
        queued_at=one.delivery.created_at,
        syntax=route.syntax or "ubl",
        sender=sender.value if sender else "",
        sender_operator=seller.einvoice_operator or "",
        receiver=route.address,
        receiver_operator=route.operator,
        content=replace(kept, buyer=replace(kept.buyer, electronic_address=address)),
        document_message_id=one.invoice.id.hex,
        xml=files[file_id].content if file_id else None,
    )
