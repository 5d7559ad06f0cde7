"""Parties."""

from datetime import date

import pytest

from billing.en16931.finvoice.reading.block import Block
from billing.en16931.finvoice.reading.parties import read_recipient
from billing.en16931.model import Address, Contact, Delivery, Identifier, Party
from billing.en16931.xmlsafe import parse
from tests.billing.en16931.finvoice.samples import finvoice, read

ADDRESS = """<{0}PostalAddressDetails><{0}StreetName>Savikuja 6</{0}StreetName><{0}StreetName>C</{0}StreetName>
<{0}StreetName>2. krs</{0}StreetName><{0}TownName>Porvoo</{0}TownName>
<{0}PostCodeIdentifier>06100</{0}PostCodeIdentifier>
<CountryCode>FI</CountryCode></{0}PostalAddressDetails>"""
PORVOO = Address(line1="Savikuja 6", line2="C", line3="2. krs", city="Porvoo", postal_code="06100", country="FI")


def any_party(code: str) -> str:
    return (
        f'<AnyPartyDetails><AnyPartyText AnyPartyCode="{code}">Siirto</AnyPartyText>'
        "<AnyPartyIdentifier>9345678-6</AnyPartyIdentifier>"
        "<AnyPartyOrganisationName>Verkko</AnyPartyOrganisationName></AnyPartyDetails>"
    )


class TestSeller:
    """Who sells."""

    def test_has_its_registrations_names_and_address(self) -> None:
        seller = read(
            finvoice(
                seller="<SellerOrganisationName>Gran Keramik Ab</SellerOrganisationName>"
                "<SellerOrganisationTaxCode>FI91234565</SellerOrganisationTaxCode>" + ADDRESS.format("Seller"),
                extra="<SellerInformationDetails><SellerTaxRegistrationText>Ennakkoperintärek.</SellerTaxRegistrationText>"
                "</SellerInformationDetails>",
            )
        ).seller
        assert (seller.name, seller.trading_name) == ("Kuusi Keramiikka Oy", "Gran Keramik Ab")
        assert (seller.vat_id, seller.tax_registration, seller.address) == ("FI91234565", "Ennakkoperintärek.", PORVOO)

    def test_has_a_contact_or_at_least_a_department(self) -> None:
        department = "<SellerOrganisationDepartment>Laskutus</SellerOrganisationDepartment>"
        person = "<SellerContactPersonName>Aino</SellerContactPersonName>"
        assert read(finvoice(seller=department)).seller.contact == Contact(name="Laskutus")
        assert read(finvoice(seller=department, extra=person)).seller.contact == Contact(name="Aino")

    def test_has_a_post_office_box_as_a_line_of_its_address(self) -> None:
        box = ADDRESS.format("Seller").replace("<SellerStreetName>2. krs</SellerStreetName>", "")
        box = box.replace(
            "</SellerPostal", "<SellerPostOfficeBoxIdentifier>PL 5</SellerPostOfficeBoxIdentifier></SellerPostal"
        )
        address = read(finvoice(seller=box)).seller.address
        assert address is not None
        assert address.line3 == "PL 5"


class TestElectronicAddress:
    """Where e-invoices reach a party."""

    @pytest.mark.parametrize(
        ("attributes", "value", "expected"),
        [
            ("", "003791234565", Identifier("003791234565", "0216")),
            (' SchemeID="0037"', "00379123456501", Identifier("00379123456501", "0216")),
            (' SchemeID="0088"', "6400000000015", Identifier("6400000000015", "0088")),
            ("", "FI9599900100000015", Identifier("FI9599900100000015")),
        ],
    )
    def test_has_the_scheme_of_finnish_organisations_where_it_is_one(
        self, attributes: str, value: str, expected: Identifier
    ) -> None:
        ends = f"<MessageReceiverDetails><ToIdentifier{attributes}>{value}</ToIdentifier></MessageReceiverDetails>"
        invoice = read(finvoice(extra=f"<MessageTransmissionDetails>{ends}</MessageTransmissionDetails>"))
        assert invoice.buyer.electronic_address == expected

    def test_is_the_unit_number_where_the_message_has_no_routing(self) -> None:
        units = "".join(
            f"<{name}OrganisationUnitNumber>{value}</{name}OrganisationUnitNumber>"
            for name, value in (("Seller", "003791234565"), ("Buyer", "003792345670"))
        )
        invoice = read(finvoice(extra=units))
        assert invoice.seller.electronic_address == Identifier("003791234565", "0216")
        assert invoice.buyer.electronic_address == Identifier("003792345670", "0216")


class TestOtherParties:
    """Parties without a block of their own."""

    def test_are_told_apart_by_their_roles(self) -> None:
        invoice = read(finvoice(extra=any_party("PE") + any_party("3513")))
        assert invoice.payee == Party(name="Verkko", legal_registration=Identifier("9345678-6"))
        assert invoice.tax_representative is None

    def test_without_a_place_in_the_standard_are_noted(self) -> None:
        invoice = read(finvoice(extra=any_party("3513")))
        assert [note.text for note in invoice.notes] == ["Siirto: Verkko 9345678-6"]

    def test_include_the_recipient_for_whoever_asks(self) -> None:
        block = (
            "<InvoiceRecipientPartyDetails><InvoiceRecipientOrganisationName>Palvelukeskus"
            f"</InvoiceRecipientOrganisationName>{ADDRESS.format('InvoiceRecipient')}</InvoiceRecipientPartyDetails>"
        )
        found = read_recipient(Block(parse(finvoice(extra=block).encode())))
        assert found == Party(name="Palvelukeskus", address=PORVOO)
        assert read_recipient(Block(parse(finvoice().encode()))) is None
        assert [note.text for note in read(finvoice(extra=block)).notes] == [
            "Laskun vastaanottaja: Palvelukeskus, Savikuja 6, C, 2. krs, 06100 Porvoo"
        ]

    def test_leave_a_recipient_out_who_is_the_buyer(self) -> None:
        name = "<InvoiceRecipientOrganisationName>Tuohi &amp; Terva AB</InvoiceRecipientOrganisationName>"
        assert read(finvoice(extra=f"<InvoiceRecipientPartyDetails>{name}</InvoiceRecipientPartyDetails>")).notes == ()


class TestDelivery:
    """Where and when."""

    def test_has_place_and_day(self) -> None:
        extra = (
            "<DeliveryPartyDetails><DeliveryOrganisationName>Myymälä</DeliveryOrganisationName>"
            f'<DeliveryCode SchemeID="0088">640</DeliveryCode>{ADDRESS.format("Delivery")}</DeliveryPartyDetails>'
            '<DeliveryDetails><DeliveryDate Format="CCYYMMDD">20260227</DeliveryDate></DeliveryDetails>'
        )
        assert read(finvoice(extra=extra)).delivery == Delivery(
            name="Myymälä", location=Identifier("640", "0088"), delivered_on=date(2026, 2, 27), address=PORVOO
        )

    def test_is_none_where_nothing_is_said(self) -> None:
        assert read(finvoice()).delivery is None
