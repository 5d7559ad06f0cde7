"""Exemption reasons and their VAT categories."""

import pytest

from billing.en16931.checks.peppol.exemptions import CATEGORIES
from tests.billing.en16931.checks.peppol.shapes import Broken

CATEGORY = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    @pytest.mark.parametrize(("rule", "reason", "category"), CATEGORIES)
    def test_want_the_category_of_the_reason(self, broken_after: Broken, rule: str, reason: str, category: str) -> None:
        given = (CATEGORY, f"<cbc:TaxExemptionReasonCode>{reason.lower()}</cbc:TaxExemptionReasonCode>")
        assert broken_after(given) == {rule: 1}
        assert broken_after(given, (f"{CATEGORY}/cbc:ID", category)) == {}
