"""Everything that counts, together."""

from billing.en16931.arithmetic import differences
from tests.billing.en16931.finvoice.samples import ROW, VAT, amount, finvoice, read, totals

DISCOUNT = (
    f"<DiscountDetails><FreeText>Loyal</FreeText>{amount('Amount', '10,00')}<VatCategoryCode>S</VatCategoryCode>"
    "<VatRatePercent>25,5</VatRatePercent></DiscountDetails>"
)


class TestReadAmounts:
    """What counts, in its order."""

    def test_adds_up_with_a_discount_of_the_document(self) -> None:
        details = totals(rows="110,00") + amount("DiscountsTotalVatExcludedAmount", "10,00") + VAT + DISCOUNT
        invoice = read(finvoice(details, ROW, amount("RowVatExcludedAmount", "10,00")))
        assert invoice.totals.allowances == 10
        assert differences(invoice) == []

    def test_leaves_room_for_the_discount_when_rows_state_only_sums_with_vat(self) -> None:
        details = totals(rows="110,00") + VAT + DISCOUNT
        invoice = read(finvoice(details, *[amount("RowAmount", "69,025")] * 2))
        assert sum(line.net for line in invoice.lines) == 110
        assert differences(invoice) == []

    def test_gives_texts_that_belong_to_no_line(self) -> None:
        invoice = read(finvoice(None, "<RowFreeText>Alku</RowFreeText>", ROW))
        assert [note.text for note in invoice.notes] == ["Alku"]
