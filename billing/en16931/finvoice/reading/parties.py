"""The parties as read: seller, buyer, invoice recipient, delivery, payee and tax representative."""

import re

from billing.en16931.finvoice.codes import PAYEE, TAX_REPRESENTATIVE
from billing.en16931.finvoice.envelope import Frame
from billing.en16931.finvoice.reading.block import Block
from billing.en16931.model import Address, Contact, Delivery, Identifier, Party, Transfer

OVT = re.compile("0037[0-9]{8}[0-9A-Z]{0,5}")  # the Finnish organisation identifier, ISO 6523 0216
OVT_SCHEME = "0216"
RECIPIENT = "Laskun vastaanottaja"  # Finvoice is read in Finland
OLD_OVT_SCHEME = "0037"  # left the EAS list with Peppol BIS 3.0.18


def read_seller(root: Block, frame: Frame | None) -> Party:
    """Return the seller (BG-4); its e-invoice address is the message's, else a unit number, else the frame's."""
    details = root.block("SellerPartyDetails")
    information = root.block("SellerInformationDetails")
    identifiers = details.identifiers("SellerCode") or root.block("InvoiceDetails").identifiers(
        "BuyersSellerIdentifier"
    )
    return _party(
        details,
        "Seller",
        identifiers=identifiers,
        tax_registration=information.text("SellerTaxRegistrationText"),
        legal_form=information.text("SellerAdditionalLegalInfo"),
        electronic_address=_electronic(
            root.block("MessageTransmissionDetails").block("MessageSenderDetails").identifier("FromIdentifier"),
            root.identifier("SellerOrganisationUnitNumber"),
            frame.sender if frame else "",
        ),
        contact=_contact(root, "Seller"),
    )


def read_buyer(root: Block, frame: Frame | None) -> Party:
    """Return the buyer (BG-7); the e-invoice address is found as the seller's is."""
    details = root.block("BuyerPartyDetails")
    identifiers = details.identifiers("BuyerCode") or root.block("InvoiceDetails").identifiers("SellersBuyerIdentifier")
    return _party(
        details,
        "Buyer",
        identifiers=identifiers[:1],
        electronic_address=_electronic(
            root.block("MessageTransmissionDetails").block("MessageReceiverDetails").identifier("ToIdentifier"),
            root.identifier("InvoiceRecipientOrganisationUnitNumber") or root.identifier("BuyerOrganisationUnitNumber"),
            frame.receiver if frame else "",
        ),
        contact=_contact(root, "Buyer"),
    )


def read_recipient(root: Block) -> Party | None:
    """Return who receives the invoice where it isn't the buyer; EN 16931 has no place for it."""
    details = root.block("InvoiceRecipientPartyDetails")
    if not details:
        return None
    names = " ".join(details.texts("InvoiceRecipientOrganisationName"))
    return Party(
        name=names,
        identifiers=details.identifiers("InvoiceRecipientCode"),
        legal_registration=details.identifier("InvoiceRecipientPartyIdentifier"),
        vat_id=details.text("InvoiceRecipientOrganisationTaxCode"),
        address=_address(details, "InvoiceRecipient"),
        contact=_contact(root, "InvoiceRecipient"),
    )


def recipient_texts(root: Block) -> list[str]:
    """Return a text for whoever receives the invoice in the buyer's stead, such as a centre that scans for it."""
    party, buyer = read_recipient(root), root.block("BuyerPartyDetails")
    if party is None:
        return []
    place, own = party.address or Address(), _address(buyer, "Buyer") or Address()
    elsewhere = place.line1 and (place.line1, place.postal_code) != (own.line1, own.postal_code)
    if party.name.casefold() == " ".join(buyer.texts("BuyerOrganisationName")).casefold() and not elsewhere:
        return []
    town = " ".join(filter(None, (place.postal_code, place.city)))
    return [f"{RECIPIENT}: " + ", ".join(filter(None, (party.name, place.line1, place.line2, place.line3, town)))]


def read_delivery(root: Block) -> Delivery | None:
    """Return where and when it was delivered (BG-13, BG-15)."""
    party, details = root.block("DeliveryPartyDetails"), root.block("DeliveryDetails")
    delivery = Delivery(
        name=" ".join(party.texts("DeliveryOrganisationName")) or None,
        location=party.identifier("DeliveryCode") or root.identifier("DeliverySiteCode"),
        delivered_on=details.day("DeliveryDate"),
        address=_address(party, "Delivery"),
    )
    return None if delivery == Delivery() else delivery


