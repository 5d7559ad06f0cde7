"""The seller as a value."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from billing.countries.reference_settings import ReferenceKind, ReferenceSettings
from tenants.kernel.country import Country
from tenants.kernel.ids import FileId, WorkspaceId
from tenants.kernel.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerFacts:
    """What a workspace's invoices say of its company; numbers are in canonical form, `payment_days` in days.

    `rounds_to_pay`: amounts to pay are rounded as cash is. `least`: what an invoice comes to at least, VAT included, in
    streams that don't say so themselves; None: anything.
    """

    workspace_id: WorkspaceId
    name: str
    trading_name: str | None
    business_id: str
    vat_id: str | None
    street: str
    postal_code: str
    city: str
    country: Country
    seat: str | None
    f_tax: bool
    email: str
    phone: str | None
    website: str | None
    language: Language
    currency: str
    iban: str | None
    bic: str | None
    bankgiro: str | None
    plusgiro: str | None
    account: str | None
    fik_creditor: str | None
    reference_kind: ReferenceKind
    reference_length: int | None
    payment_days: int
    rounds_to_pay: bool
    einvoice_scheme: str | None
    einvoice_address: str | None
    einvoice_operator: str | None
    logo_file_id: FileId | None
    accent: str
    changed_at: datetime
    least: Decimal | None = None

    @property
    def reference_settings(self) -> ReferenceSettings:
        """Return how the payment references of the seller's invoices are built."""
        return ReferenceSettings(self.reference_kind, self.reference_length)
