"""Finished invoices, read back: their codes by a reader, hostile content, templates."""

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
from billing.documents.look import DESIGNS, Design, Look
from billing.en16931.model import Invoice, Item, Note
from tenants.kernel.language import Language
from tests.billing.documents.printing import PLAIN, Samples, needs_poppler, printed, seen, words

LOGO = BytesIO()
Image.new("RGB", (300, 100), "#2e624e").save(LOGO, "PNG")


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
