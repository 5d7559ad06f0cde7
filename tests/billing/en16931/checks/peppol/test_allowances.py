"""Allowances and charges on the document, a line and a price."""

import pytest

from tests.billing.en16931.checks.peppol.shapes import Broken


def allowance(**parts: str) -> str:
    amounts = {"Amount": ' currencyID="EUR"', "BaseAmount": ' currencyID="EUR"'}
    inside = "".join(f"<cbc:{name}{amounts.get(name, '')}>{value}</cbc:{name}>" for name, value in parts.items())
    return f"<cac:AllowanceCharge>{inside}</cac:AllowanceCharge>"


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    @pytest.mark.parametrize(("amount", "broken"), [("10.02", {}), ("9.98", {}), ("10.03", {"PEPPOL-EN16931-R040": 1})])
    def test_forgive_two_cents(self, broken_after: Broken, amount: str, broken: dict[str, int]) -> None:
        parts = {"ChargeIndicator": "false", "MultiplierFactorNumeric": "10", "Amount": amount, "BaseAmount": "100"}
        assert broken_after(("/*", allowance(**parts))) == broken

    def test_judge_a_percentage_alone_once(self, broken_after: Broken) -> None:
        alone = allowance(ChargeIndicator="maybe", MultiplierFactorNumeric="10", Amount="10.00")
        assert broken_after(("/*", alone)) == {"PEPPOL-EN16931-R041": 1}

    def test_judge_a_base_alone_once(self, broken_after: Broken) -> None:
        alone = allowance(ChargeIndicator="maybe", Amount="10.00", BaseAmount="100")
        assert broken_after(("/*", alone)) == {"PEPPOL-EN16931-R042": 1}

    def test_know_true_and_false_only(self, broken_after: Broken) -> None:
        assert broken_after(("/*", allowance(ChargeIndicator="1", Amount="10.00"))) == {"PEPPOL-EN16931-R043": 1}

    def test_take_a_discount_off_the_gross_price(self, broken_after: Broken) -> None:
        price = "cac:InvoiceLine[1]/cac:Price"
        off = allowance(ChargeIndicator="false", Amount="5", BaseAmount="55")
        assert broken_after((price, off)) == {}
        assert broken_after((price, off.replace("55", "56"))) == {"PEPPOL-EN16931-R046": 1}
        assert broken_after((price, off.replace("false", "true"))) == {"PEPPOL-EN16931-R044": 1}
