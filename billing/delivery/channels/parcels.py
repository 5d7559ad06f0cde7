"""Parcels: everything that a channel needs to know of one delivery, frozen before it is claimed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from billing.attachments.rules.outgoing import Enclosed
from billing.delivery.rules.routes import Syntax
from billing.en16931.model import Invoice
from tenants.kernel.ids import DeliveryId
from tenants.kernel.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailParcel:
    """An invoice by e-mail: who writes to whom, what about, the PDF and what is attached to the invoice.

    `queued_at` is the moment that dates it.
    """

    delivery_id: DeliveryId
    queued_at: datetime
    recipient: str
    recipient_name: str
    seller_name: str
    reply_to: str
    language: Language
    number: str
    is_credit_note: bool
    total: Decimal
    currency: str
    due_on: date
    file_name: str
    pdf: bytes
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EinvoiceParcel:
    """An e-invoice on its way to the operator: from which address to which, and as what.

    `xml` is None where the document was written for another address or not at all; it is then written anew from
    `content`, which names the receiver's address as it is now.
    """

    delivery_id: DeliveryId
    queued_at: datetime
    syntax: Syntax
    sender: str
    sender_operator: str
    receiver: str
    receiver_operator: str
    content: Invoice
    document_message_id: str
    xml: bytes | None


Parcel = EmailParcel | EinvoiceParcel
