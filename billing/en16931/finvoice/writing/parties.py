"""The parties on paper: seller, buyer, invoice recipient, delivery, payee and tax representative."""

import re

from billing.en16931.finvoice.characters import one_line, pieces
from billing.en16931.finvoice.codes import PAYEE, TAX_REPRESENTATIVE
from billing.en16931.finvoice.writing.sheet import Content, Leaf, Sheet, day, identifier
from billing.en16931.model import Address, Contact, Delivery, Identifier, Invoice, Party
from tenants.kernel.language import msg

NAME = 35  # characters in each name of a recipient, a delivery party or another party
STREET = 35
STREETS = 3
FREE_TEXT = 70
ELECTRONIC = re.compile("[A-Za-z0-9]{1,10}")  # EAS codes, and the two-letter ones


def seller(sheet: Sheet, party: Party) -> Content:
    """Return the blocks and elements about the seller (BG-4)."""
    contact = party.contact or Contact()
    return {
        "SellerPartyDetails": _party(sheet, party, "Seller", most_identifiers=None),
        "SellerOrganisationUnitNumber": party.electronic_address.value if party.electronic_address else None,
        "SellerContactPersonName": contact.name,
        "SellerCommunicationDetails": {
            "SellerPhoneNumberIdentifier": contact.phone,
            "SellerEmailaddressIdentifier": contact.email,
        },
    }


def buyer(sheet: Sheet, party: Party) -> Content:
    """Return the blocks and elements about the buyer (BG-7)."""
    contact = party.contact or Contact()
    return {
        "BuyerPartyDetails": _party(sheet, party, "Buyer", most_identifiers=1),
        "BuyerOrganisationUnitNumber": party.electronic_address.value if party.electronic_address else None,
        "BuyerContactPersonName": contact.name,
        "BuyerCommunicationDetails": {
            "BuyerPhoneNumberIdentifier": contact.phone,
            "BuyerEmailaddressIdentifier": contact.email,
        },
    }


def _party(sheet: Sheet, party: Party, role: str, *, most_identifiers: int | None) -> Content:
    return {
        f"{role}PartyIdentifier": identifier(party.legal_registration),
        f"{role}OrganisationName": _name(sheet, party.name, f"{role}OrganisationName"),
        f"{role}OrganisationTradingName": party.trading_name,
        f"{role}OrganisationTaxCode": party.vat_id,
        f"{role}Code": [identifier(one) for one in party.identifiers[:most_identifiers]],
        f"{role}PostalAddressDetails": _address(sheet, party.address, role),
    }


def _name(sheet: Sheet, name: str, element: str) -> str:
    if not name.strip():
        sheet.refuse(element, msg("A party has no name (%(element)s).", element=element))
    return name


def recipient(sheet: Sheet, party: Party | None) -> Content:
    """Return the block about who receives the invoice where it isn't the buyer."""
    if party is None:
        return {}
    return {
        "InvoiceRecipientPartyIdentifier": identifier(party.legal_registration),
        "InvoiceRecipientOrganisationName": pieces(_name(sheet, party.name, "InvoiceRecipientOrganisationName"), NAME),
        "InvoiceRecipientOrganisationTaxCode": party.vat_id,
        "InvoiceRecipientCode": _first(party.identifiers),
        "InvoiceRecipientPostalAddressDetails": _address(sheet, party.address, "InvoiceRecipient"),
    }


def delivery(sheet: Sheet, invoice: Invoice) -> Content:
    """Return the blocks about where and when it was delivered (BG-13, BG-15, BT-16)."""
    about = invoice.delivery or Delivery()
    details = {"DeliveryDate": day(about.delivered_on), "DeliveryNoteIdentifier": invoice.despatch_advice}
    if not (about.name or about.location or about.address):
        return {"DeliveryDetails": details}
    address = _address(sheet, about.address or Address(), "Delivery", needed=True)
    party = {
        "DeliveryOrganisationName": pieces(about.name or invoice.buyer.name, NAME),
        "DeliveryCode": identifier(about.location),
        "DeliveryPostalAddressDetails": address,
    }
    return {"DeliveryPartyDetails": party, "DeliveryDetails": details}


def other_parties(sheet: Sheet, invoice: Invoice) -> list[Content]:
    """Return a block for the payee (BG-10) and one for the tax representative (BG-11), where there are any."""
    roles = ((PAYEE, "Payee", invoice.payee), (TAX_REPRESENTATIVE, "Tax representative", invoice.tax_representative))
    return [_other(sheet, party, code, title) for code, title, party in roles if party is not None]


def _other(sheet: Sheet, party: Party, code: str, title: str) -> Content:
    names = pieces(party.name, NAME)
    if len(names) > 2:  # noqa: PLR2004  the schema takes two names of another party
        sheet.refuse("AnyPartyOrganisationName", msg("The name “%(name)s” is too long for Finvoice.", name=party.name))
    return {
        "AnyPartyText": Leaf(title, {"AnyPartyCode": code}),
        "AnyPartyIdentifier": identifier(party.legal_registration),
        "AnyPartyOrganisationName": names,
        "AnyPartyOrganisationTaxCode": party.vat_id,
        "AnyPartyCode": _first(party.identifiers),
        "AnyPartyPostalAddressDetails": _address(sheet, party.address, "AnyParty"),
    }


def finance_company(invoice: Invoice) -> Content:
    """Return the block about the agreement under which the receivable was transferred to the payee; empty without one.

    A name that is longer than the block's place for it stands in full at the payee.
    """
    if invoice.transfer is None or invoice.payee is None:
        return {}
    return {
        "FactoringAgreementIdentifier": invoice.transfer.agreement,
        "FactoringFreeText": pieces(invoice.transfer.clause, FREE_TEXT),
        "FactoringPartyIdentifier": identifier(invoice.payee.legal_registration),
        "FactoringPartyName": one_line(invoice.payee.name)[:NAME].rstrip(),
    }


def _first(identifiers: tuple[Identifier, ...]) -> Leaf | None:
    return identifier(identifiers[0]) if identifiers else None


def _address(sheet: Sheet, address: Address | None, role: str, *, needed: bool = False) -> Content:
    """Return an address; the schema takes none without street, town and postal code."""
    if address is None or (address == Address() and not needed):
        return {}
    lines = [piece for line in (address.line1, address.line2, address.line3) for piece in pieces(line or "", STREET)]
    if not (lines and address.city and address.postal_code):
        sheet.refuse(
            f"{role}PostalAddressDetails",
            msg("Finvoice needs street, town and postal code in %(element)s.", element=f"{role}PostalAddressDetails"),
        )
    if len(lines) > STREETS:
        sheet.refuse(f"{role}StreetName", msg("The address “%(text)s” is too long for Finvoice.", text=" ".join(lines)))
    return {
        f"{role}StreetName": lines,
        f"{role}TownName": address.city,
        f"{role}PostCodeIdentifier": address.postal_code,
        f"{role}CountrySubdivision": address.subdivision,
        "CountryCode": address.country,
    }
