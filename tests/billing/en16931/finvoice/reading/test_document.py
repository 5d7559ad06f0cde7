"""Whole documents and files."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.arithmetic import differences
from billing.en16931.finvoice import Frame, framed, read_finvoice, read_finvoice_file
from billing.en16931.finvoice.refusals import (
    BrokenMessage,
    EmptyFile,
    MissingElement,
    NotAValue,
    NotFinvoice,
    OtherCurrency,
    OtherEncoding,
)
from billing.en16931.model import Identifier, Invoice, PrecedingInvoice
from billing.en16931.xmlsafe import parse
from tenants.kernel.refusals import Refusal
from tests.billing.en16931.finvoice.samples import (
    EXAMPLES,
    NOW,
    OPERATOR,
    ROW,
    amount,
    file_of,
    finvoice,
    needs_corpora,
    read,
    schema,
)

FRAME = Frame(
    sender="003791234565", sender_intermediator=OPERATOR, receiver="003792345670", receiver_intermediator=OPERATOR,
    message_id="M-1", timestamp=NOW,
)  # fmt: skip
LATIN_9 = '<?xml version="1.0" encoding="ISO-8859-15"?>\n<?xml-stylesheet type="text/xsl" href="Finvoice.xsl"?>\n'
STATED = {
    "lines": "RowsTotalVatExcludedAmount",
    "net": "InvoiceTotalVatExcludedAmount",
    "vat": "InvoiceTotalVatAmount",
    "gross": "InvoiceTotalVatIncludedAmount",
    "payable": "EpiInstructedAmount",
}


def only(data: bytes) -> Invoice:
    (invoice,) = read_finvoice_file(data)
    return invoice


@needs_corpora
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
class TestExamplesOfOthers:
    """The published examples."""

    def test_are_read_with_the_totals_they_state(self, path: Path) -> None:
        text = path.read_bytes()
        root = etree.fromstring(text[text.index(b"<?xml ") :])
        totals = only(text).totals
        for term, name in STATED.items():
            stated = root.findtext(f".//{name}")
            assert getattr(totals, term) == Decimal((stated or "").replace(",", "."))

    def test_are_read_with_lines_that_add_up_to_the_totals(self, path: Path) -> None:
        invoice = only(path.read_bytes())
        assert sum(line.net for line in invoice.lines) == invoice.totals.lines
        assert {found.term for found in differences(invoice)} <= {"BT-117", "BT-131"}

    def test_mean_the_same_when_written_and_read_again(self, path: Path) -> None:
        invoice = only(path.read_bytes())
        again = only(file_of(invoice))
        assert replace(again, specification=None) == replace(invoice, specification=None)

    def test_are_valid_when_written(self, path: Path) -> None:
        schema().assertValid(parse(file_of(only(path.read_bytes()))))

    def test_lose_no_text_of_their_rows(self, path: Path) -> None:
        text = path.read_bytes()
        root = etree.fromstring(text[text.index(b"<?xml ") :])
        invoice = only(text)
        said = "\n".join(
            [note.text for note in invoice.notes]
            + [f"{line.item.name}\n{line.item.description}\n{line.note}" for line in invoice.lines]
        )
        for name in ("ArticleName", "ArticleDescription", "RowFreeText", "SubArticleName", "SubRowFreeText"):
            assert all(" ".join(element.text.split()) in said for element in root.iter(name))


class TestReadFinvoiceFile:
    """Files of one or many messages."""

    @needs_corpora
    def test_reads_each_of_many_framed_messages(self) -> None:
        data = next(path for path in EXAMPLES if "SOAP" in path.name).read_bytes()
        one, two = read_finvoice_file(data + b"\n" + data)
        assert one == two == only(data)

    def test_reads_messages_of_different_encodings(self) -> None:
        latin = (
            LATIN_9 + finvoice(seller="<SellerOrganisationTradingName>Äöå €</SellerOrganisationTradingName>")
        ).encode("iso8859-15")
        utf = finvoice(seller="<SellerOrganisationTradingName>Äöå €</SellerOrganisationTradingName>").encode()
        invoices = read_finvoice_file(framed(latin, FRAME) + framed(utf, FRAME))
        assert [invoice.seller.trading_name for invoice in invoices] == ["Äöå €", "Äöå €"]

    def test_takes_e_invoice_addresses_from_the_frame_where_the_message_has_none(self) -> None:
        invoice = only(framed(finvoice().encode(), FRAME))
        assert invoice.seller.electronic_address == Identifier("003791234565", "0216")
        assert invoice.buyer.electronic_address == Identifier("003792345670", "0216")

    def test_says_which_message_is_broken_and_where_in_the_file(self) -> None:
        good = framed(finvoice().encode(), FRAME)
        bad = b"<Finvoice>\n<A></B>\n</Finvoice>"
        with pytest.raises(BrokenMessage) as refusal:
            read_finvoice_file(good + b"\n" + bad)
        line = good.count(b"\n") + 3
        assert str(refusal.value).startswith(
            f"Message 2 is damaged at line {line} of the file: The file isn't well-formed"
        )

    @pytest.mark.parametrize(
        ("data", "refusal"),
        [
            (b"", EmptyFile),
            (b"Hello", NotFinvoice),
            (b'<!DOCTYPE Finvoice [<!ENTITY x SYSTEM "file:///etc/hostname">]><Finvoice>&x;</Finvoice>', BrokenMessage),
            (b"<Finvoice>&unknown;</Finvoice>", BrokenMessage),
            (b"<Finvoice>" + b"<a>" * 100 + b"</a>" * 100 + b"</Finvoice>", BrokenMessage),
            (b"<Finvoice>\xe4</Finvoice>", BrokenMessage),
            ((LATIN_9 + "<Finvoice>ä</Finvoice>").encode(), OtherEncoding),
            (b"<a:Envelope ><b></a:Envelope><Finvoice></Finvoice>", BrokenMessage),
            (b"<Finvoice></Finvoice>", MissingElement),
            (b"<Finvoice xmlns='urn:x'></Finvoice>", NotFinvoice),
        ],
    )
    def test_refuses_hostile_files_with_a_sentence(self, data: bytes, refusal: type[Refusal]) -> None:
        with pytest.raises(refusal) as refused:
            read_finvoice_file(data)
        assert "%(" not in str(refused.value)

    def test_refuses_every_truncated_file(self) -> None:
        data = (LATIN_9 + finvoice()).encode()
        for length in range(0, len(data), 7):
            with pytest.raises(Refusal):
                read_finvoice_file(data[:length])


class TestReadFinvoice:
    """One document."""

    def test_reads_what_the_invoice_is(self) -> None:
        invoice = read(finvoice())
        assert (invoice.number, invoice.issued_on, invoice.type_code) == ("2026001", date(2026, 3, 2), "380")
        assert (invoice.currency, invoice.due_on, invoice.specification) == ("EUR", date(2026, 3, 16), None)

    def test_adds_up(self) -> None:
        assert differences(read(finvoice())) == []

    def test_takes_each_invoice_referred_to_once(self) -> None:
        listed = "".join(
            f"<OriginalInvoiceReference><InvoiceNumber>{number}</InvoiceNumber></OriginalInvoiceReference>"
            for number in "123"
        )
        details = f"<OriginalInvoiceNumber>1</OriginalInvoiceNumber>{listed}" + amount(
            "InvoiceTotalVatIncludedAmount", "0,00"
        )
        assert read(finvoice(details)).preceding_invoices == tuple(PrecedingInvoice(number) for number in "123")

    def test_refers_to_what_only_a_row_refers_to(self) -> None:
        number = "<OriginalInvoiceNumber>1</OriginalInvoiceNumber>"
        day = '<OriginalInvoiceDate Format="CCYYMMDD">20260201</OriginalInvoiceDate>'
        invoice = read(finvoice(None, ROW, number + ROW, number + day + ROW))
        assert invoice.preceding_invoices == (PrecedingInvoice("1", date(2026, 2, 1)),)

    def test_refuses_another_root(self) -> None:
        with pytest.raises(NotFinvoice):
            read_finvoice(etree.Element("FinvoiceAck"))

    def test_refuses_a_missing_date(self) -> None:
        document = finvoice().replace("InvoiceDate", "InvoiceDay")
        with pytest.raises(MissingElement, match=r"^The Finvoice message lacks InvoiceDate\.$"):
            read(document)

    def test_refuses_an_impossible_value_with_its_line(self) -> None:
        document = finvoice().replace("20260302", "20260230")
        with pytest.raises(NotAValue, match=r"^InvoiceDate in line 5 has the value “20260230”"):
            read(document)

    def test_refuses_a_row_in_another_currency(self) -> None:
        row = amount("RowVatExcludedAmount", "100,00", "SEK")
        with pytest.raises(OtherCurrency, match="is in SEK, but the invoice is in EUR"):
            read(finvoice(None, row))
