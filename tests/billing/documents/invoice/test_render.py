"""Finished invoices, read back: their words by poppler, their codes by a reader, hostile content by both."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from billing.documents.invoice import invoice_document, render_invoice
from billing.documents.look import DESIGNS, Design, Look, usual_slip
from billing.en16931.model import Invoice, Item, Note
from tenants.kernel.language import LANGUAGES, Language

Samples = dict[str, Callable[[], Invoice]]
PLAIN = Look()
LOGO = BytesIO()
Image.new("RGB", (300, 100), "#2e624e").save(LOGO, "PNG")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils isn't installed")


def printed(invoice: Invoice, language: Language = "en", look: Look = PLAIN) -> bytes:
    return render_invoice(invoice_document(invoice, look, language), xml=b"<Invoice/>", xml_name="invoice.xml")


def words(pdf: bytes) -> str:
    """Return the text of all pages, blanks of every kind made one."""
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


def seen(pdf: bytes, page: int = 1) -> Image.Image:
    """Return a page as a camera sees it."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "220", "-gray", "-png", "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(drawn.stdout))


EXPECTED: dict[tuple[str, Language], tuple[str, ...]] = {
    ("finnish", "fi"): (
        "Lasku",
        "20260412",
        "Eräpäivä",
        "7.12.2026",
        "Viitenumero",
        "2026 04123",
        "ALV-numero FI12345671",
        "Y-tunnus 1234567-1",
        "TILISIIRTO GIRERING",
        "FI79 4405 2020 0360 82",
        "25,5 % 1 242,60 316,86",
        "13,5 %",
        "Maksettavaa EUR 1 680,68",
    ),
    ("swedish", "sv"): (
        "Faktura",
        "Förfallodatum",
        "2026-12-23",
        "OCR-nummer",
        "104828",
        "Bankgiro",
        "991-2346",
        "Godkänd för F-skatt",
        "Momsreg.nr SE559999000801",
        "Org.nr 559999-0008",
        "Att betala SEK 51 875,00",
    ),
    ("norwegian", "nb"): (
        "Faktura",
        "Forfallsdato",
        "KID",
        "00033910",
        "8601.11.17947",
        "Org.nr NO 999 990 002 MVA",
        "Foretaksregisteret",
        "MVA",
        "Leveringsdato 18.11.2026",
        "Å betale NOK 60 750,00",
    ),
    ("danish", "da"): (
        "Faktura",
        "Forfaldsdato",
        "+71<000000000055202+81234567<",
        "CVR-nr. 99999004",
        "Kunderabat 5 % -166,50",
        "25 % 3.163,50 790,88",
        "At betale DKK 3.954,38",
    ),
    ("foreign", "en"): (
        "Invoice",
        "Due date 7 Dec 2026",
        "Reverse charge",
        "Your VAT number DE999999000",
        "GERMANY",
        "BIC HELSFIHH",
        "To pay EUR 141.30",
    ),
    ("credit_note", "fi"): (
        "Hyvityslasku",
        "20260430",
        "Hyvittää laskun 20260412 (23.11.2026)",
        "Hyvitetään EUR",
        "43,30",
    ),
}


@needs_poppler
class TestWords:
    """What the law and the trade expect to read."""

    @pytest.mark.parametrize(("sample", "language"), sorted(EXPECTED))
    def test_say_what_the_law_wants(self, samples: Samples, sample: str, language: Language) -> None:
        invoice = samples[sample]()
        country = invoice.seller.address.country
        text = words(printed(invoice, language, Look(slip="account" if sample == "foreign" else usual_slip(country))))

        missing = [each for each in EXPECTED[sample, language] if each not in text.replace("−", "-")]
        assert not missing, text

    def test_name_the_norwegian_reverse_charge_in_any_language(self, samples: Samples) -> None:
        invoice = samples["foreign"]()
        norwegian = replace(invoice, seller=samples["norwegian"]().seller)

        assert "Omvendt avgiftsplikt – Merverdiavgift ikke beregnet" in words(printed(norwegian, "en"))

    def test_ask_for_nothing_on_a_credit_note(self, samples: Samples) -> None:
        text = words(printed(samples["credit_note"](), "fi", Look(slip="tilisiirto")))

        assert "TILISIIRTO" not in text
        assert "Eräpäivä" not in text
        assert "Viitenumero" not in text

    def test_repeat_the_heads_of_a_long_table_and_count_the_pages(self, samples: Samples) -> None:
        text = words(printed(samples["two_pages"](), "fi"))

        assert text.count("Yksikköhinta") == 2
        assert "1 (2)" in text
        assert "2 (2)" in text
        assert text.count("Kuusi Keramiikka Oy · Lasku 20260412") == 1

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_fit_any_invoice_in_any_language(self, any_invoice: Invoice, language: Language) -> None:
        text = words(printed(any_invoice, language, Look(slip=usual_slip("FI"))))

        assert any_invoice.number in text
        assert "%(" not in text


