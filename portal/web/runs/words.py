"""Figures of a run in words: VAT rates, numbers, and what is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from billing.runs.rules.totals import AccountTotal, ClaimTotal, RateTotal
from portal.web._design.filters import money, percent
from portal.web._design.words import Words
from tenants.kernel.language import Message, msg

# UNTDID 5305, as EN 16931-1 binds it to BT-118.
UNTAXED: dict[str, Message] = {
    "Z": msg("VAT zero rate"),
    "E": msg("Exempt from VAT"),
    "AE": msg("Reverse charge"),
    "K": msg("Supply inside the European Union"),
    "G": msg("Export"),
    "O": msg("Outside VAT"),
}


@dataclass(frozen=True, slots=True)
class RateRow:
    """Base and VAT of one rate, in one currency."""

    label: Words
    currency: str
    net: Decimal
    vat: Decimal


def rate_rows(totals: Iterable[RateTotal]) -> tuple[RateRow, ...]:
    """Return totals by VAT rate as rows to read."""
    return tuple(RateRow(rate_words(one), one.currency, one.net, one.vat) for one in totals)


def rate_words(total: RateTotal) -> Words:
    """Return what a total by VAT rate is called: the rate, or why there is no VAT."""
    if total.category in UNTAXED:
        return UNTAXED[total.category]
    return msg("VAT %(rate)s", rate=percent(total.rate))


CLAIMED, ASKED = msg("Claimed from Skatteverket"), msg("Customers pay")


def claim_facts(claims: Iterable[ClaimTotal]) -> tuple[tuple[Words, Words], ...]:
    """Return what Skatteverket and what the customers are asked for, as rows to read."""
    return tuple(
        (label, money(value, one.currency))
        for one in claims
        for label, value in ((CLAIMED, one.claimed), (ASKED, one.asked))
    )


NO_ACCOUNT = msg("Without a sales account")


def account_facts(accounts: Iterable[AccountTotal]) -> tuple[tuple[Words, Words], ...]:
    """Return what was sold on each sales account, as rows to read."""
    return tuple((account_words(one), money(one.net, one.currency)) for one in accounts)


def account_words(total: AccountTotal) -> Words:
    """Return what a total by sales account is called."""
    return msg("Sales account %(account)s", account=total.account) if total.account else NO_ACCOUNT


def numbers(first: str, last: str) -> str:
    """Return the numbers of a run from the first to the last, an empty string where it has none.

    >>> numbers("2601", "2609"), numbers("2601", "2601"), numbers("", "")
    ('2601–2609', '2601', '')
    """
    return first if first == last else f"{first}–{last}"
