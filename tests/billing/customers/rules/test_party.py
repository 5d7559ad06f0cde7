"""The customer on an invoice."""

from factories.customers import a_customer

from billing.customers.rules import buyer_party
from billing.en16931.model import Contact, Identifier


class TestBuyerParty:
    """What the invoice says of the buyer."""

    def test_has_the_customer_number_without_a_scheme(self) -> None:
        assert buyer_party(a_customer(number="10021")).identifiers == (Identifier("10021"),)

    def test_is_registered_under_its_countrys_scheme(self) -> None:
        party = buyer_party(a_customer(country="NO", business_id="910000004"))
        assert party.legal_registration == Identifier("910000004", "0192")

    def test_is_reached_by_its_einvoice_address(self) -> None:
        party = buyer_party(a_customer(einvoice_scheme="0216", einvoice_address="003712345671"))
        assert party.electronic_address == Identifier("003712345671", "0216")
        assert buyer_party(a_customer()).electronic_address is None

    def test_has_the_second_line_of_the_address_and_the_person_there(self) -> None:
        party = buyer_party(a_customer(second_line="c/o Savi Oy", contact_person="Aino Laine", email=""))
        assert party.address is not None
        assert (party.address.line2, party.contact) == ("c/o Savi Oy", Contact(name="Aino Laine"))
        assert buyer_party(a_customer(email="")).contact is None
