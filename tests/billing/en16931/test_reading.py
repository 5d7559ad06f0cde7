"""An e-invoice from outside, whatever its syntax."""

from pathlib import Path

import pytest

from billing.en16931 import xmlsafe
from billing.en16931.arithmetic import completed
from billing.en16931.conversion import to_finvoice
from billing.en16931.reading import NothingToRead, UnknownKind, read_invoices
from billing.en16931.ubl import write_ubl
from tests.billing.en16931.official_rules import FINVOICE, PEPPOL, needs_corpora
from tests.factories.invoices import plain_invoice

INVOICE = completed(plain_invoice())
UBL = write_ubl(INVOICE)
FINVOICE_FILE = to_finvoice(INVOICE, message_id="m1")
PEPPOL_HEADER = b"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"


class TestReadInvoices:
    """What a file is, is found out from the file."""

    def test_reads_ubl(self) -> None:
        assert [invoice.number for invoice in read_invoices(UBL)] == ["2026001"]

    def test_reads_ubl_of_another_encoding(self) -> None:
        data = UBL.decode().replace("UTF-8", "UTF-16").encode("utf-16")
        assert read_invoices(data) == read_invoices(UBL)

    def test_reads_ubl_in_the_envelope_of_peppol(self) -> None:
        inner = UBL.split(b"?>", 1)[1]
        data = (
            b'<s:StandardBusinessDocument xmlns:s="' + PEPPOL_HEADER + b'">' + inner + b"</s:StandardBusinessDocument>"
        )
        assert read_invoices(data) == read_invoices(UBL)

    def test_reads_one_finvoice_and_several_in_a_row(self) -> None:
        (one,) = read_invoices(FINVOICE_FILE)
        assert one.number == "2026001"
        assert read_invoices(FINVOICE_FILE + FINVOICE_FILE) == (one, one)

    @needs_corpora
    @pytest.mark.parametrize("path", [*FINVOICE, *PEPPOL], ids=lambda path: path.name)
    def test_reads_every_sample(self, path: Path) -> None:
        (invoice,) = read_invoices(path.read_bytes())
        assert invoice.number
        assert invoice.totals.gross == invoice.totals.net + invoice.totals.vat

    @pytest.mark.parametrize(
        ("data", "refusal", "sentence"),
        [
            (b" \n", NothingToRead, "The file is empty."),
            (
                b"<!-- x -->\n<Teapps/>",
                UnknownKind,
                "The file is neither Finvoice nor UBL: it begins with the element Teapps in line 2.",
            ),
            (b"Number;Amount", xmlsafe.UnreadableXml, "The file isn't well-formed XML: line 1 breaks it."),
        ],
    )
    def test_refuses_the_unknown_in_a_sentence(self, data: bytes, refusal: type[Exception], sentence: str) -> None:
        with pytest.raises(refusal) as refused:
            read_invoices(data)
        assert str(refused.value) == sentence

    def test_refuses_a_document_type_in_either_syntax(self) -> None:
        for data in (UBL, FINVOICE_FILE):
            head, rest = data.split(b"\n", 1)
            with pytest.raises(Exception, match="DOCTYPE"):
                read_invoices(head + b'\n<!DOCTYPE x SYSTEM "file:///etc/hostname">\n' + rest)
