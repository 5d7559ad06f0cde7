"""Norway: rules for sellers who are under Norwegian law (EHF)."""

from lxml.etree import _Element

from billing.en16931.checks.peppol.check_digits import is_norwegian_vat
from billing.en16931.checks.peppol.parties import SELLER, supplier_country
from billing.en16931.checks.peppol.reading import raw, text
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

_REGISTRATION = "cac:PartyTaxScheme[normalize-space(cac:TaxScheme/cbc:ID) = '{scheme}']/cbc:CompanyID"


def _is_vat_number_right(seller: _Element) -> bool:
    number = raw(seller, _REGISTRATION.format(scheme="VAT"))
    return supplier_country(seller) != "NO" or number[:2] != "NO" or is_norwegian_vat(number)


def _names_the_register(seller: _Element) -> bool:
    registration = text(seller, _REGISTRATION.format(scheme="TAX"))
    return registration == "Foretaksregisteret" or supplier_country(seller) != "NO"


RULES = (
    Rule(
        "NO-R-001",
        "fatal",
        SELLER,
        _is_vat_number_right,
        msg("The seller's Norwegian VAT number must be NO, the organisation number and MVA."),
    ),
    Rule(
        "NO-R-002",
        "warning",
        SELLER,
        _names_the_register,
        # Foretaksregisterloven 10-2 asks it of limited companies and of branches of foreign companies.
        msg('If the Norwegian seller is a limited company, its invoices must state "Foretaksregisteret".'),
    ),
)
