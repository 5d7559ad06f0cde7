"""Allowances and charges: percentage, base and amount must belong together."""

from decimal import Decimal

from lxml.etree import _Element

from billing.en16931.checks.peppol.reading import decimal, raw, true
from billing.en16931.checks.peppol.rule import Rule, never
from tenants.kernel.language import msg

SLACK = Decimal("0.02")  # in the invoice's currency; what the rules forgive for rounding
_HERE = (
    "/inv:Invoice/cac:AllowanceCharge{which} | /inv:Invoice/cac:InvoiceLine/cac:AllowanceCharge{which}"
    " | /cn:CreditNote/cac:AllowanceCharge{which} | /cn:CreditNote/cac:CreditNoteLine/cac:AllowanceCharge{which}"
)
# The first rule that finds an element is the only one that judges it, so the last context leaves out the first two's.
PERCENTAGE_ALONE = _HERE.format(which="[cbc:MultiplierFactorNumeric and not(cbc:BaseAmount)]")
BASE_ALONE = _HERE.format(which="[not(cbc:MultiplierFactorNumeric) and cbc:BaseAmount]")
THE_OTHERS = _HERE.format(which="[boolean(cbc:MultiplierFactorNumeric) = boolean(cbc:BaseAmount)]")
ON_A_PRICE = "//cac:Price/cac:AllowanceCharge"


def _amount_agrees(allowance: _Element) -> bool:
    percentage = decimal(raw(allowance, "cbc:MultiplierFactorNumeric"))
    base = decimal(raw(allowance, "cbc:BaseAmount"))
    if percentage is None or base is None:
        return True
    amount = decimal(raw(allowance, "cbc:Amount")) or Decimal(0)
    return abs(amount - base * percentage / 100) <= SLACK


def _net_price_agrees(allowance: _Element) -> bool:
    if allowance.find("{*}BaseAmount") is None:
        return True
    net, gross, off = (decimal(raw(allowance, at)) for at in ("../cbc:PriceAmount", "cbc:BaseAmount", "cbc:Amount"))
    return net is not None and gross is not None and off is not None and net == gross - off


RULES = (
    Rule(
        "PEPPOL-EN16931-R040",
        "fatal",
        THE_OTHERS,
        _amount_agrees,
        msg("The amount of the allowance or charge isn't its percentage of the base amount."),
    ),
    Rule(
        "PEPPOL-EN16931-R041",
        "fatal",
        PERCENTAGE_ALONE,
        never,
        msg("An allowance or charge with a percentage needs its base amount."),
    ),
    Rule(
        "PEPPOL-EN16931-R042",
        "fatal",
        BASE_ALONE,
        never,
        msg("An allowance or charge with a base amount needs its percentage."),
    ),
    Rule(
        "PEPPOL-EN16931-R043",
        "fatal",
        THE_OTHERS,
        true("normalize-space(cbc:ChargeIndicator) = 'true' or normalize-space(cbc:ChargeIndicator) = 'false'"),
        msg("Whether it is a charge must be stated as true or false."),
    ),
    Rule(
        "PEPPOL-EN16931-R044",
        "fatal",
        ON_A_PRICE,
        true("normalize-space(cbc:ChargeIndicator) = 'false'"),
        msg("A price may carry a discount, but no charge."),
    ),
    Rule(
        "PEPPOL-EN16931-R046",
        "fatal",
        ON_A_PRICE,
        _net_price_agrees,
        msg("The net price isn't the gross price less the discount."),
    ),
)
