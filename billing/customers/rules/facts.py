"""The customer as a value."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from billing.countries.channels import Recipient
from billing.documents.look import EnclosedKind
from tenants.kernel.ids import CustomerId
from tenants.kernel.language import Language

Kind = Literal["business", "consumer", "public"]
Route = Literal["einvoice", "email", "print"]
# Which requests of a run share an invoice: none, all of them, or those of one order.
Collective = Literal["none", "run", "order"]
# UNTDID 5305: at home, reverse charge, to another member state, export, exempt.
VatCategory = Literal["S", "AE", "K", "G", "E"]
RECIPIENTS: dict[Kind, Recipient] = {"business": "business", "consumer": "consumer", "public": "public_body"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """A customer card; a card made from a file may have empty fields.

    `payment_days` in days and `currency`, None: as the seller's; `price_list`, None: the default one, and
    `discount_percent` off it; `collective`: which requests of a run share an invoice; `enclosed`: the e-invoice inside
    the PDF, usual: as the stream's template says; `vat_category` and `vat_reason`: how lines that don't say it are
    taxed. A block without its last day holds until it is taken away.
    """

    id: CustomerId
    number: str
    kind: Kind
    name: str
    business_id: str | None
    vat_id: str | None
    street: str
    postal_code: str
    city: str
    country: str
    email: str
    language: Language
    einvoice_scheme: str | None
    einvoice_address: str | None
    einvoice_operator: str | None
    buyer_reference: str | None
    delivery: Route
    payment_days: int | None
    order_reference: str | None
    currency: str | None
    phone: str | None
    notes: str | None
    vat_category: VatCategory
    vat_reason: str | None
    price_list: str | None
    discount_percent: Decimal | None
    collective: Collective
    enclosed: EnclosedKind
    reminder_fee_agreed_in: str | None
    reminder_fee_agreed_on: date | None
    reminder_block_reason: str | None
    reminder_block_until: date | None
    collection_block_reason: str | None
    collection_block_until: date | None
    merged_into_id: CustomerId | None = None
    contact_person: str | None = None
    second_line: str | None = None
    deliver_name: str | None = None
    deliver_street: str | None = None
    deliver_second_line: str | None = None
    deliver_postal_code: str | None = None
    deliver_city: str | None = None
    deliver_country: str | None = None

    @property
    def recipient(self) -> Recipient:
        """Return what the customer is to the rules of the countries."""
        return RECIPIENTS[self.kind]
