"""The parties of a UBL document and where it was delivered."""

from billing.en16931.model import Address, Contact, Delivery, Identifier, Party
from billing.en16931.ubl.fields import day, find, find_all, identifier, need, own_text, text
from billing.en16931.xmlsafe import Node

SEPA = "SEPA"  # the scheme under which a bank-assigned creditor identifier (BT-90) stands among the party's identifiers


def read_party(party: Node) -> Party:
    """Return a seller (BG-4) or buyer (BG-7).

    Raises:
        FieldMissing: it has no name (BT-27, BT-44).
    """
    legal = find(party, "cac:PartyLegalEntity")
    trading = text(party, "cac:PartyName/cbc:Name")
    name = (
        text(legal, "cbc:RegistrationName")
        or trading
        or need(party, "cac:PartyLegalEntity/cbc:RegistrationName", "BT-27, BT-44")
    )
    return Party(
        name=name,
        trading_name=trading if legal is not None else None,
        identifiers=read_identifiers(party),
        legal_registration=identifier(legal, "cbc:CompanyID"),
        vat_id=_tax_number(party, vat=True),
        tax_registration=_tax_number(party, vat=False),
        legal_form=text(legal, "cbc:CompanyLegalForm"),
        electronic_address=identifier(party, "cbc:EndpointID"),
        address=read_address(find(party, "cac:PostalAddress")),
        contact=_contact(find(party, "cac:Contact")),
    )


def read_payee(party: Node) -> Party:
    """Return a payee (BG-10)."""
    return Party(
        name=need(party, "cac:PartyName/cbc:Name", "BT-59"),
        identifiers=read_identifiers(party),
        legal_registration=identifier(party, "cac:PartyLegalEntity/cbc:CompanyID"),
    )


def read_representative(party: Node) -> Party:
    """Return the seller's tax representative (BG-11)."""
    return Party(
        name=need(party, "cac:PartyName/cbc:Name", "BT-62"),
        vat_id=_tax_number(party, vat=True),
        address=read_address(find(party, "cac:PostalAddress")),
    )


def read_identifiers(party: Node) -> tuple[Identifier, ...]:
    """Return a party's identifiers (BT-29, BT-46, BT-60) without the creditor identifier."""
    found = (identifier(node, "cbc:ID") for node in find_all(party, "cac:PartyIdentification"))
    return tuple(entry for entry in found if entry is not None and entry.scheme != SEPA)


def read_creditor(*parties: Node | None) -> str | None:
    """Return the bank-assigned creditor identifier (BT-90), which UBL keeps with the payee or the seller."""
    for party in parties:
        for node in find_all(party, "cac:PartyIdentification/cbc:ID") if party is not None else ():
            if node.get("schemeID") == SEPA:
                return own_text(node)
    return None


def _tax_number(party: Node, *, vat: bool) -> str | None:
    for scheme in find_all(party, "cac:PartyTaxScheme"):
        if ((text(scheme, "cac:TaxScheme/cbc:ID") or "").upper() == "VAT") is vat:
            return text(scheme, "cbc:CompanyID")
    return None


def read_address(node: Node | None) -> Address | None:
    """Return a postal address."""
    if node is None:
        return None
    return Address(
        line1=text(node, "cbc:StreetName"),
        line2=text(node, "cbc:AdditionalStreetName"),
        line3=text(node, "cac:AddressLine/cbc:Line"),
        city=text(node, "cbc:CityName"),
        postal_code=text(node, "cbc:PostalZone"),
        subdivision=text(node, "cbc:CountrySubentity"),
        country=text(node, "cac:Country/cbc:IdentificationCode"),
    )


def _contact(node: Node | None) -> Contact | None:
    if node is None:
        return None
    return Contact(
        name=text(node, "cbc:Name"), phone=text(node, "cbc:Telephone"), email=text(node, "cbc:ElectronicMail")
    )


def read_delivery(node: Node | None) -> Delivery | None:
    """Return where and when it was delivered (BG-13)."""
    if node is None:
        return None
    return Delivery(
        name=text(node, "cac:DeliveryParty/cac:PartyName/cbc:Name"),
        location=identifier(node, "cac:DeliveryLocation/cbc:ID"),
        delivered_on=day(node, "cbc:ActualDeliveryDate"),
        address=read_address(find(node, "cac:DeliveryLocation/cac:Address")),
    )
