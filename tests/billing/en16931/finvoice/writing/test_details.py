"""The block InvoiceDetails."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.finvoice import CannotWrite, read_finvoice
from billing.en16931.model import Adjustment, Identifier, Note, Period, PrecedingInvoice, VatSubtotal, VatTreatment
from tests.billing.en16931.finvoice.samples import file_of, needs_corpora, schema, written
from tests.factories.invoices import STANDARD, plain_invoice, plain_line

EXEMPT = VatTreatment("AE", Decimal(0))
REASON = "Käännetty verovelvollisuus, arvonlisäverolain 8 c §: rakentamispalvelut, joista ostaja on verovelvollinen"
FULL = completed(
    plain_invoice(
        plain_line(1), plain_line(2, vat=EXEMPT),
        vat_currency="SEK", vat_point_code="35", project_reference="P", contract_reference="C", order_reference="O",
        sales_order_reference="SO", receiving_advice="R", tender_reference="T", object_id=Identifier("m", "ABC"),
        buyer_accounting="4000",
        payment_terms="14 päivää netto, viivästyskorko korkolain mukaan, huomautusaika 8 päivää",
        notes=(Note("Kiitos."), Note("Tack.")), period=Period(date(2026, 2, 1), date(2026, 2, 28)),
        preceding_invoices=(PrecedingInvoice("1", date(2026, 1, 2)), PrecedingInvoice("2")),
        allowances=(Adjustment(amount=Decimal(5), percentage=Decimal(10), base_amount=Decimal(50),
        vat=STANDARD, reason_code="95"),),
        charges=(Adjustment(amount=Decimal("1.5"), vat=EXEMPT, reason="Rahti"),),
        vat_breakdown=(VatSubtotal(treatment=EXEMPT, exemption_reason=REASON, exemption_code="VATEX-EU-AE"),),
    )
)  # fmt: skip
FULL = replace(FULL, totals=replace(FULL.totals, vat_in_vat_currency=Decimal("140.25")))


class TestDetails:
    """References, texts, totals."""

    def test_are_read_as_they_were_written(self) -> None:
        assert replace(read_finvoice(written(FULL)), specification=None) == FULL

    @needs_corpora
    @pytest.mark.parametrize(
        "invoice", [FULL, replace(FULL, vat_point_on=date(2026, 2, 28)), replace(FULL, type_code="381")]
    )
    def test_are_valid(self, invoice: object) -> None:
        assert isinstance(invoice, type(FULL))
        schema().assertValid(written(invoice))

    def test_refer_to_one_invoice_where_older_receivers_look(self) -> None:
        root = written(replace(FULL, preceding_invoices=(PrecedingInvoice("1"),)))
        assert root.findtext("InvoiceDetails/OriginalInvoiceNumber") == "1"
        assert root.find("InvoiceDetails/OriginalInvoiceReference") is None

    def test_part_long_notes_and_keep_every_word(self) -> None:
        text = " ".join(f"sana{number}" for number in range(300))
        notes = read_finvoice(written(replace(FULL, notes=(Note(text),)))).notes
        assert " ".join(note.text for note in notes) == text

    @needs_corpora
    def test_write_cash_discounts_into_their_elements(self) -> None:
        first = (
            "Kassa-alennus: 2 %; viimeistään 9.3.2026; perusteena 125,50 EUR; alennus 2,51 EUR; ilman veroa 2,00 EUR; "
            "vero 25,5 % 0,51 EUR; maksettavaksi jää 122,99 EUR"
        )
        terms = f"14 päivää netto, {first}, Kassa-alennus: 1 %; viimeistään 12.3.2026"
        for code in ("380", "381"):
            root = written(replace(FULL, type_code=code, payment_terms=terms))
            schema().assertValid(root)
            assert read_finvoice(root).payment_terms == terms
            blocks = root.findall("InvoiceDetails/PaymentTermsDetails")
            assert [block.findtext("CashDiscountDate") for block in blocks] == ["20260309", "20260312"]
            assert blocks[0].findtext("PaymentTermsFreeText") == "14 päivää netto"
            assert blocks[0].findtext("CashDiscountAmount") == ("2,51" if code == "380" else "-2,51")
            assert blocks[1].find("InvoiceDueDate") is None

    def test_have_no_rate_outside_the_scope_of_vat(self) -> None:
        invoice = completed(plain_invoice(plain_line(1, vat=VatTreatment("O", None))))
        assert written(invoice).find("InvoiceDetails/VatSpecificationDetails/VatRatePercent") is None

    def test_refuse_a_reason_that_has_no_room(self) -> None:
        entry = replace(FULL.vat_breakdown[1], exemption_reason=REASON * 3)
        with pytest.raises(CannotWrite, match="The reason why no VAT is charged has more than 210 characters"):
            file_of(replace(FULL, vat_breakdown=(FULL.vat_breakdown[0], entry)))
