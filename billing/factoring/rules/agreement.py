"""A factoring agreement as a value, and as somebody types it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from billing.seller.rules.card import read_accounts
from billing.seller.rules.fields import Fields
from tenants.kernel.country import Country
from tenants.kernel.ids import CustomerId, FactoringId, StreamId
from tenants.kernel.language import LANGUAGES, Language, msg
from tenants.registries.business_ids import parse_business_id

LONGEST_CLAUSE = 1000  # characters
LONGEST_REFERENCE = 35  # characters: Finvoice's FactoringAgreementIdentifier
Clauses = Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement: who buys the receivables, where they are paid, of which streams and customers they are.

    `clauses` are the words of transfer by language, where they aren't the usual ones; `reference` is what the finance
    company calls the agreement.
    """

    id: FactoringId
    name: str
    business_id: str | None
    reference: str | None
    iban: str | None
    bic: str | None
    bankgiro: str | None
    plusgiro: str | None
    account: str | None
    fik_creditor: str | None
    clauses: Clauses
    active: bool
    streams: frozenset[StreamId] = frozenset()
    customers: frozenset[CustomerId] = frozenset()
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementInput:
    """An agreement as typed; the numbers of customers as they stand on their cards."""

    name: str
    business_id: str | None = None
    reference: str | None = None
    iban: str | None = None
    bic: str | None = None
    bankgiro: str | None = None
    plusgiro: str | None = None
    account: str | None = None
    fik_creditor: str | None = None
    clauses: Clauses = field(default_factory=dict)
    active: bool = True
    streams: frozenset[StreamId] = frozenset()
    customer_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Factoring:
    """The agreements in force for a stream's invoices: its own, and those of single customers, which go first."""

    of_stream: Agreement | None = None
    of_customers: Mapping[CustomerId, Agreement] = field(default_factory=dict)

    def of(self, customer_id: CustomerId) -> Agreement | None:
        """Return the agreement under which an invoice to a customer is transferred, or None."""
        return self.of_customers.get(customer_id, self.of_stream)


def read_agreement(found: Fields, typed: AgreementInput, country: Country) -> dict[str, Any]:
    """Return the columns that an agreement fills, in canonical form; each problem is kept at its field."""
    return {
        "name": found.text("name", typed.name, msg("The finance company's name is missing.")),
        "business_id": found.parsed("business_id", typed.business_id, lambda text: parse_business_id(country, text)),
        "reference": _reference(found, typed),
        **read_accounts(found, typed, country),
        "clauses": _clauses(found, typed.clauses),
        "active": typed.active,
    }


def _reference(found: Fields, typed: AgreementInput) -> str | None:
    reference = found.text("reference", typed.reference)
    if len(reference) > LONGEST_REFERENCE:
        found.blame("reference", msg("The number has at most %(most)s characters.", most=LONGEST_REFERENCE))
    return reference or None


def _clauses(found: Fields, typed: Clauses) -> dict[str, str]:
    kept = {language: " ".join(typed.get(language, "").split()) for language in LANGUAGES}
    for language, text in kept.items():
        if len(text) > LONGEST_CLAUSE:
            found.blame(f"clause_{language}", msg("A text has at most %(most)s characters.", most=LONGEST_CLAUSE))
    return {language: text for language, text in kept.items() if text}
