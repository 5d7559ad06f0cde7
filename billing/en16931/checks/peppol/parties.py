"""Who sells and who buys: their electronic addresses, and the country whose rules apply."""

from lxml.etree import _Element

from billing.en16931.checks.peppol.reading import raw, text, true
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

SELLER = "/*/cac:AccountingSupplierParty/cac:Party"
BUYER = "/*/cac:AccountingCustomerParty/cac:Party"
COUNTRY = "cac:PostalAddress/cac:Country/cbc:IdentificationCode"
_VAT_PREFIX = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID = 'VAT']/cbc:CompanyID"


def country_of(element: _Element, party: str) -> str:
    """Return the country of a party's address in capitals; empty where none is given."""
    return text(element, f"{party}/{COUNTRY}").upper()


def supplier_country(element: _Element) -> str:
    """Return the country whose national rules the seller is under, in capitals.

    The prefix of the seller's VAT id, else of its tax representative's, else the country of its address.
    """
    for party in (SELLER, "/*/cac:TaxRepresentativeParty"):
        if raw(element, f"{party}/{_VAT_PREFIX}")[:2]:
            return raw(element, f"{party}/{_VAT_PREFIX}")[:2].strip().upper()
    return country_of(element, SELLER)


def between_germans(element: _Element) -> bool:
    """Return whether both addresses are in Germany, where some rules of the others are lifted."""
    return country_of(element, SELLER) == country_of(element, BUYER) == "DE"


RULES = (
    Rule(
        "PEPPOL-EN16931-R010",
        "fatal",
        BUYER,
        true("cbc:EndpointID"),
        msg("The buyer's electronic address is missing."),
    ),
    Rule(
        "PEPPOL-EN16931-R020",
        "fatal",
        SELLER,
        true("cbc:EndpointID"),
        msg("The seller's electronic address is missing."),
    ),
)
