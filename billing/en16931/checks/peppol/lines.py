"""Invoice lines: the net amount, the price's base quantity and the object invoiced."""

from decimal import ROUND_FLOOR, Decimal

from lxml.etree import _Element

from billing.en16931.checks.peppol.allowances import SLACK
from billing.en16931.checks.peppol.reading import decimal, found, raw, true
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

LINE = "//cac:InvoiceLine | //cac:CreditNoteLine"
_QUANTITY = "cbc:InvoicedQuantity | cbc:CreditedQuantity"
_LINE_QUANTITY = "(../../cbc:InvoicedQuantity | ../../cbc:CreditedQuantity)"


def _is_net_amount_right(line: _Element) -> bool:
    net = _number(line, "cbc:LineExtensionAmount", 0)
    price = _number(line, "cac:Price/cbc:PriceAmount", 0) / (_number(line, "cac:Price/cbc:BaseQuantity", 1) or 1)
    adjusted = _sum_of(line, charges="true") - _sum_of(line, charges="false")
    return abs(net - (_number(line, _QUANTITY, 1) * price + adjusted)) <= SLACK


def _number(element: _Element, expression: str, otherwise: int) -> Decimal:
    number = decimal(raw(element, expression))
    return Decimal(otherwise) if number is None else number


def _sum_of(line: _Element, *, charges: str) -> Decimal:
    """Return the sum of a line's charges or allowances, rounded as XPath rounds: ties upwards, also below zero."""
    amounts = found(line, f"cac:AllowanceCharge[normalize-space(cbc:ChargeIndicator) = '{charges}']/cbc:Amount")
    total = sum((_number(amount, ".", 0) for amount in amounts), Decimal(0))
    return (total * 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR) / 100


def _is_base_quantity_positive(line: _Element) -> bool:
    base = decimal(raw(line, "cac:Price/cbc:BaseQuantity"))
    return base is None or base > 0


RULES = (
    Rule(
        "PEPPOL-EN16931-R100",
        "fatal",
        LINE,
        true("count(cac:DocumentReference) <= 1"),
        msg("A line may name only one invoiced object."),
    ),
    Rule(
        "PEPPOL-EN16931-R101",
        "fatal",
        LINE,
        true("not(cac:DocumentReference) or cac:DocumentReference/cbc:DocumentTypeCode = '130'"),
        msg("A line's document reference may only name the invoiced object (type 130)."),
    ),
    Rule(
        "PEPPOL-EN16931-R120",
        "fatal",
        LINE,
        _is_net_amount_right,
        msg("The line's net amount isn't quantity times net price, plus charges, less allowances."),
    ),
    Rule(
        "PEPPOL-EN16931-R121",
        "fatal",
        LINE,
        _is_base_quantity_positive,
        msg("The quantity that the price is for must be above zero."),
    ),
    Rule(
        "PEPPOL-EN16931-R130",
        "fatal",
        "//cac:Price/cbc:BaseQuantity[@unitCode]",
        true(f"not({_LINE_QUANTITY}) or @unitCode = {_LINE_QUANTITY}/@unitCode"),
        msg("The price's unit must be the unit of the invoiced quantity."),
    ),
)
