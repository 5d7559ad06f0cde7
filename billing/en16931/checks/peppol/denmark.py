"""Denmark: rules for sellers with a Danish address; most of them only when the buyer is Danish too."""

from lxml.etree import _Element

from billing.en16931.checks.peppol.danish_payment import RULES as PAYMENT_RULES
from billing.en16931.checks.peppol.parties import COUNTRY
from billing.en16931.checks.peppol.reading import BLANKS, decimal, raw, text, true
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

UNSPSC_VERSIONS = ("19.05.01", "19.0501", "26.08.01", "26.0801")

_SELLER = "cac:AccountingSupplierParty/cac:Party"
_BUYER = "cac:AccountingCustomerParty/cac:Party"
_CLASSIFICATION = "cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode"
SOLD = f"/*[{_SELLER}/{COUNTRY} = 'DK']"
SOLD_AT_HOME = f"{SOLD}[{_BUYER}/{COUNTRY} = 'DK']"
CREDITED_AT_HOME = f"/cn:CreditNote{SOLD_AT_HOME.removeprefix('/*')}"
IDENTIFIED = f"{SOLD_AT_HOME}/{_SELLER}/cac:PartyIdentification | {SOLD_AT_HOME}/{_BUYER}/cac:PartyIdentification"
LINE = f"{SOLD_AT_HOME}/cac:InvoiceLine | {SOLD_AT_HOME}/cac:CreditNoteLine"


def _is_duty_stated(allowance: _Element) -> bool:
    """Return whether a duty (ZZZ) is named by its four-digit code, or by a text with # inside."""
    if raw(allowance, "cbc:AllowanceChargeReasonCode") != "ZZZ":
        return True
    reason = raw(allowance, "cbc:AllowanceChargeReason")
    number = decimal(reason)
    code = len(text(allowance, "cbc:AllowanceChargeReason")) == 4 and number is not None and 0 <= number <= 9999  # noqa: PLR2004  four digits
    return code or ("#" in reason and not reason.startswith("#") and not reason.endswith("#"))


def _is_total_positive(credit_note: _Element) -> bool:
    payable = decimal(raw(credit_note, "cac:LegalMonetaryTotal/cbc:PayableAmount").strip(BLANKS))
    return payable is None or payable >= 0


def _cvr_scheme(party: str) -> str:
    number = f"{party}cac:PartyLegalEntity/cbc:CompanyID"
    return f"not({number}) or normalize-space({number}/@schemeID) = '0184'"


RULES = (
    Rule(
        "DK-R-002",
        "fatal",
        SOLD,
        true(f"normalize-space({_SELLER}/cac:PartyLegalEntity/cbc:CompanyID) != ''"),
        msg("A Danish seller must state its CVR number."),
    ),
    Rule(
        "DK-R-003",
        "fatal",
        LINE,
        true(
            f"not({_CLASSIFICATION}/@listID = 'TST') or "
            + " or ".join(f"{_CLASSIFICATION}/@listVersionID = '{version}'" for version in UNSPSC_VERSIONS)
        ),
        msg("A Danish seller's item classification must be UNSPSC version 19.05.01 or 26.08.01."),
    ),
    Rule(
        "DK-R-004",
        "fatal",
        f"{SOLD_AT_HOME}//cac:AllowanceCharge",
        _is_duty_stated,
        msg("A Danish duty (ZZZ) must be stated by its four-digit code, or by a text with # inside."),
    ),
    *PAYMENT_RULES,
    Rule(
        "DK-R-013",
        "fatal",
        IDENTIFIED,
        true("not(cbc:ID) or normalize-space(cbc:ID/@schemeID) != ''"),
        msg("A Danish party's identifier must name its scheme."),
    ),
    Rule(
        "DK-R-014",
        "fatal",
        SOLD,
        true(_cvr_scheme(f"{_SELLER}/")),
        msg("The Danish seller's CVR number must be given with scheme 0184."),
    ),
    Rule(
        "DK-R-016",
        "fatal",
        CREDITED_AT_HOME,
        _is_total_positive,
        msg("A Danish credit note can't have a negative total."),
    ),
    Rule(
        "DK-R-017",
        "fatal",
        f"{SOLD_AT_HOME}/{_BUYER}",
        true(_cvr_scheme("")),
        msg("The Danish buyer's CVR number must be given with scheme 0184."),
    ),
)
