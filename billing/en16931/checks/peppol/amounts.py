"""Currencies of amounts."""

from lxml.etree import _Element

from billing.en16931.checks.peppol.code_lists.currencies import CURRENCIES
from billing.en16931.checks.peppol.reading import EVERY, names
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

(TAX_AMOUNT,) = names("TaxAmount")
(INVOICE_CURRENCY,) = names("DocumentCurrencyCode")
AMOUNTS = names(
    "Amount",
    "BaseAmount",
    "PriceAmount",
    "TaxAmount",
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


def _is_currency_known(element: _Element) -> bool:
    return element.tag not in AMOUNTS or element.get("currencyID") in CURRENCIES


def _is_in_invoice_currency(element: _Element) -> bool:
    if element.tag not in AMOUNTS or _is_accounting_vat(element):
        return True
    currency = next(element.getroottree().getroot().iterchildren(INVOICE_CURRENCY), None)
    return currency is not None and element.get("currencyID") == currency.text


def _is_accounting_vat(element: _Element) -> bool:
    """Return whether an amount is the VAT total without a breakdown, the one in the accounting currency (BT-111)."""
    total = element.getparent()
    if element.tag != TAX_AMOUNT or total is None or total.tag.endswith("}TaxSubtotal"):
        return False
    return total.find("{*}TaxSubtotal") is None


RULES = (
    Rule(
        "PEPPOL-EN16931-R051",
        "fatal",
        EVERY,
        _is_in_invoice_currency,
        msg("The amount must be in the invoice currency."),
    ),
    Rule(
        "PEPPOL-EN16931-CL007",
        "fatal",
        EVERY,
        _is_currency_known,
        msg("The currency code isn't in ISO 4217."),
    ),
)
