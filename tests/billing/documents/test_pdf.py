"""What the standard wants of a PDF/A-3b, read back by another library."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from billing.documents.fetcher import NothingFetched
from billing.documents.paper import Enclosure, Paper
from billing.documents.pdf import warm_up, write_pdf

XML = "<?xml version='1.0' encoding='UTF-8'?><Invoice>åäö €</Invoice>".encode()
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


def paper(html: str = "<p>Käsipyyhe – 5 €, <b>lihava</b></p>", xml: bytes | None = XML) -> Paper:
    enclosed = () if xml is None else (Enclosure("lasku.xml", xml, "Sama lasku verkkolaskuna"),)
    return Paper(
        html=f"<!doctype html><html lang=fi><title>x</title>{html}",
        title="Lasku 20260412 – Kuusi Keramiikka Oy",
        language="fi",
        author="Kuusi Keramiikka Oy",
        dated=date(2026, 11, 23),
        enclosures=enclosed,
    )


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(write_pdf(paper())))


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    found: dict[tuple[int, int], pikepdf.Object] = {}
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            found[font.objgen] = font
    return list(found.values())


class TestWritePdf:
    """Markers, fonts, colours, attachment, metadata."""

    def test_says_it_is_pdf_a_3b(self, pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata() as meta:
            assert (meta[f"{PDFA}part"], meta[f"{PDFA}conformance"]) == ("3", "B")
            assert meta.pdfa_status == "3B"

    def test_has_one_metadata_record_that_agrees_with_the_information_dictionary(self, pdf: pikepdf.Pdf) -> None:
        xmp = pdf.Root.Metadata.read_bytes().decode()

        assert xmp.count("<rdf:RDF") == 1
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == str(pdf.docinfo["/Title"]) == "Lasku 20260412 – Kuusi Keramiikka Oy"
            assert meta["pdf:Producer"] == str(pdf.docinfo["/Producer"])
            assert meta["xmp:CreateDate"] == "2026-11-23T00:00:00Z"
            assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261123000000")

    def test_embeds_every_font_with_its_text(self, pdf: pikepdf.Pdf) -> None:
        assert len(fonts(pdf)) == 2
        for font in fonts(pdf):
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font
            assert "Samla-Inter" in str(font.BaseFont)

    def test_states_its_colours(self, pdf: pikepdf.Pdf) -> None:
        intent = pdf.Root.OutputIntents[0]

        assert str(intent.S) == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"

    def test_says_its_language_and_its_structure(self, pdf: pikepdf.Pdf) -> None:
        assert str(pdf.Root.Lang) == "fi"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root

    def test_has_an_identifier_and_no_script_or_encryption(self, pdf: pikepdf.Pdf) -> None:
        assert len(bytes(pdf.trailer.ID[0])) == 32
        assert not pdf.is_encrypted
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())

    def test_encloses_the_e_invoice_byte_for_byte(self, pdf: pikepdf.Pdf) -> None:
        assert list(pdf.attachments) == ["lasku.xml"]
        assert pdf.attachments["lasku.xml"].get_file().read_bytes() == XML
        assert pdf.attachments["lasku.xml"].get_file().mime_type == "text/xml"

    def test_says_that_the_e_invoice_is_the_same_invoice(self, pdf: pikepdf.Pdf) -> None:
        associated = list(pdf.Root.AF)

        assert [each.AFRelationship for each in associated] == [pikepdf.Name("/Alternative")]
        assert associated[0].UF == "lasku.xml"

    def test_encloses_nothing_that_wasnt_given(self) -> None:
        bare = pikepdf.open(BytesIO(write_pdf(paper(xml=None))))

        assert not list(bare.attachments)
        assert "/AF" not in bare.Root

    def test_is_the_same_to_the_byte_when_made_again(self) -> None:
        assert write_pdf(paper()) == write_pdf(paper())

    def test_has_another_identifier_for_another_content(self) -> None:
        one, other = (pikepdf.open(BytesIO(write_pdf(each))) for each in (paper(), paper(xml=XML + b"\n")))

        assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])

    def test_isnt_made_when_it_refers_to_something_outside(self) -> None:
        with pytest.raises(NothingFetched):
            write_pdf(paper('<img src="http://127.0.0.1:9/x.png">'))

    def test_has_no_link_to_press(self) -> None:
        read = pikepdf.open(BytesIO(write_pdf(paper())))

        assert all("/Annots" not in page for page in read.pages)


class TestPage:
    """How the HTML is read."""

    def test_is_the_same_whether_or_not_it_is_well_formed(self) -> None:
        whole = "<!DOCTYPE html><html lang='fi'><body><p>Hei<br/>sinä &amp; minä</p></body></html>"
        loose = "<!doctype html><html lang=fi><title>x</title><p>Hei<br>sinä &amp; minä"
        texts = [
            PdfReader(BytesIO(write_pdf(replace(paper(), html=html)))).pages[0].extract_text()
            for html in (whole, loose)
        ]

        assert texts == ["Hei\nsinä & minä\n1 (1)"] * 2

    def test_declares_no_entities_and_fetches_none(self) -> None:
        bomb = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a &x; b</p></body></html>'

        assert "root:" not in PdfReader(BytesIO(write_pdf(replace(paper(), html=bomb)))).pages[0].extract_text()


class TestWarmUp:
    """What a worker loads before it forks."""

    def test_can_be_called_twice(self) -> None:
        warm_up()
        warm_up()

        assert re.match(rb"%PDF-1\.7", write_pdf(paper()))
