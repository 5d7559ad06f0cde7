"""Codes from lists."""

from tests.billing.en16931.checks.peppol.shapes import Broken


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_know_the_address_schemes_in_use(self, broken_after: Broken) -> None:
        assert broken_after(("//cbc:EndpointID/@schemeID", "0037")) == {"PEPPOL-EN16931-CL008": 2}

    def test_take_only_some_invoice_types(self, broken_after: Broken) -> None:
        assert broken_after(("cbc:InvoiceTypeCode", "381")) == {"PEPPOL-EN16931-P0100": 1}

    def test_leave_types_alone_under_an_unknown_profile(self, broken_after: Broken) -> None:
        unknown = ("cbc:ProfileID", "urn:x")
        assert broken_after(("cbc:InvoiceTypeCode", "381"), unknown) == {"PEPPOL-EN16931-R007": 1}

    def test_keep_corrected_invoices_in_germany(self, broken_after: Broken) -> None:
        corrected = ("cbc:InvoiceTypeCode", "384")
        assert broken_after(corrected) == {"PEPPOL-EN16931-P0112": 1}
        assert broken_after(corrected, ("//cac:Country/cbc:IdentificationCode", "DE")) == {}

    def test_take_only_some_attachments(self, broken_after: Broken) -> None:
        attached = '<cbc:EmbeddedDocumentBinaryObject mimeCode="image/gif">R0lG</cbc:EmbeddedDocumentBinaryObject>'
        assert broken_after(("/*", attached)) == {"PEPPOL-EN16931-CL001": 1}
        assert broken_after(("/*", attached.replace("image/gif", "application/pdf"))) == {}
