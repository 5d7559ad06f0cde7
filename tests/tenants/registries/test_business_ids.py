"""Business ids of four countries. The numbers are made up, or published examples of the registers."""

import pytest

from tenants.kernel.country import Country
from tenants.registries.business_ids import business_id_name, format_business_id, parse_business_id
from tenants.registries.refusals import NotDigits, NumberMissing, WrongCheckDigit, WrongLength


class TestParseBusinessId:
    """Business ids as people type them."""

    @pytest.mark.parametrize(
        ("country", "typed", "canonical"),
        [
            ("FI", "2345678-0", "23456780"),
            ("FI", " 23456780 ", "23456780"),
            ("FI", "FI23456780", "23456780"),
            ("FI", "112038-9", "01120389"),
            ("SE", "556016-0680", "5560160680"),
            ("SE", "165560160680", "5560160680"),
            ("NO", "923 609 016", "923609016"),
            ("NO", "NO923609016MVA", "923609016"),
            ("DK", "13 58 56 28", "13585628"),
            ("DK", "DK13585628", "13585628"),
        ],
    )
    def test_finds_one_form_whichever_way_it_is_typed(self, country: Country, typed: str, canonical: str) -> None:
        assert parse_business_id(country, typed) == canonical

    @pytest.mark.parametrize(
        ("country", "typed"),
        [("FI", "2345678-1"), ("SE", "556016-0681"), ("NO", "923609017"), ("DK", "13585629")],
    )
    def test_refuses_a_wrong_check_digit(self, country: Country, typed: str) -> None:
        with pytest.raises(WrongCheckDigit) as refusal:
            parse_business_id(country, typed)
        assert business_id_name(country) in str(refusal.value)

    def test_names_the_length_it_should_have(self) -> None:
        with pytest.raises(WrongLength) as refusal:
            parse_business_id("NO", "92360901")
        assert str(refusal.value) == "The organisasjonsnummer 92360901 has 8 digits; it should have 9."

    def test_refuses_letters(self) -> None:
        with pytest.raises(NotDigits):
            parse_business_id("FI", "2345678-O")

    def test_refuses_digits_of_other_scripts(self) -> None:
        with pytest.raises(NotDigits):
            parse_business_id("DK", "١٣٥٨٥٦٢٨")

    def test_refuses_nothing_at_all(self) -> None:
        with pytest.raises(NumberMissing):
            parse_business_id("SE", " - ")


class TestFormatBusinessId:
    """Business ids as they are printed."""

    @pytest.mark.parametrize(
        ("country", "canonical", "printed"),
        [
            ("FI", "23456780", "2345678-0"),
            ("SE", "5560160680", "556016-0680"),
            ("NO", "923609016", "923 609 016"),
            ("DK", "13585628", "13585628"),
        ],
    )
    def test_prints_it_as_its_country_does(self, country: Country, canonical: str, printed: str) -> None:
        assert format_business_id(country, canonical) == printed
        assert parse_business_id(country, printed) == canonical
