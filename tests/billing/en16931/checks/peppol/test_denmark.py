"""Sellers with a Danish address."""

import pytest

from tests.billing.en16931.checks.peppol.shapes import Broken

NUMBER = "//cac:PartyLegalEntity/cbc:CompanyID"
DANISH = (
    ("//cac:Country/cbc:IdentificationCode", "DK"),
    (f"{NUMBER}/@schemeID", "0184"),
    (NUMBER, "12345678"),
)
TO_FINLAND = ("cac:AccountingCustomerParty//cbc:IdentificationCode", "FI")


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_hold_of_a_good_danish_invoice(self, broken_after: Broken) -> None:
        assert broken_after(*DANISH, ("cac:PaymentMeans/cbc:PaymentMeansCode", "58")) == {}

    def test_want_the_scheme_of_cvr_numbers(self, broken_after: Broken) -> None:
        other = (f"{NUMBER}/@schemeID", "0212")
        assert broken_after(*DANISH, other, TO_FINLAND) == {"DK-R-014": 1}
        assert set(broken_after(*DANISH, other)) == {"DK-R-005", "DK-R-014", "DK-R-017"}

    def test_want_the_sellers_cvr_number(self, broken_after: Broken) -> None:
        assert broken_after(*DANISH, TO_FINLAND, (NUMBER, None)) == {"DK-R-002": 1}

    def test_want_a_scheme_for_other_identifiers(self, broken_after: Broken) -> None:
        other = "<cac:PartyIdentification><cbc:ID>77</cbc:ID></cac:PartyIdentification>"
        assert broken_after(*DANISH, ("cac:AccountingCustomerParty/cac:Party", other))["DK-R-013"] == 1

    @pytest.mark.parametrize(
        ("reason", "times"), [("1234", 0), ("Duty#12", 0), ("#12", 1), ("12#", 1), ("123", 1), ("-123", 1)]
    )
    def test_want_a_duty_named(self, broken_after: Broken, reason: str, times: int) -> None:
        duty = (
            "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>"
            "<cbc:AllowanceChargeReasonCode>ZZZ</cbc:AllowanceChargeReasonCode>"
            f"<cbc:AllowanceChargeReason>{reason}</cbc:AllowanceChargeReason>"
            '<cbc:Amount currencyID="EUR">1.00</cbc:Amount></cac:AllowanceCharge>'
        )
        assert broken_after(*DANISH, ("/*", duty))["DK-R-004"] == times

    def test_know_two_versions_of_unspsc(self, broken_after: Broken) -> None:
        code = '<cbc:ItemClassificationCode listID="TST" listVersionID="{}">1</cbc:ItemClassificationCode>'
        item = "<cac:CommodityClassification>" + code + "</cac:CommodityClassification>"
        assert broken_after(*DANISH, ("cac:InvoiceLine[1]/cac:Item", item.format("26.08.01")))["DK-R-003"] == 0
        assert broken_after(*DANISH, ("cac:InvoiceLine[1]/cac:Item", item.format("17.1001")))["DK-R-003"] == 1