@needs_poppler
class TestCodes:
    """What a phone or a till reads off the paper."""

    def test_hold_the_payment_in_finland(self, samples: Samples) -> None:
        page = seen(printed(samples["finnish"](), "fi", Look(slip="tilisiirto")))
        read = {each.format: bytes(each.bytes).decode() for each in zxingcpp.read_barcodes(page)}

        assert read[zxingcpp.BarcodeFormat.Code128] == "479440520200360820016806800000000000000202604123261207"
        lines = read[zxingcpp.BarcodeFormat.QRCode].split("\n")
        assert lines[5:8] == ["Kuusi Keramiikka Oy", "FI7944052020036082", "EUR1680.68"]
        assert lines[9] == "202604123"

    def test_hold_the_payment_in_sweden(self, samples: Samples) -> None:
        page = seen(printed(samples["swedish"](), "sv", Look(slip="bankgiro")))
        read = bytes(zxingcpp.read_barcode(page).bytes).decode()

        assert '"iref":"104828"' in read
        assert '"acc":"991-2346"' in read

    def test_are_left_out_where_the_reference_isnt_one(self, samples: Samples) -> None:
        invoice = samples["finnish"]()
        means = replace(invoice.payment_means[0], reference="12345678X")

        document = invoice_document(replace(invoice, payment_means=(means,)), Look(slip="tilisiirto"), "fi")

        assert document.slip
        assert not document.slip.has_barcode


HOSTILE = (
    '<script>x</script><img src="http://127.0.0.1:9/x">',
    '<link rel="attachment" href="file:///etc/hostname">',
    '"><base href="file:///"><a rel=attachment href=etc/hostname>x</a>',
    "</title></style><style>@import url(file:///etc/hostname)</style>",
    "{{ 7 * 7 }}{% include 'look.py' %}",
    "&lt;b&gt;&amp;&#60;",
    "W" * 10_000,
    "ä\u0301\u0323" * 3_000,
    "\u202e\u2066gpj.exe\x00\x1b[2J",
    "日本語 العربية 🧾",
    "a b " * 2_500,
)


def named(invoice: Invoice, text: str) -> Invoice:
    """Return an invoice with a text wherever a stranger may write one."""
    item = Item(name=text, description=text, seller_id=text)
    return replace(
        invoice,
        number=text[:20] or "1",
        buyer=replace(invoice.buyer, name=text),
        seller=replace(invoice.seller, trading_name=text, legal_form=text),
        buyer_reference=text,
        payment_terms=text,
        notes=(Note(text),),
        lines=(replace(invoice.lines[0], item=item, note=text),),
    )


class TestHostileContent:
    """Names are text: whatever they are, they are printed as such and break nothing."""

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_encloses_nothing_but_the_e_invoice(self, samples: Samples, text: str) -> None:
        pdf = pikepdf.open(BytesIO(printed(named(samples["finnish"](1), text), look=Look(greeting=text, seat=text))))

        assert list(pdf.attachments) == ["invoice.xml"]
        assert all("/Annots" not in page for page in pdf.pages)

    @needs_poppler
    def test_is_printed_as_it_was_typed(self, samples: Samples) -> None:
        text = words(printed(named(samples["finnish"](1), "<b>Puu</b> & {{ 7 }} Oy")))

        assert "<b>Puu</b> & {{ 7 }} Oy" in text

    @needs_poppler
    def test_keeps_the_sum_on_paper_beside_an_endless_word(self, samples: Samples) -> None:
        assert "To pay EUR" in words(printed(named(samples["finnish"](1), "W" * 10_000)))

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=60))
    def test_never_stops_the_printing(self, samples: Samples, text: str) -> None:
        assert printed(named(samples["finnish"](1), text)).startswith(b"%PDF-1.7")


