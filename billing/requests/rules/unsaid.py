"""What a request's file left unsaid, said by the customer's card: the currency, and how a line is taxed.

`unsaid` names each such thing with what it means where the card says nothing either: `currency` the seller's, and
`lines.<id>.vat` the category S or Z.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from billing.customers.rules.facts import CustomerFacts
from billing.en16931.arithmetic import EXACT, completed, vat_key
from billing.en16931.model import Invoice, Line, VatSubtotal, VatTreatment
from billing.requests.rules.vat import REASON_CODES, TAXED
from tenants.kernel.money import UnknownCurrency, round_money

ZERO, HUNDRED = Decimal(0), Decimal(100)
CURRENCY = "currency"


def filled(content: Invoice, unsaid: Mapping[str, str], customer: CustomerFacts | None) -> Invoice:
    """Return a request with what its file left unsaid as the customer's card has it, its amounts reckoned anew.

    Without a customer, and where the card says nothing, it is as the file alone means it.
    """
    if not unsaid:
        return content
    currency = content.currency
    if CURRENCY in unsaid:
        currency = (customer and customer.currency) or unsaid[CURRENCY]
    lines = tuple(_line(line, unsaid, customer) for line in content.lines)
    if currency != content.currency:
        lines = tuple(_discounted(line, currency) for line in lines)
    reasons = _reasons(content.vat_breakdown, lines, unsaid, customer)
    changed = replace(content, currency=currency, lines=lines, vat_breakdown=reasons)
    try:
        return completed(changed)
    except UnknownCurrency:
        return replace(changed, vat_breakdown=content.vat_breakdown)


def line_field(line_id: str) -> str:
    """Return what a line's treatment is called among what is unsaid."""
    return f"lines.{line_id}.vat"


def _line(line: Line, unsaid: Mapping[str, str], customer: CustomerFacts | None) -> Line:
    own = unsaid.get(line_field(line.id))
    if own is None:
        return line
    if customer is not None and customer.vat_category != TAXED:
        return replace(line, vat=VatTreatment(customer.vat_category, ZERO))
    return replace(line, vat=VatTreatment(own, None if own == TAXED else ZERO))


def _discounted(line: Line, currency: str) -> Line:
    """Return a line whose allowances in percent are rounded to another currency."""
    found = []
    for entry in line.allowances:
        if entry.percentage is not None and entry.base_amount is not None:
            base = round_money(line.quantity * line.price.net, currency)
            amount = round_money(EXACT.divide(EXACT.multiply(base, entry.percentage), HUNDRED), currency)
            found.append(replace(entry, base_amount=base, amount=amount))
        else:
            found.append(entry)
    return replace(line, allowances=tuple(found))


def _reasons(
    stated: tuple[VatSubtotal, ...],
    lines: tuple[Line, ...],
    unsaid: Mapping[str, str],
    customer: CustomerFacts | None,
) -> tuple[VatSubtotal, ...]:
    """Return why lines carry no VAT: what the file says, and for the lines that the card decides what the card says."""
    by_card = [line.vat for line in lines if line_field(line.id) in unsaid]
    by_file = {vat_key(line.vat) for line in lines if line_field(line.id) not in unsaid}
    kept = tuple(entry for entry in stated if vat_key(entry.treatment) in by_file)
    if (
        customer is None
        or not by_card
        or by_card[0].category != customer.vat_category
        or vat_key(by_card[0]) in by_file
    ):
        return kept
    code = REASON_CODES.get(by_card[0].category)
    reason = customer.vat_reason if by_card[0].category == "E" else None
    return (*kept, VatSubtotal(treatment=by_card[0], exemption_code=code, exemption_reason=reason))
