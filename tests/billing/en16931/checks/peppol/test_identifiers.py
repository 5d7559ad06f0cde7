"""Identifiers with a scheme, wherever they stand."""

import pytest

from tests.billing.en16931.checks.peppol.shapes import Broken

SELLER = "cac:AccountingSupplierParty/cac:Party"


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_judge_an_electronic_address_by_its_scheme(self, broken_after: Broken) -> None:
        address = f"{SELLER}/cbc:EndpointID"
        norwegian = (f"{address}/@schemeID", "0192")
        assert broken_after(norwegian, (address, " 123456785 ")) == {}
        assert broken_after(norwegian, (address, "123456786")) == {"PEPPOL-COMMON-R041": 1}

    def test_judge_a_company_number_by_its_scheme(self, broken_after: Broken) -> None:
        number = f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID"
        swedish = (f"{number}/@schemeID", "0007")
        assert broken_after(swedish, (number, "5599990008")) == {}
        assert broken_after(swedish, (number, "559999-0008")) == {"PEPPOL-COMMON-R049": 1}

    def test_forgive_no_blanks_in_a_danish_number(self, broken_after: Broken) -> None:
        address = f"{SELLER}/cbc:EndpointID"
        assert broken_after((f"{address}/@schemeID", "0184"), (address, "12345678 ")) == {"PEPPOL-COMMON-R042": 1}

    def test_judge_a_dutch_vat_number_by_its_look(self, broken_after: Broken) -> None:
        vat = f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID"
        assert broken_after((vat, "NL123456789B01")) == {}
        assert broken_after((vat, "NL123456789")) == {"PEPPOL-COMMON-R056-2": 1}

    @pytest.mark.parametrize(
        ("scheme", "good", "bad", "rule"),
        [
            ("0007", "5599990008", "5599990009", "PEPPOL-COMMON-R049"),
            ("0088", "7300010000001", "7300010000002", "PEPPOL-COMMON-R040"),
            ("0096", "1000000000", "100000000", "PEPPOL-COMMON-R052"),
            ("0106", "12345678", "1234567", "PEPPOL-COMMON-R054"),
            ("0151", "11111111106", "11111111107", "PEPPOL-COMMON-R050"),
            ("0184", "DK12345678", "SE12345678", "PEPPOL-COMMON-R042"),
            ("0190", "00000009999999999000", "0000000999999999900", "PEPPOL-COMMON-R055"),
            ("0192", "123456785", "123456784", "PEPPOL-COMMON-R041"),
            ("0198", "DK12345678", "12345678", "PEPPOL-COMMON-R053"),
            ("0201", "UFXY12", "UFXY1", "PEPPOL-COMMON-R044"),
            ("0208", "0111111124", "0111111125", "PEPPOL-COMMON-R043"),
            ("0210", "ABCDEF85T10A562S", "ABCDEF85110A562S", "PEPPOL-COMMON-R045"),
            ("0211", "IT12345678903", "IT12345678904", "PEPPOL-COMMON-R047"),
            ("0217", "123456789012", "12345678901", "PEPPOL-COMMON-R057"),
            ("9944", "NL123456789B01", "NL123456789", "PEPPOL-COMMON-R056-1"),
        ],
    )
    def test_know_a_good_number_from_a_bad_one(
        self, broken_after: Broken, scheme: str, good: str, bad: str, rule: str
    ) -> None:
        number = f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID"
        assert broken_after((f"{number}/@schemeID", scheme), (number, good)) == {}
        assert broken_after((f"{number}/@schemeID", scheme), (number, bad)) == {rule: 1}

    def test_know_an_italian_address(self, broken_after: Broken) -> None:
        address = f"{SELLER}/cbc:EndpointID"
        broken = broken_after((f"{address}/@schemeID", "9907"), (address, "1234"))
        assert broken["PEPPOL-COMMON-R046"] == 1
