"""Payment between Danish parties."""

import pytest

from tests.billing.en16931.checks.peppol.shapes import Broken

MEANS = "cac:PaymentMeans"
NUMBER = "//cac:PartyLegalEntity/cbc:CompanyID"


def paid(code: str, reference: str, account: str) -> tuple[tuple[str, str], ...]:
    return (
        ("//cac:Country/cbc:IdentificationCode", "DK"),
        (f"{NUMBER}/@schemeID", "0184"),
        (NUMBER, "12345678"),
        (f"{MEANS}/cbc:PaymentMeansCode", code),
        (f"{MEANS}/cbc:PaymentID", reference),
        (f"{MEANS}/cac:PayeeFinancialAccount/cbc:ID", account),
    )


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    @pytest.mark.parametrize(
        ("code", "reference", "account", "broken"),
        [
            ("30", "1", "1", {"DK-R-005": 1}),
            ("31", "1", "1234567890", {"DK-R-006": 1}),
            ("49", "1", "1", {"DK-R-007": 1, "PEPPOL-EN16931-R061": 1}),
            ("50", "01#", "1234567", {}),
            ("50", "02#", "1234567", {"DK-R-008": 1}),
            ("50", "01#", "123456", {"DK-R-008": 1}),
            ("50", "04#1234567890123456", "12345678", {}),
            ("50", "15#123", "12345678", {"DK-R-009": 1}),
            ("93", "73#", "12345678", {}),
            ("93", "70#", "12345678", {"DK-R-010": 1}),
            ("93", "73#", "1234567", {"DK-R-010": 1}),
            ("93", "71#123456789012345", "12345678", {}),
            ("93", "75#1234567890123456", "12345678", {}),
            ("93", "75#12345678901234", "12345678", {"DK-R-011": 1}),
        ],
    )
    def test_know_each_means(
        self, broken_after: Broken, code: str, reference: str, account: str, broken: dict[str, int]
    ) -> None:
        assert broken_after(*paid(code, reference, account)) == broken

    def test_take_a_transfer_with_registration_and_account(self, broken_after: Broken) -> None:
        branch = "<cac:FinancialInstitutionBranch><cbc:ID>9999</cbc:ID></cac:FinancialInstitutionBranch>"
        assert broken_after(*paid("42", "1", "1234567890"), (f"{MEANS}/cac:PayeeFinancialAccount", branch)) == {}
