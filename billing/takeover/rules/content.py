"""The content of an invoice that was taken over: as much as the list tells, in the model of EN 16931."""

from dataclasses import replace
from decimal import Decimal

from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.party import buyer_party
from billing.en16931.model import Invoice, Item, Line, Price, Totals, VatSubtotal
from billing.requests.rules.vat import REASON_CODES
from billing.seller.rules import SellerFacts, seller_party
from billing.takeover.rules.listed import Listed, Part
from tenants.kernel.language import msg, translate
from tenants.kernel.money import exponent, round_money

INVOICE, CREDIT_NOTE = "380", "381"  # UNTDID 1001
HUNDRED = Decimal(100)


def opening_content(listed: Listed, seller: SellerFacts, customer: CustomerFacts) -> Invoice:
    """Return the invoice as the list has it, one line for each part; amounts stand as they were, they aren't reckoned.

    Raises:
        UnknownCurrency: its currency isn't one. ValueError: a day is missing.
    """
    if listed.issued_on is None or listed.due_on is None:
        raise ValueError(listed.line)
    sign = -1 if listed.is_credit_note else 1
    parts = [replace(part, total=sign * part.total, vat=part.vat and sign * part.vat) for part in listed.parts]
    usual = translate(msg("Taken over from an earlier program"), customer.language)
    lines = [_line(place, part, listed.currency, usual) for place, part in enumerate(parts, 1)]
    breakdown = tuple(map(_subtotal, parts, lines))
    net, vat = sum((line.net for line in lines), Decimal(0)), sum((entry.tax for entry in breakdown), Decimal(0))
    return Invoice(
        number=listed.number,
        issued_on=listed.issued_on,
        due_on=listed.due_on,
        type_code=CREDIT_NOTE if listed.is_credit_note else INVOICE,
        currency=listed.currency,
        order_reference=listed.order_reference or None,
        seller=seller_party(seller),
        buyer=buyer_party(customer),
        lines=tuple(lines),
        vat_breakdown=breakdown,
        totals=Totals(lines=net, net=net, vat=vat, gross=net + vat, payable=net + vat),
    )


def vat_within(total: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return the VAT in a sum with VAT, so that the rest times the rate rounds to it again wherever that can be.

    >>> vat_within(Decimal("125.50"), Decimal("25.5"), "EUR"), vat_within(Decimal("10.04"), Decimal("25.5"), "EUR")
    (Decimal('25.50'), Decimal('2.04'))
    """
    vat = round_money(total * rate / (HUNDRED + rate), currency)
    step = Decimal(1).scaleb(-exponent(currency))
    tried = (vat, vat + step, vat - step)
    return next((each for each in tried if round_money((total - each) * rate / HUNDRED, currency) == each), vat)


def _line(place: int, part: Part, currency: str, usual: str) -> Line:
    vat = part.vat if part.vat is not None else vat_within(part.total, part.treatment.rate or Decimal(0), currency)
    net = part.total - vat
    return Line(
        id=str(place),
        quantity=Decimal(1) if net >= 0 else Decimal(-1),
        price=Price(net=abs(net)),
        item=Item(name=part.text or usual),
        vat=part.treatment,
        net=net,
    )


def _subtotal(part: Part, line: Line) -> VatSubtotal:
    return VatSubtotal(
        treatment=part.treatment,
        taxable=line.net,
        tax=part.total - line.net,
        exemption_reason=part.reason or None,
        exemption_code=REASON_CODES.get(part.treatment.category),
    )
