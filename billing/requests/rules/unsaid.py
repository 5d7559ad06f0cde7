"""What a request's file left unsaid, said by the customer's card, the articles and the stream: currency, prices, VAT.

`unsaid` names each such thing with what it means where the card says nothing either: `currency` the seller's,
`lines.<id>.vat` the category S or Z, and `lines.<id>.article` what the line leaves to the article that it names.
A seller outside the VAT register charges none (category O), whatever card and article say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from billing.articles.rules.catalogue import NOTHING_SOLD, Catalogue
from billing.articles.rules.schemes import CLASH
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.arithmetic import EXACT, completed, vat_key
from billing.en16931.model import Invoice, Line, VatSubtotal, VatTreatment
from billing.requests.rules.sold import (
    Sale,
    article_problems,
    from_article,
    own_scheme,
    own_treatment,
    usual_treatment,
)
from billing.requests.rules.vat import OUTSIDE, REASON_CODES, TAXED, supply_day
from tenants.kernel.money import UnknownCurrency, round_money
from tenants.kernel.refusals import Problem

ZERO, HUNDRED = Decimal(0), Decimal(100)
CURRENCY, EXEMPT = "currency", "E"


def filled(
    content: Invoice,
    unsaid: Mapping[str, str],
    customer: CustomerFacts | None,
    catalogue: Catalogue = NOTHING_SOLD,
    *,
    vat_registered: bool = True,
) -> Invoice:
    """Return a request with what its file left unsaid as card and articles have it, its amounts reckoned anew.

    Without a customer and a catalogue, and where they say nothing, it is as the file alone means it.
    """
    if not unsaid:
        return content
    sale = replace(sale_of(content, unsaid, customer, catalogue), vat_registered=vat_registered)
    sold = (from_article(line, left, sale) if left is not None else line for line, left in _left(content, unsaid))
    lines = tuple(_line(line, unsaid, sale) for line in sold)
    if sale.currency != content.currency:
        lines = tuple(_discounted(line, sale.currency) for line in lines)
    reasons = _reasons(content.vat_breakdown, lines, unsaid, sale)
    changed = replace(content, currency=sale.currency, lines=lines, vat_breakdown=reasons)
    try:
        return completed(changed)
    except UnknownCurrency:
        return replace(changed, vat_breakdown=content.vat_breakdown)


def unfilled(
    content: Invoice, unsaid: Mapping[str, str], customer: CustomerFacts | None, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield what the articles of a request's lines couldn't say."""
    sale = sale_of(content, unsaid, customer, catalogue)
    for line, left in _left(content, unsaid):
        if left is not None:
            yield from article_problems(line, left, sale)
    yield from _clashes(content, unsaid, sale)


def _clashes(content: Invoice, unsaid: Mapping[str, str], sale: Sale) -> Iterator[Problem]:
    """Yield which exempt lines can't stand beside the first one: BG-23 has one reason for a category."""
    stated = next((entry.exemption_code for entry in content.vat_breakdown if entry.treatment.category == EXEMPT), None)
    codes = [
        (line, _exemption(line, sale)[0] if line_field(line.id) in unsaid else stated)
        for line in content.lines
        if line.vat.category == EXEMPT
    ]
    yield from (Problem(line_field(line.id), CLASH) for line, code in codes if code != codes[0][1])


def codes_in(content: Invoice, unsaid: Mapping[str, str]) -> frozenset[str]:
    """Return the articles that a request leaves something to, by code."""
    return frozenset(line.item.seller_id or "" for line, left in _left(content, unsaid) if left is not None)


def article_field(line_id: str) -> str:
    """Return what a line's article is called among what is unsaid."""
    return f"lines.{line_id}.article"


def line_field(line_id: str) -> str:
    """Return what a line's treatment is called among what is unsaid."""
    return f"lines.{line_id}.vat"


def sale_of(content: Invoice, unsaid: Mapping[str, str], customer: CustomerFacts | None, catalogue: Catalogue) -> Sale:
    """Return to whom a request's lines are sold, in which currency and on which day."""
    currency = content.currency
    if CURRENCY in unsaid:
        currency = (customer and customer.currency) or unsaid[CURRENCY]
    on = supply_day(content)
    delivered = content.delivery.delivered_on if content.delivery else None
    priced_on = delivered or (content.period.start if content.period else None) or on
    return Sale(customer, currency, on, priced_on, catalogue)


def _left(content: Invoice, unsaid: Mapping[str, str]) -> Iterator[tuple[Line, frozenset[str] | None]]:
    """Yield each line with what it leaves to its article, None where it names none."""
    for line in content.lines:
        left = unsaid.get(article_field(line.id))
        yield line, None if left is None else frozenset(left.split())


def _line(line: Line, unsaid: Mapping[str, str], sale: Sale) -> Line:
    """Return a line taxed as its article is at home, or as the card has it for what would be taxed there."""
    own = unsaid.get(line_field(line.id))
    if own is None:
        return line
    if not sale.vat_registered:
        return replace(line, vat=VatTreatment(OUTSIDE))
    usual = usual_treatment(line, sale) if own == TAXED else None
    treatment = own_treatment(line, sale) or usual or VatTreatment(own, None if own == TAXED else ZERO)
    by_card = sale.customer is not None and sale.customer.vat_category != TAXED
    if by_card and sale.customer is not None and (treatment.category == TAXED or sale.article(line) is None):
        return replace(line, vat=VatTreatment(sale.customer.vat_category, ZERO))
    return replace(line, vat=treatment)


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
    stated: tuple[VatSubtotal, ...], lines: tuple[Line, ...], unsaid: Mapping[str, str], sale: Sale
) -> tuple[VatSubtotal, ...]:
    """Return why lines carry no VAT: what the file says, and for the other lines what the card or the article says."""
    by_file = {vat_key(line.vat) for line in lines if line_field(line.id) not in unsaid}
    kept = tuple(entry for entry in stated if vat_key(entry.treatment) in by_file)
    others: dict[object, list[Line]] = {}
    for line in lines:
        if vat_key(line.vat) not in by_file:
            others.setdefault(vat_key(line.vat), []).append(line)
    return (*kept, *filter(None, (_reason(group, sale) for group in others.values())))


def _reason(lines: list[Line], sale: Sale) -> VatSubtotal | None:
    """Return why lines of one treatment carry no VAT; what several articles give as reasons stands in a row."""
    found = [_exemption(line, sale) for line in lines]
    code, reasons = found[0][0], dict.fromkeys(reason for _code, reason in found if reason)
    if not code and not reasons:
        return None
    return VatSubtotal(treatment=lines[0].vat, exemption_code=code, exemption_reason=", ".join(reasons) or None)


def _exemption(line: Line, sale: Sale) -> tuple[str | None, str | None]:
    """Return the VATEX code and the reason of a line without VAT: by its article's scheme, its article or the card."""
    category, article, scheme = line.vat.category, sale.article(line), own_scheme(line, sale)
    if scheme is not None and scheme.category == category:
        return scheme.code, scheme.reason
    if category != EXEMPT:
        return REASON_CODES.get(category), None
    if article is not None and article.tax.category == EXEMPT:
        return REASON_CODES.get(category), article.vat_reason
    return REASON_CODES.get(category), sale.customer.vat_reason if sale.customer else None
