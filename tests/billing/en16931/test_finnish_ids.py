"""Finnish identifiers in e-invoicing."""

import pytest

from billing.en16931.finnish_ids import business_id_digits, is_finnish, peppol_address, vat_number
from billing.en16931.model import Address, Identifier, Party

OVT = Identifier("003791234565", "0216")


class TestBusinessIdDigits:
    """The Y-tunnus."""

    @pytest.mark.parametrize("text", ["9123456-5", "91234565", "FI91234565", " 9123456-5 "])
    def test_reads_every_way_of_writing(self, text: str) -> None:
        assert business_id_digits(text) == "91234565"

    @pytest.mark.parametrize("text", ["9123456-6", "912345-5", "", None, "9123456-X", "0000003-0", "SE91234565"])
    def test_knows_what_is_none(self, text: str | None) -> None:
        assert business_id_digits(text) is None

    def test_accepts_a_check_digit_of_nil(self) -> None:
        assert business_id_digits("9234567-0") == "92345670"


class TestPeppolAddress:
    """Where Peppol finds a party."""

    @pytest.mark.parametrize("scheme", ["0037", "0216", None, "OVT"])
    def test_puts_an_ovt_under_its_scheme(self, scheme: str | None) -> None:
        assert peppol_address(Party(name="A", electronic_address=Identifier("003791234565", scheme))) == OVT

    def test_keeps_the_suffix_of_an_ovt(self) -> None:
        party = Party(name="A", electronic_address=Identifier("003791234565ab1", "0037"))
        assert peppol_address(party) == Identifier("003791234565AB1", "0216")

    def test_keeps_other_schemes(self) -> None:
        stated = Identifier("5560360793", "0007")
        assert peppol_address(Party(name="A", electronic_address=stated)) == stated

    @pytest.mark.parametrize("vat_id", [None, "FI91234565"])
    def test_is_made_of_a_valid_business_id(self, vat_id: str | None) -> None:
        registration = None if vat_id else Identifier("9123456-5")
        assert peppol_address(Party(name="A", legal_registration=registration, vat_id=vat_id)) == OVT

    def test_is_made_of_it_where_the_stated_one_is_a_bank_account(self) -> None:
        stated, registration = Identifier("FI9599900100000015"), Identifier("9123456-5")
        assert peppol_address(Party(name="A", electronic_address=stated, legal_registration=registration)) == OVT

    def test_is_unknown_where_the_business_id_is_wrong(self) -> None:
        assert peppol_address(Party(name="A", legal_registration=Identifier("9123456-6"))) is None

    def test_is_unknown_for_a_number_of_another_country(self) -> None:
        swede = Party(name="A", legal_registration=Identifier("91234565"), address=Address(country="SE"))
        assert peppol_address(swede) is None


class TestVatNumber:
    """The VAT number with its prefix."""

    @pytest.mark.parametrize("text", ["FI91234565", "9123456-5", "91234565", "fi 91234565"])
    def test_gets_the_finnish_prefix(self, text: str) -> None:
        assert vat_number(Party(name="A", vat_id=text)) == "FI91234565"

    def test_leaves_other_countries_alone(self) -> None:
        assert vat_number(Party(name="A", vat_id="NO912345678MVA", address=Address(country="NO"))) == "NO912345678MVA"
        assert vat_number(Party(name="A", vat_id="12345678", address=Address(country="DK"))) == "12345678"

    def test_may_be_absent(self) -> None:
        assert vat_number(Party(name="A")) is None


class TestIsFinnish:
    """Whether a party is Finnish."""

    def test_goes_by_the_address_first(self) -> None:
        assert not is_finnish(Party(name="A", vat_id="FI91234565", address=Address(country="EE")))
        assert is_finnish(Party(name="A", address=Address(country="FI")))

    def test_goes_by_the_numbers_else(self) -> None:
        assert is_finnish(Party(name="A", legal_registration=Identifier("9123456-5")))
        assert not is_finnish(Party(name="A"))
