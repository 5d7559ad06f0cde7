"""The customer as a value."""

from dataclasses import dataclass
from typing import Literal

from billing.countries.channels import Recipient
from tenants.kernel.ids import CustomerId
from tenants.kernel.language import Language

Kind = Literal["business", "consumer", "public"]
Route = Literal["einvoice", "email"]
RECIPIENTS: dict[Kind, Recipient] = {"business": "business", "consumer": "consumer", "public": "public_body"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """A customer card; a card made from a file may have empty fields. `payment_days` in days, None: as the seller's."""

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

    @property
    def recipient(self) -> Recipient:
        """Return what the customer is to the rules of the countries."""
        return RECIPIENTS[self.kind]
