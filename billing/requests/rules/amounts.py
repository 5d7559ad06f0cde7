"""What a request comes to, and where its stated amounts don't add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from billing.en16931.arithmetic import Difference, differences
from billing.en16931.model import Invoice
from tenants.kernel.language import Message, msg, with_currency
from tenants.kernel.money import TooPrecise, UnknownCurrency, to_minor
from tenants.kernel.refusals import Problem

LARGEST = 2**63 - 1  # what the columns hold, in minor units


@dataclass(frozen=True, slots=True)
class Sums:
    """Net, VAT and total in minor units; negative for a credit note, so that a list adds up."""

    net_minor: int
    vat_minor: int
    total_minor: int


def sums_of(content: Invoice) -> Sums | None:
    """Return what a request comes to as stated; None where that isn't whole minor units of a currency."""
    sign = -1 if content.is_credit_note else 1
    totals = content.totals
    try:
        net, total = (sign * to_minor(amount, content.currency) for amount in (totals.net, totals.gross))
    except (TooPrecise, UnknownCurrency):
        return None
    return Sums(net, total - net, total) if max(abs(net), abs(total), abs(total - net)) <= LARGEST else None


def amount_problems(content: Invoice) -> Iterator[Problem]:
    """Yield each stated amount that differs from what its parts come to (BR-CO-10 to BR-CO-17), saying both."""
    for difference in differences(content):
        field, sentence = TOTALS.get(difference.term) or _place_of(difference)
        yield Problem(field, Message(sentence.id, {**sentence.params, **_both(difference, content.currency)}))


def _both(difference: Difference, currency: str) -> Mapping[str, Message]:
    return {
        "stated": with_currency(difference.stated, currency),
        "reckoned": with_currency(difference.computed, currency),
    }


def _place_of(difference: Difference) -> tuple[str, Message]:
    where = difference.where
    if difference.term == "BT-131":
        sentence = msg("Line %(line)s says %(stated)s, but its quantity and price come to %(reckoned)s.", line=where)
        return f"lines.{where}.net", sentence
    if difference.term == "BT-116":
        return "vat", msg("The basis of VAT %(vat)s says %(stated)s, but the lines come to %(reckoned)s.", vat=where)
    return "vat", msg("The VAT of %(vat)s says %(stated)s, but it comes to %(reckoned)s.", vat=where)


TOTALS: Mapping[str, tuple[str, Message]] = {
    "BT-106": ("totals.lines", msg("The sum of the lines says %(stated)s, but they come to %(reckoned)s.")),
    "BT-107": ("totals.allowances", msg("The allowances say %(stated)s, but they come to %(reckoned)s.")),
    "BT-108": ("totals.charges", msg("The charges say %(stated)s, but they come to %(reckoned)s.")),
    "BT-109": ("totals.net", msg("The sum without VAT says %(stated)s, but it comes to %(reckoned)s.")),
    "BT-110": ("totals.vat", msg("The VAT says %(stated)s, but it comes to %(reckoned)s.")),
    "BT-112": ("totals.gross", msg("The sum with VAT says %(stated)s, but it comes to %(reckoned)s.")),
    "BT-115": ("totals.payable", msg("The amount to pay says %(stated)s, but it comes to %(reckoned)s.")),
}
