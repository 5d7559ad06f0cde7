"""Rows: lines and texts."""

from decimal import Decimal

import pytest

from billing.en16931.arithmetic import differences
from tests.billing.en16931.finvoice.samples import ROW, VAT, amount, finvoice, read, totals

TEXT = "<RowFreeText>Painettu Porvoossa</RowFreeText>"
SUB = (
    '<SubInvoiceRow><SubArticleName>Subtotal</SubArticleName><SubInvoicedQuantity QuantityUnitCode="kWh">3,5'
    '</SubInvoicedQuantity><SubStartDate Format="CCYYMMDD">20260201</SubStartDate>'
    + amount("SubRowVatExcludedAmount", "100,00")
    + "</SubInvoiceRow>"
)


def gross_row(gross: str, quantity: str = "1") -> str:
    return (
        f'<ArticleName>Siirto</ArticleName><InvoicedQuantity QuantityUnitCodeUN="KWH">{quantity}</InvoicedQuantity>'
        f"<RowVatRatePercent>24</RowVatRatePercent><RowVatCode>S</RowVatCode>{amount('RowAmount', gross)}"
    )


class TestTextRows:
    """Rows without amounts, and sub-rows."""

    def test_become_part_of_the_note_of_the_line_before(self) -> None:
        invoice = read(finvoice(None, ROW, TEXT, SUB))
        assert [line.note for line in invoice.lines] == ["Painettu Porvoossa\nSubtotal 3,5 kWh 1.2.2026 100,00 EUR"]

    def test_become_notes_of_the_invoice_where_no_line_came_before(self) -> None:
        invoice = read(finvoice(None, TEXT, ROW))
        assert [note.text for note in invoice.notes] == ["Painettu Porvoossa"]
        assert invoice.lines[0].note is None

    def test_never_count(self) -> None:
        assert differences(read(finvoice(None, SUB, ROW, SUB))) == []

    def test_that_are_all_there_is_leave_a_line_for_each_vat_rate(self) -> None:
        invoice = read(finvoice(None, TEXT, SUB))
        assert [(line.item.name, line.net) for line in invoice.lines] == [("Painettu Porvoossa", Decimal(100))]
        assert [note.text for note in invoice.notes] == ["Subtotal 3,5 kWh 1.2.2026 100,00 EUR"]
        assert differences(invoice) == []

    def test_with_a_nil_amount_stay_lines(self) -> None:
        invoice = read(finvoice(None, ROW, "<ArticleName>Free</ArticleName>" + amount("RowVatExcludedAmount", "0,00")))
        assert [line.net for line in invoice.lines] == [100, 0]
        assert differences(invoice) == []


class TestIds:
    """Line numbers."""

    def test_are_the_senders_as_long_as_they_differ(self) -> None:
        rows = [f"<RowPositionIdentifier>{number}</RowPositionIdentifier>{ROW}" for number in ("7", "7", "1")]
        assert [line.id for line in read(finvoice(None, *rows, ROW)).lines] == ["7", "2", "1", "4"]


class TestAmounts:
    """What a row comes to."""

    def test_follow_from_gross_and_vat(self) -> None:
        row = amount("RowVatAmount", "25,50") + amount("RowAmount", "125,50")
        assert differences(read(finvoice(None, row))) == []

    def test_follow_from_quantity_and_price(self) -> None:
        assert read(finvoice(None, ROW[: ROW.index("<RowVatExcluded")])).lines[0].net == 100

    def test_follow_from_a_price_with_vat(self) -> None:
        row = "<InvoicedQuantity>2</InvoicedQuantity>" + amount("UnitPriceVatIncludedAmount", "62,75")
        assert differences(read(finvoice(None, row))) == []

    @pytest.mark.parametrize("count", [2, 3, 7, 30])
    def test_of_rows_with_vat_add_up_to_the_taxable_amount(self, count: int) -> None:
        gross = Decimal("0.99") * count
        net = (gross / Decimal("1.24")).quantize(Decimal("0.01"))
        stated = [str(one).replace(".", ",") for one in (net, gross - net, gross)]
        vat = VAT.replace("100,00", stated[0]).replace("25,50<", f"{stated[1]}<").replace("25,5<", "24<")
        details = totals(stated[0], stated[0], stated[1], stated[2]) + vat
        invoice = read(finvoice(details, *[gross_row("0,99", "3")] * count, payable=stated[2]))
        assert sum(line.net for line in invoice.lines) == net
        assert {line.net for line in invoice.lines} <= {Decimal("0.79"), Decimal("0.80")}
        # VAT taken out of a sum with VAT may be a cent off the rate's share of the net amount.
        assert {found.term for found in differences(invoice)} <= {"BT-117"}

    def test_that_are_wrong_by_more_than_rounding_stay_as_stated(self) -> None:
        invoice = read(finvoice(None, gross_row("1,24")))
        assert invoice.lines[0].net == 1
        assert {found.term for found in differences(invoice)} == {"BT-106", "BT-116"}
