"""The seller as the party of an invoice (BG-4)."""

import re

from billing.countries.register import country_rules
from billing.countries.vat_wording import SellerStanding
from billing.en16931.model import Address, Contact, Identifier, Party
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.country import Country

# ISO 6523 ICD of each company register, for BT-30: Y-tunnus, organisationsnummer, organisasjonsnummer, CVR.
REGISTERS: dict[Country, str] = {"FI": "0212", "SE": "0007", "NO": "0192", "DK": "0184"}
# Foretaksnavneloven § 2-2: the name says which kind of company it is; in small letters, at one end of the name.
IN_FORETAKSREGISTERET = re.compile(
    r"\b(AS|ASA|NUF)\b|(?i:\b(allmenn)?aksjeselskap\b|^(as|asa)\s|\s(as|a/s|asa|nuf)\W*$)"
)


def seller_party(seller: SellerFacts) -> Party:
    """Return the seller as invoices state it.

    F-tax (Peppol SE-R-005) and Foretaksregisteret (NO-R-002) are the tax registration (BT-32); a Swedish company's seat
    is further legal information (BT-33). Where no e-invoice address is given, it is the one that the business id makes.
    """
    rules = country_rules(seller.country)
    return Party(
        name=seller.name,
        trading_name=seller.trading_name,
        legal_registration=Identifier(seller.business_id, REGISTERS[seller.country]),
        vat_id=seller.vat_id,
        legal_form=_seat(seller),
        tax_registration=", ".join(rules.vat.seller_statements(standing(seller))) or None,
        electronic_address=_electronic_address(seller),
        address=Address(line1=seller.street, city=seller.city, postal_code=seller.postal_code, country=seller.country),
        contact=Contact(phone=seller.phone, email=seller.email),
    )


def standing(seller: SellerFacts) -> SellerStanding:
    """Return what the seller's invoices must say about it; a Norwegian company's form is read from its name.

    Bokføringsforskriften 5-1-2: AS, ASA and branches of foreign companies state Foretaksregisteret.
    """
    return SellerStanding(
        vat_registered=seller.vat_id is not None,
        f_tax=seller.country == "SE" and seller.f_tax,
        foretaksregisteret=seller.country == "NO" and IN_FORETAKSREGISTERET.search(seller.name) is not None,
    )


def _seat(seller: SellerFacts) -> str | None:
    """Return where a Swedish company has its seat, as aktiebolagslag (2005:551) 28:5 wants on invoices, in Swedish."""
    return f"Säte: {seller.seat}" if seller.country == "SE" and seller.seat else None


def _electronic_address(seller: SellerFacts) -> Identifier:
    if seller.einvoice_address:
        return Identifier(seller.einvoice_address, seller.einvoice_scheme)
    found = country_rules(seller.country).einvoicing.endpoint(seller.business_id)
    return Identifier(found.id, found.scheme)
