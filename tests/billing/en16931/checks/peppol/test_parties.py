"""Whose national rules apply."""

from lxml import etree

from billing.en16931.checks.peppol.parties import between_germans, supplier_country
from tests.billing.en16931.checks.peppol.shapes import Broken

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"


def invoice(seller: str, more: str = "") -> etree._Element:
    party = f"<cac:AccountingSupplierParty><cac:Party>{seller}</cac:Party></cac:AccountingSupplierParty>"
    return etree.fromstring(f'<Invoice xmlns:cac="{CAC}" xmlns:cbc="{CBC}">{party}{more}</Invoice>')


def vat(number: str) -> str:
    scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    return f"<cac:PartyTaxScheme><cbc:CompanyID>{number}</cbc:CompanyID>{scheme}</cac:PartyTaxScheme>"


def address(country: str) -> str:
    code = f"<cbc:IdentificationCode>{country}</cbc:IdentificationCode>"
    return f"<cac:PostalAddress><cac:Country>{code}</cac:Country></cac:PostalAddress>"


class TestSupplierCountry:
    """The function `supplier_country`."""

    def test_is_that_of_the_vat_number(self) -> None:
        assert supplier_country(invoice(vat("no123456785MVA") + address("SE"))) == "NO"

    def test_is_that_of_the_representative_where_the_seller_has_no_vat_number(self) -> None:
        representative = f"<cac:TaxRepresentativeParty>{vat('DK12345678')}</cac:TaxRepresentativeParty>"
        assert supplier_country(invoice(address("SE"), representative)) == "DK"

    def test_is_that_of_the_address_otherwise(self) -> None:
        assert supplier_country(invoice(address(" se "))) == "SE"

    def test_is_empty_where_nothing_says_it(self) -> None:
        assert supplier_country(invoice("")) == ""


class TestBetweenGermans:
    """The function `between_germans`."""

    def test_needs_both(self) -> None:
        buyer = f"<cac:AccountingCustomerParty><cac:Party>{address('DE')}</cac:Party></cac:AccountingCustomerParty>"
        assert between_germans(invoice(address("de"), buyer))
        assert not between_germans(invoice(address("FI"), buyer))


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_ask_for_both_electronic_addresses(self, broken_after: Broken) -> None:
        assert broken_after(("//cbc:EndpointID", None)) == {"PEPPOL-EN16931-R010": 1, "PEPPOL-EN16931-R020": 1}
