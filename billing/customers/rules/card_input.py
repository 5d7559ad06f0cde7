"""A customer card before it is judged."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerInput:
    """A card as typed or as a file states it; an empty number asks for the next free one."""

    name: str
    number: str = ""
    kind: str = "business"
    business_id: str | None = None
    vat_id: str | None = None
    contact_person: str | None = None
    street: str = ""
    second_line: str | None = None
    postal_code: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    language: str = ""
    einvoice_scheme: str | None = None
    einvoice_address: str | None = None
    einvoice_operator: str | None = None
    buyer_reference: str | None = None
    delivery: str = "email"
    payment_days: int | None = None
    order_reference: str | None = None
    currency: str | None = None
    phone: str | None = None
    notes: str | None = None
    vat_category: str = "S"
    vat_reason: str | None = None
    price_list: str | None = None
    discount_percent: Decimal | None = None
    collective: str = "none"
    enclosed: str = "usual"
    reminder_fee_agreed_in: str | None = None
    reminder_fee_agreed_on: date | None = None
    reminder_block_reason: str | None = None
    reminder_block_until: date | None = None
    collection_block_reason: str | None = None
    collection_block_until: date | None = None
    deliver_name: str | None = None
    deliver_street: str | None = None
    deliver_second_line: str | None = None
    deliver_postal_code: str | None = None
    deliver_city: str | None = None
    deliver_country: str | None = None
