"""From the issued invoice to its document."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from factories.full_invoices import full_invoice
from factories.invoices import plain_invoice, plain_line

from billing.delivery.rendering import CHECKS, Ends, Rendered, Sheet, render, warm_up
from billing.documents.look import Look
from billing.en16931.arithmetic import completed
from billing.en16931.checks.schema import cii_schema_violations
from billing.en16931.model import Address, Invoice
from billing.en16931.reading import read_invoices
from billing.en16931.xmlsafe import parse
from tenants.kernel.ids import InvoiceId

PLAIN = completed(plain_invoice(plain_line()))
SHEET = Sheet(
    invoice_id=InvoiceId(UUID(int=1)),
    content=PLAIN,
    language="fi",
    look=Look(slip="tilisiirto"),
    country="FI",
    ends=Ends("a" * 32),
)


def rendered(content: Invoice) -> Rendered:
    return render(replace(SHEET, content=content))


class TestRender:
    """`render`."""

    def test_writes_both_syntaxes_and_encloses_ubl_in_the_pdf(self) -> None:
        document = rendered(PLAIN)
        assert set(document.einvoices) == {"finvoice", "ubl"}
        assert not document.not_written
        with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
            assert dict(pdf.attachments)["invoice-2026001.xml"].get_file().read_bytes() == document.einvoices["ubl"]

    def test_encloses_factur_x_for_a_buyer_where_that_is_read(self) -> None:
        address = Address(line1="Hafenstraße 30", postal_code="20457", city="Hamburg", country="DE")
        abroad = replace(PLAIN, buyer=replace(PLAIN.buyer, address=address, electronic_address=None))
        with pikepdf.open(io.BytesIO(rendered(abroad).pdf)) as pdf:
            xml = dict(pdf.attachments)["factur-x.xml"].get_file().read_bytes()
            assert cii_schema_violations(parse(xml)) == []
            assert pdf.Root.Metadata.read_bytes().count(b"<rdf:RDF") == 1
            with pdf.open_metadata() as meta:
                assert meta["{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}ConformanceLevel"] == "EN 16931"
                assert meta.pdfa_status == "3B"

    def test_encloses_no_factur_x_with_sums_that_are_wrong(self) -> None:
        wrong = replace(PLAIN, totals=replace(PLAIN.totals, gross=PLAIN.totals.gross + 1))
        sheet = replace(SHEET, content=wrong, look=Look(enclosed="factur_x"))
        with pikepdf.open(io.BytesIO(render(sheet).pdf)) as pdf:
            assert not list(pdf.attachments)

    def test_says_the_same_in_every_form(self) -> None:
        for xml in rendered(PLAIN).einvoices.values():
            (read,) = read_invoices(xml)
            assert (read.number, read.totals.gross) == (PLAIN.number, PLAIN.totals.gross)

    def test_tells_what_cant_be_written_and_why_and_still_makes_the_pdf(self) -> None:
        nowhere = replace(PLAIN.buyer, electronic_address=None, legal_registration=None, vat_id=None)
        document = rendered(replace(PLAIN, buyer=nowhere, buyer_reference=None))
        assert "ubl" not in document.einvoices
        assert any("BT-10" in str(reason) for reason in document.not_written["ubl"])
        assert document.pdf.startswith(b"%PDF")

    def test_encloses_factur_x_for_a_buyer_without_an_einvoice_address(self) -> None:
        nowhere = replace(PLAIN.buyer, electronic_address=None, legal_registration=None, vat_id=None)
        document = render(replace(SHEET, country="SE", content=replace(PLAIN, buyer=nowhere)))
        assert document.einvoices == {}
        with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
            xml = dict(pdf.attachments)["factur-x.xml"].get_file().read_bytes()
        assert cii_schema_violations(parse(xml)) == []

    def test_lets_nothing_through_that_breaks_a_rule(self) -> None:
        wrong = replace(PLAIN, totals=replace(PLAIN.totals, gross=PLAIN.totals.gross + 1))
        document = rendered(wrong)
        assert document.einvoices == {}
        assert any("BR-CO" in str(reason) for reason in document.not_written["ubl"])

    def test_checks_finvoice_by_the_schema_that_the_installation_names(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = tmp_path / "other.xsd"
        other.write_text('<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="Other"/></schema>', "utf-8")
        monkeypatch.setattr(CHECKS, "finvoice_xsd", other)
        document = rendered(PLAIN)
        assert set(document.einvoices) == {"ubl"}
        assert document.not_written["finvoice"]

    def test_writes_finvoice_for_sellers_in_finland_only(self) -> None:
        document = render(replace(SHEET, country="SE"))
        assert "finvoice" not in {*document.einvoices, *document.not_written}

    def test_names_files_by_kind_and_number_and_keeps_them_as_the_law_says(self) -> None:
        document = rendered(replace(full_invoice("381"), number="2026/1 \r\n"))
        assert document.name("pdf") == "credit-note-2026-1.pdf"
        assert document.name("ubl") == "credit-note-2026-1.ubl.xml"
        assert document.retain_until == date(2033, 12, 31)


class TestWarmUp:
    """`warm_up`."""

    def test_can_be_done_twice(self) -> None:
        warm_up()
        warm_up()
