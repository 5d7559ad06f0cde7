"""What an invoice run made and what it set aside: frozen values, as the run knows them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tenants.kernel.language import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One invoice that the run made; amounts in its currency."""

    number: str
    customer_number: str
    customer: str
    due_on: date | None
    net: Decimal
    vat: Decimal
    gross: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTotal:
    """The base and the VAT of one rate (percent; none where there is no VAT) and currency over the whole run."""

    rate: Decimal | None
    net: Decimal
    vat: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTotal:
    """What is claimed from Skatteverket for ROT and RUT work in one currency, and what the customers are to pay."""

    currency: str
    claimed: Decimal
    asked: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTotal:
    """What was sold on one account of the bookkeeping in one currency; empty where no article says one."""

    account: str
    net: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One request that the run left out, and why."""

    customer_number: str
    customer: str
    what: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """A whole run; `carried_out_at` is an aware moment in the time zone it is to be read in.

    `credit_notes` says how many of the `count` issued are credit notes.
    """

    label: str
    workspace: str
    carried_out_by: str
    carried_out_at: datetime
    first_number: str
    last_number: str
    count: int
    totals: tuple[RateTotal, ...]
    set_aside: tuple[SetAside, ...]
    invoices: tuple[Issued, ...]
    claims: tuple[ClaimTotal, ...] = ()
    credit_notes: int = 0
    accounts: tuple[AccountTotal, ...] = ()
