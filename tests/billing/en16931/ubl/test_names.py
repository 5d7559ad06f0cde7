"""The namespaces of UBL."""

from lxml import etree

from billing.en16931.ubl.names import CAC, CBC, CREDIT_NOTE, INVOICE, is_ubl, path, steps


class TestNames:
    """Names written out."""

    def test_know_both_documents(self) -> None:
        assert is_ubl(etree.Element(INVOICE))
        assert is_ubl(etree.Element(CREDIT_NOTE))
        assert not is_ubl(etree.Element("Invoice"))

    def test_write_paths_out(self) -> None:
        assert path("cac:Party/cbc:Name") == f"{CAC}Party/{CBC}Name"
        assert steps("cac:Party/cbc:Name") == (f"{CAC}Party", f"{CBC}Name")
