"""Currencies of amounts."""

from tests.billing.en16931.checks.peppol.shapes import Broken


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_want_the_invoice_currency_everywhere(self, broken_after: Broken) -> None:
        assert broken_after(("cac:LegalMonetaryTotal/*/@currencyID", "SEK")) == {"PEPPOL-EN16931-R051": 4}

    def test_know_iso_4217(self, broken_after: Broken) -> None:
        broken = broken_after(("cac:LegalMonetaryTotal/cbc:PayableAmount/@currencyID", "EUX"))
        assert broken == {"PEPPOL-EN16931-CL007": 1, "PEPPOL-EN16931-R051": 1}

    def test_let_the_vat_total_without_a_breakdown_be_in_another(self, broken_after: Broken) -> None:
        total = '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">1400</cbc:TaxAmount></cac:TaxTotal>'
        assert broken_after(("/*", f"<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>{total}")) == {}
