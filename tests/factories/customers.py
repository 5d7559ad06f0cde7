"""Customers as values."""

from uuid import UUID

from billing.customers.rules import CustomerFacts
from tenants.kernel.ids import CustomerId


def a_customer(**changes: object) -> CustomerFacts:
    """Return a Finnish business that is billed by e-mail, with changes."""
    usual: dict[str, object] = {
        "id": CustomerId(UUID(int=2)),
        "number": "10001",
        "kind": "business",
        "name": "Tuohi & Terva Oy",
        "business_id": None,
        "vat_id": None,
        "street": "Hamngatan 1",
        "postal_code": "10600",
        "city": "Ekenäs",
        "country": "FI",
        "email": "ostot@tuohi.example",
        "language": "fi",
        "einvoice_scheme": None,
        "einvoice_address": None,
        "einvoice_operator": None,
        "buyer_reference": None,
        "delivery": "email",
        "payment_days": None,
        **dict.fromkeys(
            ("order_reference", "currency", "phone", "notes", "vat_reason", "price_list", "discount_percent")
        ),
        "vat_category": "S",
        "collective": "none",
        "enclosed": "usual",
        **dict.fromkeys(("reminder_fee_agreed_in", "reminder_fee_agreed_on")),
        **dict.fromkeys(("reminder_block_reason", "reminder_block_until")),
        **dict.fromkeys(("collection_block_reason", "collection_block_until")),
    }
    return CustomerFacts(**{**usual, **changes})  # type: ignore[arg-type]  # the fields are named by each test
