"""Identifiers with a scheme, wherever they stand."""

import pytest

from tests.billing.en16931.checks.peppol.shapes import Broken

SELLER = "cac:AccountingSupplierParty/cac:Party"


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_judge_an_electronic_address_by_its_scheme(self, broken_after: Broken) -> None:
        address = f"{SELLER}/cbc:EndpointID"
        norwegian = (f"{address}/@schemeID", "0192")
        assert broken_after(norwegian, (address, " 990123454 ")) == {}
        assert broken_after(norwegian, (address, "990123455")) == {"PEPPOL-COMMON-R041": 1}

    def test_judge_a_company_number_by_its_scheme(self, broken_after: Broken) -> None:
        number = f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID"
        swedish = (f"{number}/@schemeID", "0007")
        assert broken_after(swedish, (number, "5599900122")) == {}
        assert broken_after(swedish, (number, "559990-0122")) == {"PEPPOL-COMMON-R049": 1}

    def test_forgive_no_blanks_in_a_danish_number(self, broken_after: Broken) -> None:
        address = f"{SELLER}/cbc:EndpointID"
        assert broken_after((f"{address}/@schemeID", "0184"), (address, "13585628 ")) == {"PEPPOL-COMMON-R042": 1}

    def test_judge_a_dutch_vat_number_by_its_look(self, broken_after: Broken) -> None:
        vat = f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID"
        assert broken_after((vat, "NL123456789B01")) == {}
        assert broken_after((vat, "NL123456789")) == {"PEPPOL-COMMON-R056-2": 1}

    @pytest.mark.parametrize(
        ("scheme", "good", "bad", "rule"),
        [
            ("0007", "5599900122", "5599900123", "PEPPOL-COMMON-R049"),
            ("0088", "7300010000001", "7300010000002", "PEPPOL-COMMON-R040"),
            ("0096", "1003388394", "100338839", "PEPPOL-COMMON-R052"),
            ("0106", "12345678", "1234567", "PEPPOL-COMMON-R054"),
            ("0151", "51824753556", "51824753557", "PEPPOL-COMMON-R050"),
            ("0184", "DK13585628", "SE13585628", "PEPPOL-COMMON-R042"),
            ("0190", "00000001002220647000", "0000000100222064700", "PEPPOL-COMMON-R055"),
            ("0192", "990123454", "990123453", "PEPPOL-COMMON-R041"),
            ("0198", "DK13585628", "13585628", "PEPPOL-COMMON-R053"),
            ("0201", "UFXY12", "UFXY1", "PEPPOL-COMMON-R044"),
            ("0208", "0202239951", "0202239952", "PEPPOL-COMMON-R043"),
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
