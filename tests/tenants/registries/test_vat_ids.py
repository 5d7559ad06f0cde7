"""VAT ids of the Nordic countries and of other member states."""

import pytest

from tenants.kernel.country import Country
from tenants.registries.refusals import NumberMissing, WrongCheckDigit
from tenants.registries.vat_ids import UnknownVatCountry, WrongVatCheck, WrongVatId, parse_vat_id, vat_id_of


class TestVatIdOf:
    """VAT ids made from business ids."""

    @pytest.mark.parametrize(
        ("country", "business_id", "vat_id"),
        [
            ("FI", "23456780", "FI23456780"),
            ("SE", "5560160680", "SE556016068001"),
            ("NO", "923609016", "NO923609016MVA"),
            ("DK", "13585628", "DK13585628"),
        ],
    )
    def test_makes_an_id_that_parses_to_itself(self, country: Country, business_id: str, vat_id: str) -> None:
        assert vat_id_of(country, business_id) == vat_id
        assert parse_vat_id(vat_id) == vat_id


class TestParseVatId:
    """VAT ids as people type them."""

    @pytest.mark.parametrize(
        ("typed", "canonical"),
        [("EE 100 931 558", "EE100931558"), ("de 136,695 976".replace(",", ""), "DE136695976")],
    )
    def test_reads_other_member_states(self, typed: str, canonical: str) -> None:
        assert parse_vat_id(typed) == canonical

    def test_says_that_the_check_digit_is_wrong(self) -> None:
        with pytest.raises(WrongVatCheck, match="FI23456781"):
            parse_vat_id("FI23456781")

    def test_checks_norwegian_ids_by_the_number_in_them(self) -> None:
        with pytest.raises(WrongCheckDigit):
            parse_vat_id("NO923609017MVA")

    @pytest.mark.parametrize("typed", ["23456780", "US23456780", "EU372022452", "IM1234567890"])
    def test_refuses_a_country_without_vat_ids(self, typed: str) -> None:
        with pytest.raises(UnknownVatCountry):
            parse_vat_id(typed)

    def test_refuses_a_wrong_shape(self) -> None:
        with pytest.raises(WrongVatId):
            parse_vat_id("SE5560160680")

    def test_refuses_nothing_at_all(self) -> None:
        with pytest.raises(NumberMissing):
            parse_vat_id("")