class TestRenderInvoice:
    """The whole, made twice and in company."""

    def test_is_the_same_to_the_byte_when_made_again(self, samples: Samples) -> None:
        assert printed(samples["finnish"]()) == printed(samples["finnish"]())

    def test_keeps_one_workspaces_colour_and_logo_out_of_anothers(self, samples: Samples) -> None:
        before = printed(samples["finnish"]())
        printed(samples["finnish"](), look=Look(accent="#7a1f3d", logo=LOGO.getvalue()))

        assert printed(samples["finnish"]()) == before

    def test_has_no_enclosure_without_an_e_invoice(self, samples: Samples) -> None:
        document = invoice_document(samples["finnish"](), PLAIN, "fi")

        assert not list(pikepdf.open(BytesIO(render_invoice(document, xml=None, xml_name=""))).attachments)


class TestTemplates:
    """What a stream's template changes."""

    @pytest.mark.parametrize("design", DESIGNS)
    def test_keep_ten_lines_and_the_form_on_one_page(self, samples: Samples, design: Design) -> None:
        foot: dict[Language, str] = {"fi": "Tavara on myyjän omaisuutta, kunnes se on maksettu. " * 3}
        pdf = printed(samples["finnish"](), "fi", Look(slip="tilisiirto", design=design, foot=foot))

        assert len(pikepdf.open(BytesIO(pdf)).pages) == 1

    def test_print_a_foot_on_every_page_and_a_mark_across(self, samples: Samples) -> None:
        document = invoice_document(samples["two_pages"](), Look(foot={"en": "Thank <b>you"}), "en", mark="Preview")
        pages = [
            page.extract_text() for page in PdfReader(BytesIO(render_invoice(document, xml=None, xml_name=""))).pages
        ]

        assert [("Thank <b>you" in page, "Preview" in page) for page in pages] == [(True, True)] * 2

    def test_leave_out_item_numbers(self, samples: Samples) -> None:
        assert invoice_document(samples["finnish"](), Look(), "fi").has_codes
        assert not invoice_document(samples["finnish"](), Look(item_numbers=False), "fi").has_codes


def tagged(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Return the elements of the structure tree in the order of reading."""
    found, waiting = [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += reversed(list(each))
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            found.append(each)
            waiting += [each.K] if "/K" in each else []
    return found


class TestTags:
    """What a screen reader is told; WeasyPrint names the headers at each cell, not their scope at the headers."""

    @pytest.fixture
    def elements(self, samples: Samples) -> Iterator[list[pikepdf.Dictionary]]:
        with pikepdf.open(BytesIO(printed(samples["finnish"](), "fi", Look(slip="tilisiirto")))) as pdf:
            yield tagged(pdf)

    def test_begin_with_one_heading(self, elements: list[pikepdf.Dictionary]) -> None:
        assert [str(each.S) for each in elements if str(each.S).startswith("/H")] == ["/H1"]

    def test_name_the_column_of_every_figure(self, elements: list[pikepdf.Dictionary]) -> None:
        named = [each for each in elements if each.S == "/TD" and list(each.A.get("/Headers", []))]
        rows, columns, vat, facts_and_sums = 10, 7, 4, 12
        assert len(named) >= rows * columns + vat + facts_and_sums

    def test_describe_every_picture(self, elements: list[pikepdf.Dictionary]) -> None:
        pictures = [str(each.Alt) for each in elements if each.S == "/Figure"]
        assert len([each for each in pictures if each.strip()]) == 2

    def test_call_nothing_a_table_that_only_stands_side_by_side(self, samples: Samples) -> None:
        pages = pikepdf.open(BytesIO(printed(samples["danish"](), "da", Look(slip="fik"))))
        tables = [each for each in tagged(pages) if each.S == "/Table" and "/TR" in {str(k.S) for k in tagged_in(each)}]
        assert len(tables) >= 4
        assert all("/TH" in {str(k.S) for k in tagged_in(each)} for each in tables)


def tagged_in(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """Return the elements below one."""
    below: list[pikepdf.Dictionary] = []
    for kid in list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            below += [kid, *(tagged_in(kid) if "/K" in kid else [])]
    return below
