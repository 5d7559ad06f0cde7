"""Sellers with a Swedish address."""

import pytest

from tests.billing.en16931.checks.peppol.shapes import Broken

SELLER = "cac:AccountingSupplierParty/cac:Party"
NUMBER = f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID"
SWEDISH = (
    (f"{SELLER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "SE"),
    (f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID", "SE559999000801"),
    (f"{NUMBER}/@schemeID", "0007"),
    (NUMBER, "5599990008"),
    ("//cbc:Percent", "25"),
)
ACCOUNT = "cac:PaymentMeans/cac:PayeeFinancialAccount"


def giro(kind: str) -> tuple[str, str]:
    inside = f"<cbc:ID>SE:{kind}</cbc:ID>"
    return ACCOUNT, f"<cac:FinancialInstitutionBranch>{inside}</cac:FinancialInstitutionBranch>"


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_hold_of_a_good_swedish_invoice(self, broken_after: Broken) -> None:
        assert broken_after(*SWEDISH) == {}

    @pytest.mark.parametrize("rate", ["24", "25.5", "0"])
    def test_know_three_rates(self, broken_after: Broken, rate: str) -> None:
        assert broken_after(*SWEDISH, ("cac:TaxTotal//cbc:Percent", rate)) == {"SE-R-006": 1}

    def test_want_an_organisation_number_without_a_hyphen(self, broken_after: Broken) -> None:
        broken = broken_after(*SWEDISH, (NUMBER, "559999-0008"), (f"{NUMBER}/@schemeID", "0212"))
        assert set(broken) == {"SE-R-003", "SE-R-004", "SE-R-013"}

    def test_want_a_vat_number_of_fourteen(self, broken_after: Broken) -> None:
        vat = f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID"
        assert broken_after(*SWEDISH, (vat, "SE5599990008")) == {"SE-R-001": 1}
        assert broken_after(*SWEDISH, (vat, "SE5599990008AB")) == {"SE-R-002": 1}

    def test_want_the_words_on_f_tax(self, broken_after: Broken) -> None:
        status = (
            "<cac:PartyTaxScheme><cbc:CompanyID>godkänd för F-skatt</cbc:CompanyID>"
            "<cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
        )
        assert broken_after(*SWEDISH, (SELLER, status)) == {}
        assert broken_after(*SWEDISH, (SELLER, status.replace("godkänd", "ej"))) == {"SE-R-005": 1}

    @pytest.mark.parametrize(
        ("kind", "account", "broken"),
        [
            ("BANKGIRO", "9991234", {}),
            ("BANKGIRO", "999-1234", {"SE-R-008": 1}),
            ("BANKGIRO", "999123", {"SE-R-009": 1}),
            ("PLUSGIRO", "99", {}),
            ("PLUSGIRO", "9-9", {"SE-R-007": 1}),
            ("PLUSGIRO", "9", {"SE-R-010": 1}),
        ],
    )
    def test_know_giro_numbers(self, broken_after: Broken, kind: str, account: str, broken: dict[str, int]) -> None:
        assert broken_after(*SWEDISH, (f"{ACCOUNT}/cbc:ID", account), giro(kind)) == broken

    @pytest.mark.parametrize(("code", "rule"), [("50", "SE-R-011"), ("56", "SE-R-011"), ("31", "SE-R-012")])
    def test_want_code_30(self, broken_after: Broken, code: str, rule: str) -> None:
        at_home = ("//cac:Country/cbc:IdentificationCode", "SE")
        assert broken_after(*SWEDISH, at_home, ("cac:PaymentMeans/cbc:PaymentMeansCode", code)) == {rule: 1}