def read_other_party(root: Block, code: str) -> Party | None:
    """Return the payee (BG-10, `PE`) or the tax representative (BG-11, `LC`), told apart by UNTDID 3035."""
    for details in root.blocks("AnyPartyDetails"):
        if details.attribute("AnyPartyText", "AnyPartyCode") == code:
            return _other(details)
    return None


def read_transfer(root: Block) -> Transfer | None:
    """Return the agreement under which the receivable was transferred, and the words of transfer."""
    details = root.block("FactoringAgreementDetails")
    agreement = details.text("FactoringAgreementIdentifier")
    return Transfer(agreement, " ".join(details.texts("FactoringFreeText"))) if agreement else None


def read_finance_company(root: Block) -> Party | None:
    """Return who the receivable was transferred to, where the file names them nowhere else."""
    details = root.block("FactoringAgreementDetails")
    name, registration = details.text("FactoringPartyName"), details.identifier("FactoringPartyIdentifier")
    return Party(name=name, legal_registration=registration) if name else None


def _other(details: Block) -> Party:
    return Party(
        name=" ".join(details.texts("AnyPartyOrganisationName")),
        identifiers=details.identifiers("AnyPartyCode"),
        legal_registration=details.identifier("AnyPartyIdentifier"),
        vat_id=details.text("AnyPartyOrganisationTaxCode"),
        address=_address(details, "AnyParty"),
    )


def other_party_texts(root: Block) -> list[str]:
    """Return a text for each party that EN 16931 has no place for, such as the grid company of an electricity bill."""
    return [
        f"{details.text('AnyPartyText') or ''}: {party.name} {registration.value if registration else ''}".strip(" :")
        for details in root.blocks("AnyPartyDetails")
        if details.attribute("AnyPartyText", "AnyPartyCode") not in {PAYEE, TAX_REPRESENTATIVE}
        for party in (_other(details),)
        for registration in (party.legal_registration,)
    ]


def _party(
    details: Block,
    role: str,
    *,
    identifiers: tuple[Identifier, ...],
    electronic_address: Identifier | None,
    contact: Contact | None,
    **registrations: str | None,
) -> Party:
    names = details.texts(f"{role}OrganisationName") or [details.needed(f"{role}OrganisationName")]
    # Further names are the same company's in another language, so they are names it is also known by.
    also = [*names[1:], *details.texts(f"{role}OrganisationTradingName")]
    return Party(
        name=names[0],
        trading_name=", ".join(dict.fromkeys(also)) or None,
        identifiers=identifiers,
        legal_registration=details.identifier(f"{role}PartyIdentifier"),
        vat_id=details.text(f"{role}OrganisationTaxCode"),
        electronic_address=electronic_address,
        address=_address(details, role),
        contact=contact,
        **registrations,
    )


def _electronic(routing: Identifier | None, unit: Identifier | None, framed: str) -> Identifier | None:
    found = routing or unit or (Identifier(framed) if framed else None)
    if found is None:
        return None
    if found.scheme in {None, OLD_OVT_SCHEME} and OVT.fullmatch(found.value):
        return Identifier(found.value, OVT_SCHEME)
    return found


def _contact(root: Block, role: str) -> Contact | None:
    communication = root.block(f"{role}CommunicationDetails")
    departments = root.block(f"{role}PartyDetails").texts(f"{role}OrganisationDepartment")
    contact = Contact(
        name=root.text(f"{role}ContactPersonName") or ", ".join(departments) or None,
        phone=communication.text(f"{role}PhoneNumberIdentifier"),
        email=communication.text(f"{role}EmailaddressIdentifier"),
    )
    return None if contact == Contact() else contact


def _address(details: Block, role: str) -> Address | None:
    found = details.block(f"{role}PostalAddressDetails")
    box = found.text(f"{role}PostOfficeBoxIdentifier") or found.text(f"{role}PostofficeBoxIdentifier")
    streets = found.texts(f"{role}StreetName")
    lines = [*streets, box] if box and box not in streets else streets
    line1, line2, line3 = (
        [*lines[:2], " ".join(filter(None, lines[2:])), None, None, None][:3] if lines else (None,) * 3
    )
    address = Address(
        line1=line1,
        line2=line2 or None,
        line3=line3 or None,
        city=found.text(f"{role}TownName"),
        postal_code=found.text(f"{role}PostCodeIdentifier"),
        subdivision=found.text(f"{role}CountrySubdivision"),
        country=found.text("CountryCode"),
    )
    return None if address == Address() else address
