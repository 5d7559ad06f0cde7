"""Sweden: rules for sellers with a Swedish address."""

from decimal import Decimal

from lxml.etree import _Element

from billing.en16931.checks.peppol.check_digits import is_swedish_organisation
from billing.en16931.checks.peppol.parties import COUNTRY, SELLER
from billing.en16931.checks.peppol.reading import decimal, is_number, raw, text, true
from billing.en16931.checks.peppol.rule import Rule, never
from tenants.kernel.language import msg

VAT_RATES = frozenset({Decimal(25), Decimal(12), Decimal(6)})  # percent; mervärdesskattelag (2023:200) 9 kap.

_VAT_ID = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID = 'VAT']/cbc:CompanyID"
_LOCAL = f"{COUNTRY} = 'SE'"
_REGISTERED = f"{_LOCAL} and cac:PartyTaxScheme[cac:TaxScheme/cbc:ID = 'VAT' and starts-with(cbc:CompanyID, 'SE')]"
_SOLD_LOCALLY = f"/*[cac:AccountingSupplierParty/cac:Party[{_LOCAL}]]"
_SOLD_WITH_VAT = f"/*[cac:AccountingSupplierParty/cac:Party[{_REGISTERED}]]"
_SOLD_AT_HOME = f"{_SOLD_LOCALLY}[cac:AccountingCustomerParty/cac:Party[{COUNTRY} = 'SE']]"
_GIRO = (
    _SOLD_LOCALLY + "/cac:PaymentMeans[normalize-space(cbc:PaymentMeansCode) = '30' and"
    " normalize-space(cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID) = '{giro}']"
    "/cac:PayeeFinancialAccount/cbc:ID"
)
SELLER_WITH_VAT = f"{SELLER}[{_REGISTERED}]"
ORGANISATION = f"{SELLER}[{_LOCAL}]/cac:PartyLegalEntity[cbc:CompanyID]"
TAX_STATUS = (
    f"{SELLER}[{_LOCAL} and cac:PartyLegalEntity/cbc:CompanyID]"
    "/cac:PartyTaxScheme[normalize-space(translate(cac:TaxScheme/cbc:ID, 'vat', 'VAT')) != 'VAT']/cbc:CompanyID"
)
STANDARD_RATE = f"{_SOLD_WITH_VAT}//cac:*[(self::cac:TaxCategory or self::cac:ClassifiedTaxCategory) and cbc:ID = 'S']"
PLUSGIRO = _GIRO.format(giro="SE:PLUSGIRO")
BANKGIRO = _GIRO.format(giro="SE:BANKGIRO")
GIRO_BY_CODE = f"{_SOLD_LOCALLY}/cac:PaymentMeans[cbc:PaymentMeansCode = '50' or cbc:PaymentMeansCode = '56']"
TRANSFER_AT_HOME = f"{_SOLD_AT_HOME}/cac:PaymentMeans[cbc:PaymentMeansCode = '31']"


def _ends_in_twelve_digits(seller: _Element) -> bool:
    return is_number(raw(seller, _VAT_ID)[2:14])


def _is_organisation_numeric(entity: _Element) -> bool:
    return is_number(raw(entity, "cbc:CompanyID"))


def _is_check_digit_right(entity: _Element) -> bool:
    return is_swedish_organisation(text(entity, "cbc:CompanyID"))


def _states_f_tax(registration: _Element) -> bool:
    return text(registration).upper() == "GODKÄND FÖR F-SKATT"


def _is_rate_swedish(category: _Element) -> bool:
    return decimal(raw(category, "cbc:Percent")) in VAT_RATES


def _is_account_numeric(account: _Element) -> bool:
    return is_number(text(account))


RULES = (
    Rule(
        "SE-R-001",
        "fatal",
        SELLER_WITH_VAT,
        true(f"string-length(normalize-space({_VAT_ID})) = 14"),
        msg("The seller's Swedish VAT number must have 14 characters."),
    ),
    Rule(
        "SE-R-002",
        "fatal",
        SELLER_WITH_VAT,
        _ends_in_twelve_digits,
        msg("The seller's Swedish VAT number must be SE and twelve digits."),
    ),
    Rule(
        "SE-R-003",
        "fatal",
        ORGANISATION,
        _is_organisation_numeric,
        msg("The seller's Swedish organisation number must be digits only, without a hyphen."),
    ),
    Rule(
        "SE-R-004",
        "fatal",
        ORGANISATION,
        true("string-length(normalize-space(cbc:CompanyID)) = 10"),
        msg("The seller's Swedish organisation number must have ten digits."),
    ),
    Rule(
        "SE-R-005",
        "fatal",
        TAX_STATUS,
        _states_f_tax,
        msg('A Swedish seller\'s tax registration must read "Godkänd för F-skatt".'),
    ),
    Rule(
        "SE-R-006",
        "fatal",
        STANDARD_RATE,
        _is_rate_swedish,
        msg("The VAT rate of a Swedish seller must be 25, 12 or 6 percent."),
    ),
    Rule(
        "SE-R-007",
        "warning",
        PLUSGIRO,
        _is_account_numeric,
        msg("The Plusgiro number must be digits only."),
    ),
    Rule(
        "SE-R-008",
        "warning",
        BANKGIRO,
        _is_account_numeric,
        msg("The Bankgiro number must be digits only."),
    ),
    Rule(
        "SE-R-009",
        "warning",
        BANKGIRO,
        true("string-length(normalize-space()) = 7 or string-length(normalize-space()) = 8"),
        msg("The Bankgiro number must have seven or eight digits."),
    ),
    Rule(
        "SE-R-010",
        "warning",
        PLUSGIRO,
        true("string-length(normalize-space()) >= 2 and string-length(normalize-space()) <= 8"),
        msg("The Plusgiro number must have two to eight digits."),
    ),
    Rule(
        "SE-R-011",
        "warning",
        GIRO_BY_CODE,
        never,
        msg("State Bankgiro or Plusgiro as payment means 30 with the branch SE:BANKGIRO or SE:PLUSGIRO."),
    ),
    Rule(
        "SE-R-012",
        "warning",
        TRANSFER_AT_HOME,
        never,
        msg("Between Swedish parties a credit transfer is payment means 30, not 31."),
    ),
    Rule(
        "SE-R-013",
        "fatal",
        ORGANISATION,
        _is_check_digit_right,
        msg("The check digit of the seller's Swedish organisation number is wrong."),
    ),
)
