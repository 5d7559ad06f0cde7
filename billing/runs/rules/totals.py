"""The totals of many invoices: by VAT category, rate and currency; currencies are never added together."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from billing.en16931.arithmetic import vat_key
from billing.en16931.model import Invoice

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTotal:
    """Base and VAT of one category and rate (percent; None where the category has none) in one currency."""

    category: str
    rate: Decimal | None
    currency: str
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyTotal:
    """Everything in one currency."""

    currency: str
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTotal:
    """What is claimed from Skatteverket in one currency for ROT and RUT work, and what the customers are to pay."""

    currency: str
    claimed: Decimal
    asked: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTotal:
    """What was sold on one account of the bookkeeping in one currency, without VAT; no account: no article says one."""

    account: str
    currency: str
    net: Decimal


def claim_totals(invoices: Iterable[Invoice]) -> tuple[ClaimTotal, ...]:
    """Return what a tax agency and what the customers are asked for, by currency; nothing where no work is claimed.

    Credit notes are taken off. What was paid in advance is nobody's to pay.
    """
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    marked = set()
    for invoice in invoices:
        sign, totals = -1 if invoice.is_credit_note else 1, invoice.totals
        claimed, asked = sums.get(invoice.currency, (ZERO, ZERO))
        sums[invoice.currency] = (claimed + sign * totals.claimed, asked + sign * totals.payable)
        if totals.claimed:
            marked.add(invoice.currency)
    return tuple(
        ClaimTotal(currency=currency, claimed=claimed, asked=asked)
        for currency, (claimed, asked) in sorted(sums.items())
        if currency in marked
    )


def rate_totals(invoices: Iterable[Invoice]) -> tuple[RateTotal, ...]:
    """Return base and VAT by currency, category and rate, the highest rate first; credit notes are taken off."""
    sums: dict[tuple[str, str, Decimal], tuple[Decimal, Decimal]] = {}
    for invoice in invoices:
        sign = -1 if invoice.is_credit_note else 1
        for entry in invoice.vat_breakdown:
            category, rate = vat_key(entry.treatment)
            net, vat = sums.get((invoice.currency, category, rate), (ZERO, ZERO))
            sums[invoice.currency, category, rate] = (net + sign * entry.taxable, vat + sign * entry.tax)
    return tuple(
        RateTotal(category=category, rate=None if category == "O" else rate, currency=currency, net=net, vat=vat)
        for (currency, category, rate), (net, vat) in sorted(sums.items(), key=lambda one: _order(*one[0]))
    )


def currency_totals(totals: Iterable[RateTotal]) -> tuple[CurrencyTotal, ...]:
    """Return the sums of each currency."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for total in totals:
        net, vat = sums.get(total.currency, (ZERO, ZERO))
        sums[total.currency] = (net + total.net, vat + total.vat)
    return tuple(
        CurrencyTotal(currency=currency, net=net, vat=vat, gross=net + vat) for currency, (net, vat) in sums.items()
    )


def _order(currency: str, category: str, rate: Decimal) -> tuple[str, Decimal, str]:
    return currency, -rate, category
