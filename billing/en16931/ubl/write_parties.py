"""The parties and the delivery into UBL, in the order of its schema."""

from billing.en16931.model import Address, Contact, Delivery, Identifier, Party
from billing.en16931.ubl.elements import cac, cbc, dated, identifier, wrapped
from billing.en16931.xmlsafe import Node

SEPA = "SEPA"


def write_trader(parent: Node, role: str, party: Party, creditor: str | None) -> None:
    """Write a seller (BG-4) or buyer (BG-7) in its role, with the creditor identifier (BT-90) if it is its own."""
    node = cac(cac(parent, role), "Party")
    identifier(node, "EndpointID", party.electronic_address)
    _identifiers(node, party, creditor)
    wrapped(node, "PartyName", "Name", party.trading_name)
    write_address(node, "PostalAddress", party.address)
    _tax(node, party.vat_id, "VAT")
    _tax(node, party.tax_registration, "TAX")
    legal = cac(node, "PartyLegalEntity")
    cbc(legal, "RegistrationName", party.name)
    identifier(legal, "CompanyID", party.legal_registration)
    cbc(legal, "CompanyLegalForm", party.legal_form)
    _contact(node, party.contact)


def write_payee(parent: Node, payee: Party | None, creditor: str | None) -> None:
    """Write the payee (BG-10)."""
    if payee is None:
        return
    node = cac(parent, "PayeeParty")
    _identifiers(node, payee, creditor)
    wrapped(node, "PartyName", "Name", payee.name)
    if payee.legal_registration:
        identifier(cac(node, "PartyLegalEntity"), "CompanyID", payee.legal_registration)


def write_representative(parent: Node, party: Party | None) -> None:
    """Write the seller's tax representative (BG-11)."""
    if party is None:
        return
    node = cac(parent, "TaxRepresentativeParty")
    wrapped(node, "PartyName", "Name", party.name)
    write_address(node, "PostalAddress", party.address)
    _tax(node, party.vat_id, "VAT")


def _identifiers(node: Node, party: Party, creditor: str | None) -> None:
    own = (Identifier(creditor, SEPA),) if creditor else ()
    for entry in (*party.identifiers, *own):
        identifier(cac(node, "PartyIdentification"), "ID", entry)


def _tax(node: Node, number: str | None, scheme: str) -> None:
    if number:
        tax = cac(node, "PartyTaxScheme")
        cbc(tax, "CompanyID", number)
        cbc(cac(tax, "TaxScheme"), "ID", scheme)


def _contact(node: Node, contact: Contact | None) -> None:
    if contact and (contact.name or contact.phone or contact.email):
        element = cac(node, "Contact")
        cbc(element, "Name", contact.name)
        cbc(element, "Telephone", contact.phone)
        cbc(element, "ElectronicMail", contact.email)


def write_address(parent: Node, name: str, address: Address | None) -> None:
    """Write a postal address; nothing where it has no field at all."""
    if address is None or address == Address():
        return
    node = cac(parent, name)
    cbc(node, "StreetName", address.line1)
    cbc(node, "AdditionalStreetName", address.line2)
    cbc(node, "CityName", address.city)
    cbc(node, "PostalZone", address.postal_code)
    cbc(node, "CountrySubentity", address.subdivision)
    wrapped(node, "AddressLine", "Line", address.line3)
    wrapped(node, "Country", "IdentificationCode", address.country)


def write_delivery(parent: Node, delivery: Delivery | None) -> None:
    """Write where and when it was delivered (BG-13)."""
    if delivery is None or delivery == Delivery():
        return
    node = cac(parent, "Delivery")
    dated(node, "ActualDeliveryDate", delivery.delivered_on)
    if delivery.location or delivery.address:
        location = cac(node, "DeliveryLocation")
        identifier(location, "ID", delivery.location)
        write_address(location, "Address", delivery.address)
    if delivery.name:
        wrapped(cac(node, "DeliveryParty"), "PartyName", "Name", delivery.name)
