"""The document as a whole: what it says it is, its references and its VAT totals."""

from lxml.etree import _Element

from billing.en16931.checks.peppol.parties import between_germans
from billing.en16931.checks.peppol.reading import BLANKS, EVERY, text, true
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

ROOT = "/inv:Invoice | /cn:CreditNote"
SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILES = frozenset(
    {
        "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        "urn:peppol:bis:billing_with_response",
        "urn:peppol:france:billing:non-regulated",
        "urn:peppol:france:billing:regulated",
    }
)
_TAX_AMOUNT = "cac:TaxTotal/cbc:TaxAmount[@currencyID = normalize-space(../../cbc:{currency})]"
_ACCOUNTING_VAT = _TAX_AMOUNT.format(currency="TaxCurrencyCode")
_INVOICE_VAT = _TAX_AMOUNT.format(currency="DocumentCurrencyCode")


def has_known_profile(element: _Element) -> bool:
    """Return whether the business process (BT-23) is one that Peppol billing allows."""
    return text(element, "/*/cbc:ProfileID") in PROFILES


def _has_few_notes(root: _Element) -> bool:
    return len(root.findall("{*}Note")) <= 1 or between_germans(root)


def _says_something(element: _Element) -> bool:
    if len(element):  # a comment counts as a child here, so ask again
        return next(element.iterchildren("*"), None) is not None or bool(text(element))
    return bool((element.text or "").strip(BLANKS))


RULES = (
    Rule(
        "PEPPOL-EN16931-R001",
        "fatal",
        ROOT,
        true("cbc:ProfileID"),
        msg("The business process (profile) is missing."),
    ),
    Rule(
        "PEPPOL-EN16931-R002",
        "fatal",
        ROOT,
        _has_few_notes,
        msg("An invoice may have only one note, unless seller and buyer are both in Germany."),
    ),
    Rule(
        "PEPPOL-EN16931-R003",
        "fatal",
        ROOT,
        true("cbc:BuyerReference or cac:OrderReference/cbc:ID"),
        msg("Give the buyer's reference or the number of the purchase order."),
    ),
    Rule(
        "PEPPOL-EN16931-R004",
        "fatal",
        ROOT,
        true(
            f"starts-with(normalize-space(cbc:CustomizationID), '{SPECIFICATION}')"
            " and not(contains(cbc:CustomizationID, '::'))"
        ),
        msg("The specification identifier isn't that of Peppol BIS Billing 3.0."),
    ),
    Rule(
        "PEPPOL-EN16931-R005",
        "fatal",
        "/*/cbc:TaxCurrencyCode",
        true("normalize-space() != normalize-space(../cbc:DocumentCurrencyCode)"),
        msg("The VAT accounting currency must differ from the invoice currency; leave it out where they are the same."),
    ),
    Rule(
        "PEPPOL-EN16931-R007",
        "fatal",
        ROOT,
        has_known_profile,
        msg("The business process (profile) isn't one that Peppol allows for invoices."),
    ),
    Rule(
        "PEPPOL-EN16931-R008",
        "fatal",
        EVERY,
        _says_something,
        msg("The element is empty; leave it out instead."),
    ),
    Rule(
        "PEPPOL-EN16931-R053",
        "fatal",
        ROOT,
        true("count(cac:TaxTotal[cac:TaxSubtotal]) = 1"),
        msg("There must be exactly one VAT total with a breakdown by rate."),
    ),
    Rule(
        "PEPPOL-EN16931-R054",
        "fatal",
        ROOT,
        true("count(cac:TaxTotal[not(cac:TaxSubtotal)]) = number(boolean(cbc:TaxCurrencyCode))"),
        msg("Give one VAT total in the accounting currency where such a currency is stated, and none otherwise."),
    ),
    Rule(
        "PEPPOL-EN16931-R055",
        "fatal",
        ROOT,
        true(
            f"not(cbc:TaxCurrencyCode) or ({_ACCOUNTING_VAT} <= 0 and {_INVOICE_VAT} <= 0)"
            f" or ({_ACCOUNTING_VAT} >= 0 and {_INVOICE_VAT} >= 0)"
        ),
        msg("The VAT totals in the invoice currency and in the accounting currency must have the same sign."),
    ),
    Rule(
        "PEPPOL-EN16931-R080",
        "fatal",
        "/cn:CreditNote",
        true("count(cac:AdditionalDocumentReference[cbc:DocumentTypeCode = '50']) <= 1"),
        msg("A credit note may refer to only one project."),
    ),
)
