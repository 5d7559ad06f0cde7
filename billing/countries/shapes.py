"""The same names in every country: what a module of each kind answers. The type checker holds the modules to it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from billing.countries.channels import BuyerNeed, Channel, DocumentKind, Recipient
from billing.countries.late_rules import CollectionRules, DayCount, ReminderRules
from billing.countries.reference_settings import ReferenceSettings
from billing.countries.vat_rates import VatRate
from billing.countries.vat_schemes import VatScheme
from billing.countries.vat_wording import SellerStanding, Special, Wording
from tenants.kernel.language import Language
from tenants.registries.endpoints import Endpoint


class References(Protocol):
    """`references.py` of a country."""

    def payment_reference(self, number: str, settings: ReferenceSettings) -> str:
        """Return the payment reference of an invoice by its printed number."""

    def check(self, reference: str) -> None:
        """Refuse what isn't a valid reference in this country."""

    def presentation(self, reference: str) -> str:
        """Return a reference as it is printed."""

    def canonical(self, reference: str) -> str:
        """Return the key under which payment and invoice meet."""


class Vat(Protocol):
    """`vat.py` of a country."""

    def rates(self, on: date) -> tuple[VatRate, ...]:
        """Return the rates in force on a supply day."""

    def standard_rate(self, on: date) -> Decimal:
        """Return the standard rate, in percent, on a supply day."""

    def schemes(self, on: date) -> Mapping[str, VatScheme]:
        """Return the kinds of sale that are taxed specially at home on a supply day, by their names in files."""

    def wording(self, special: Special, language: Language, on: date) -> Wording:
        """Return the words that a special treatment asks for on a day."""

    def printed_business_id(self, business_id: str, standing: SellerStanding) -> str:
        """Return the seller's business id as an invoice prints it."""

    def seller_statements(self, standing: SellerStanding) -> tuple[str, ...]:
        """Return what the invoice must say about the seller."""


class Einvoicing(Protocol):
    """`einvoicing.py` of a country."""

    def endpoint(self, business_id: str) -> Endpoint:
        """Return where a company is found in Peppol."""

    def endpoint_schemes(self) -> tuple[str, ...]:
        """Return the address schemes in use, the usual one first."""

    def buyer_needs(self, recipient: Recipient) -> frozenset[BuyerNeed]:
        """Return what an invoice to a recipient can't do without."""

    def allowed_channels(self, document: DocumentKind, recipient: Recipient) -> tuple[Channel, ...]:
        """Return the channels that a document may take."""


class Holidays(Protocol):
    """`holidays.py` of a country."""

    def bank_holidays(self, year: int) -> frozenset[date]:
        """Return the days of a year, weekends aside, on which banks don't pay."""

    def is_banking_day(self, day: date) -> bool:
        """Return whether banks pay on a day."""

    def next_banking_day(self, day: date) -> date:
        """Return the day itself if banks pay on it, else the next on which they do."""


class LatePayment(Protocol):
    """`late_payment.py` of a country. Money is in the country's currency, rates in percent a year."""

    def interest_rate(self, on: date, *, business: bool) -> Decimal:
        """Return the statutory rate on a payment that is late on a day."""

    def reminder_fee(self, on: date, *, business: bool) -> Decimal:
        """Return the most that a reminder sent on a day may cost."""

    def reminder_rules(self, on: date, *, business: bool) -> ReminderRules:
        """Return when a reminder with a fee may go out."""

    def compensation(self, on: date) -> Decimal:
        """Return the lump sum that a business owes another for being late."""

    def collection_rules(self, *, business: bool) -> CollectionRules:
        """Return what comes before collection."""

    def day_count(self) -> DayCount:
        """Return how days of interest are counted."""
