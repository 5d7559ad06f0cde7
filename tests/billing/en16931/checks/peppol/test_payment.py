"""Direct debit."""

import pytest

from tests.billing.en16931.checks.peppol.shapes import Broken


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    @pytest.mark.parametrize("code", ["49", " 59 "])
    def test_want_a_mandate_for_direct_debit(self, broken_after: Broken, code: str) -> None:
        means = ("cac:PaymentMeans/cbc:PaymentMeansCode", code)
        mandate = ("cac:PaymentMeans", "<cac:PaymentMandate><cbc:ID>M-1</cbc:ID></cac:PaymentMandate>")
        assert broken_after(means) == {"PEPPOL-EN16931-R061": 1}
        assert broken_after(means, mandate) == {}
