"""Currencies of amounts."""

from lxml.etree import _Element

from billing.en16931.checks.peppol.code_lists.currencies import CURRENCIES
from billing.en16931.checks.peppol.reading import true
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

_NAMES = (
    "Amount",
    "BaseAmount",
    "PriceAmount",
    "TaxableAmount",
    "LineExtensionAmount",
    "TaxExclusiveAmount",
    "TaxInclusiveAmount",
    "AllowanceTotalAmount",
    "ChargeTotalAmount",
    "PrepaidAmount",
    "PayableRoundingAmount",
    "PayableAmount",
)
_PLAIN = " or ".join(f"self::cbc:{name}" for name in _NAMES)
AMOUNT = f"//cbc:*[{_PLAIN} or self::cbc:TaxAmount]"
# The VAT total without a breakdown is the one in the accounting currency (BT-111).
IN_INVOICE_CURRENCY = f"//cbc:*[{_PLAIN} or self::cbc:TaxAmount[parent::cac:TaxSubtotal or ../cac:TaxSubtotal]]"


def _is_currency_known(amount: _Element) -> bool:
    return amount.get("currencyID") in CURRENCIES


RULES = (
    Rule(
        "PEPPOL-EN16931-R051",
        "fatal",
        IN_INVOICE_CURRENCY,
        true("@currencyID = /*/cbc:DocumentCurrencyCode"),
        msg("The amount must be in the invoice currency."),
    ),
    Rule(
        "PEPPOL-EN16931-CL007",
        "fatal",
        AMOUNT,
        _is_currency_known,
        msg("The currency code isn't in ISO 4217."),
    ),
)
