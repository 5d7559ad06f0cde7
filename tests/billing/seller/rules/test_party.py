"""The seller on an invoice."""

import pytest
from factories.sellers import a_seller

from billing.en16931.model import Identifier
from billing.seller.rules import seller_party


class TestSellerParty:
    """What each country asks a seller to state."""

    @pytest.mark.parametrize(
        ("country", "scheme", "address"),
        [
            ("FI", "0212", Identifier("003726222226", "0216")),
            ("SE", "0007", Identifier("5562222223", "0007")),
            ("NO", "0192", Identifier("910000004", "0192")),
            ("DK", "0184", Identifier("12345674", "0184")),
        ],
    )
    def test_is_registered_and_reachable_by_its_business_id(
        self, country: str, scheme: str, address: Identifier
    ) -> None:
        seller = a_seller(country)
        party = seller_party(seller)
        assert party.legal_registration == Identifier(seller.business_id, scheme)
        assert party.electronic_address == address

    def test_states_f_tax_in_sweden_where_it_is_approved(self) -> None:
        assert seller_party(a_seller("SE")).tax_registration == "Godkänd för F-skatt"
        assert seller_party(a_seller("SE", f_tax=False)).tax_registration is None

    def test_states_the_seat_of_a_swedish_company(self) -> None:
        assert seller_party(a_seller("SE", seat="Åre")).legal_form == "Säte: Åre"
        assert seller_party(a_seller("SE")).legal_form is None
        assert seller_party(a_seller("FI", seat="Porvoo")).legal_form is None

    def test_states_foretaksregisteret_for_a_norwegian_company_only(self) -> None:
        assert seller_party(a_seller("NO")).tax_registration == "Foretaksregisteret"
        for name in ("Fjordbygg As", "Fjordbygg A/S", "as Fjordbygg", "Fjordbygg asa", "Fjordbygg Aksjeselskap"):
            assert seller_party(a_seller("NO", name=name)).tax_registration == "Foretaksregisteret", name
        for name in ("Kari Fjord", "Asgeir Nordmann", "Fjordbygg Masa"):
            assert seller_party(a_seller("NO", name=name)).tax_registration is None, name
        assert seller_party(a_seller("NO", name="Kari Fjord")).tax_registration is None

    def test_uses_the_address_that_was_given(self) -> None:
        party = seller_party(a_seller(einvoice_scheme="0088", einvoice_address="7300010000001"))
        assert party.electronic_address == Identifier("7300010000001", "0088")
