"""OVT and Peppol participants."""

import pytest

from tenants.kernel.country import Country
from tenants.registries.endpoints import (
    Endpoint,
    NotAnEndpoint,
    NotOvt,
    SchemeWithdrawn,
    endpoint_of,
    parse_endpoint,
    parse_ovt,
)
from tenants.registries.refusals import WrongCheckDigit


class TestOvt:
    """Finnish e-invoice addresses."""

    def test_keeps_the_suffix_a_company_chose(self) -> None:
        assert parse_ovt("0037-2345678-0 AB12") == "003723456780AB12"

    @pytest.mark.parametrize("typed", ["003823456780", "0037234567", "003723456780ABCDEF", ""])
    def test_refuses_another_shape(self, typed: str) -> None:
        with pytest.raises(NotOvt):
            parse_ovt(typed)

    def test_refuses_a_wrong_business_id_inside(self) -> None:
        with pytest.raises(WrongCheckDigit):
            parse_ovt("003723456781")


class TestEndpointOf:
    """Participants made from business ids."""

    @pytest.mark.parametrize(
        ("country", "business_id", "participant"),
        [
            ("FI", "23456780", "0216:003723456780"),
            ("SE", "5560160680", "0007:5560160680"),
            ("NO", "923609016", "0192:923609016"),
            ("DK", "13585628", "0184:13585628"),
        ],
    )
    def test_makes_a_participant_that_parses_to_itself(
        self, country: Country, business_id: str, participant: str
    ) -> None:
        assert str(endpoint_of(country, business_id)) == participant
        assert str(parse_endpoint(participant)) == participant


class TestParseEndpoint:
    """Participants as people type them."""

    def test_takes_a_danish_id_with_and_without_its_letters(self) -> None:
        assert parse_endpoint("0184:DK13585628") == Endpoint("0184", "DK13585628")

    def test_proves_the_check_digit_of_a_gln(self) -> None:
        assert parse_endpoint("0088:7300010000001").id == "7300010000001"
        with pytest.raises(WrongCheckDigit):
            parse_endpoint("0088:7300010000002")

    def test_takes_a_scheme_without_a_rule_as_it_is(self) -> None:
        assert parse_endpoint("0191: 12345678") == Endpoint("0191", "12345678")

    @pytest.mark.parametrize("scheme", ["0037", "0212", "0213", "0215"])
    def test_refuses_schemes_that_were_withdrawn(self, scheme: str) -> None:
        with pytest.raises(SchemeWithdrawn, match=scheme):
            parse_endpoint(f"{scheme}:003723456780")

    @pytest.mark.parametrize("typed", ["", "003723456780", "FI:1", "0216:"])
    def test_refuses_what_is_no_address(self, typed: str) -> None:
        with pytest.raises(NotAnEndpoint):
            parse_endpoint(typed)
