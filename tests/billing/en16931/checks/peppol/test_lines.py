"""Invoice lines."""

import pytest

from tests.billing.en16931.checks.peppol.shapes import Broken

LINE = "cac:InvoiceLine[1]"


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    @pytest.mark.parametrize(("net", "broken"), [("100.02", {}), ("99.97", {"PEPPOL-EN16931-R120": 1})])
    def test_forgive_two_cents_in_the_net_amount(self, broken_after: Broken, net: str, broken: dict[str, int]) -> None:
        assert broken_after((f"{LINE}/cbc:LineExtensionAmount", net)) == broken

    def test_count_charges_and_allowances(self, broken_after: Broken) -> None:
        charge = (
            "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>"
            '<cbc:Amount currencyID="EUR">7.00</cbc:Amount></cac:AllowanceCharge>'
        )
        assert broken_after((LINE, charge), (f"{LINE}/cbc:LineExtensionAmount", "107.00")) == {}
        off = charge.replace("true", "false")
        assert broken_after((LINE, off), (f"{LINE}/cbc:LineExtensionAmount", "93.00")) == {}
        assert broken_after((LINE, off)) == {"PEPPOL-EN16931-R120": 1}

    def test_price_a_base_quantity(self, broken_after: Broken) -> None:
        base = (f"{LINE}/cac:Price/cbc:BaseQuantity", "10")
        assert broken_after(base, (f"{LINE}/cbc:LineExtensionAmount", "10.00")) == {}

    def test_refuse_a_base_quantity_of_zero(self, broken_after: Broken) -> None:
        assert broken_after((f"{LINE}/cac:Price/cbc:BaseQuantity", "0")) == {"PEPPOL-EN16931-R121": 1}

    def test_want_one_unit(self, broken_after: Broken) -> None:
        assert broken_after((f"{LINE}/cac:Price/cbc:BaseQuantity/@unitCode", "C62")) == {"PEPPOL-EN16931-R130": 1}

    def test_allow_one_invoiced_object(self, broken_after: Broken) -> None:
        reference = (
            "<cac:DocumentReference><cbc:ID>K-7</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>"
            "</cac:DocumentReference>"
        )
        assert broken_after((LINE, reference)) == {}
        assert broken_after((LINE, reference * 2)) == {"PEPPOL-EN16931-R100": 1}
        assert broken_after((LINE, reference.replace("130", "916"))) == {"PEPPOL-EN16931-R101": 1}
