"""A plan's charge or credit as a value: for which days, how much, and who pays."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tenants.kernel.country import Country
from tenants.kernel.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPayer:
    """The company that pays, with what is known of where to reach it."""

    country: Country
    business_id: str
    name: str
    email: str
    language: Language
    vat_id: str | None = None
    street: str = ""
    postal_code: str = ""
    city: str = ""
    einvoice_scheme: str | None = None
    einvoice_address: str | None = None
    einvoice_operator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCharge:
    """What is charged for the days of an agreement, or given back, without VAT; both days are counted.

    `key` recognises it for good; `credits` is the key of the charge that a credit takes back.
    """

    key: str
    period_id: UUID
    credits: str | None
    client: str
    plan: str
    months: int
    first_on: date
    last_on: date
    amount: Decimal
    currency: str
    payer: PlanPayer


def key_of(kind: str, agreement_id: UUID, change_id: UUID | None, first_on: date) -> str:
    """Return what a charge is recognised by: a whole period by its agreement and first day, else its change.

    >>> key_of("period", UUID(int=7), None, date(2026, 12, 1))
    '00000000-0000-0000-0000-000000000007:2026-12-01'
    """
    return f"{agreement_id}:{first_on}" if kind == "period" else f"{change_id}:{kind}"
