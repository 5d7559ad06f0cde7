"""The document as a whole."""

from tests.billing.en16931.checks.peppol.shapes import Broken


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_allow_one_note(self, broken_after: Broken) -> None:
        note = "<cbc:Note>Thanks</cbc:Note>"
        assert broken_after(("/*", note)) == {}
        assert broken_after(("/*", note * 2)) == {"PEPPOL-EN16931-R002": 1}

    def test_allow_germans_many_notes(self, broken_after: Broken) -> None:
        note = "<cbc:Note>Danke</cbc:Note>"
        assert broken_after(("/*", note * 2), ("//cac:Country/cbc:IdentificationCode", "DE")) == {}

    def test_take_a_missing_profile_for_an_unknown_one_too(self, broken_after: Broken) -> None:
        assert broken_after(("cbc:ProfileID", None)) == {"PEPPOL-EN16931-R001": 1, "PEPPOL-EN16931-R007": 1}

    def test_refuse_blanks_as_content(self, broken_after: Broken) -> None:
        assert broken_after(("cac:InvoiceLine[1]/cac:Item/cbc:Name", " \n")) == {"PEPPOL-EN16931-R008": 1}

    def test_refuse_a_comment_as_content(self, broken_after: Broken) -> None:
        assert broken_after(("/*", "<cbc:Note><!-- later --></cbc:Note>")) == {"PEPPOL-EN16931-R008": 1}

    def test_ask_for_a_second_vat_total_with_a_second_currency(self, broken_after: Broken) -> None:
        second = "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>"
        total = '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">1400</cbc:TaxAmount></cac:TaxTotal>'
        assert broken_after(("/*", second + total)) == {}
        assert set(broken_after(("/*", second))) == {"PEPPOL-EN16931-R054", "PEPPOL-EN16931-R055"}
        assert broken_after(("/*", second + total.replace("1400", "-1400"))) == {"PEPPOL-EN16931-R055": 1}
