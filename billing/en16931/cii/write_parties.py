"""The parties and the place of delivery into the Cross Industry Invoice, in the order of its schema."""

from billing.en16931.cii.elements import identifier, ram, text, wrapped
from billing.en16931.model import Address, Contact, Delivery, Identifier, Party
from billing.en16931.xmlsafe import Node

VAT_ID, TAX_NUMBER = "VA", "FC"  # what a tax registration's scheme says it is


def write_party(parent: Node, role: str, party: Party) -> None:
    """Write a party in its role (BG-4, BG-7, BG-10, BG-11)."""
    node = ram(parent, role)
    _identifiers(node, party.identifiers)
    text(node, "Name", party.name)
    text(node, "Description", party.legal_form)
    if party.legal_registration or party.trading_name:
        legal = ram(node, "SpecifiedLegalOrganization")
        identifier(legal, "ID", party.legal_registration)
        text(legal, "TradingBusinessName", party.trading_name)
    _contact(node, party.contact)
    _address(node, party.address)
    if party.electronic_address:
        identifier(ram(node, "URIUniversalCommunication"), "URIID", party.electronic_address)
    wrapped(node, "SpecifiedTaxRegistration", "ID", party.vat_id, schemeID=VAT_ID)
    wrapped(node, "SpecifiedTaxRegistration", "ID", party.tax_registration, schemeID=TAX_NUMBER)


def write_delivered_to(parent: Node, delivery: Delivery) -> None:
    """Write to whom and where it was delivered (BT-70, BT-71, BG-15)."""
    if not (delivery.name or delivery.location or delivery.address):
        return
    node = ram(parent, "ShipToTradeParty")
    _identifiers(node, (delivery.location,) if delivery.location else ())
    text(node, "Name", delivery.name)
    _address(node, delivery.address)


def _identifiers(node: Node, entries: tuple[Identifier, ...]) -> None:
    """Write identifiers: those without a scheme first, as the schema has it."""
    for entry in entries:
        if not entry.scheme:
            text(node, "ID", entry.value)
    for entry in entries:
        if entry.scheme:
            identifier(node, "GlobalID", entry)


def _contact(node: Node, contact: Contact | None) -> None:
    if contact and (contact.name or contact.phone or contact.email):
        element = ram(node, "DefinedTradeContact")
        text(element, "PersonName", contact.name)
        wrapped(element, "TelephoneUniversalCommunication", "CompleteNumber", contact.phone)
        wrapped(element, "EmailURIUniversalCommunication", "URIID", contact.email)


def _address(node: Node, address: Address | None) -> None:
    if address is None or address == Address():
        return
    element = ram(node, "PostalTradeAddress")
    text(element, "PostcodeCode", address.postal_code)
    text(element, "LineOne", address.line1)
    text(element, "LineTwo", address.line2)
    text(element, "LineThree", address.line3)
    text(element, "CityName", address.city)
    text(element, "CountryID", address.country)
    text(element, "CountrySubDivisionName", address.subdivision)
