"""Allowances and charges."""

from decimal import Decimal

import pytest

from billing.en16931.arithmetic import differences
from billing.en16931.model import Adjustment, VatTreatment
from tests.billing.en16931.finvoice.samples import ROW, VAT, amount, finvoice, read, totals

FULL = amount("InvoiceTotalVatIncludedAmount", "125,50")


def entry(block: str, value: str, *more: str, currency: str = "EUR") -> str:
    return f"<{block}>{''.join(more)}{amount('Amount', value, currency)}</{block}>"


def with_sums(rows: str, *blocks: str) -> str:
    return totals(rows=rows) + VAT + "".join(blocks)


class TestDocumentAdjustments:
    """Allowances and charges of the document."""

    @pytest.mark.parametrize("value", ["10,00", "-10,00"])
    def test_are_discounts_whichever_sign_they_have(self, value: str) -> None:
        invoice = read(
            finvoice(with_sums("110,00", entry("DiscountDetails", value)), ROW, amount("RowVatExcludedAmount", "10,00"))
        )
        assert [one.amount for one in invoice.allowances] == [10]
        assert differences(invoice) == []

    def test_have_the_treatment_of_the_breakdown_where_they_state_none(self) -> None:
        invoice = read(
            finvoice(with_sums("90,00", entry("ChargeDetails", "10,00", "<ReasonText>Freight</ReasonText>")))
        )
        assert invoice.charges == (
            Adjustment(amount=Decimal(10), vat=VatTreatment("S", Decimal("25.5")), reason="Freight"),
        )

    def test_are_a_share_of_their_base_where_only_that_is_stated(self) -> None:
        block = f"<DiscountDetails><Percent>5</Percent>{amount('BaseAmount', '200,00')}</DiscountDetails>"
        (found,) = read(finvoice(with_sums("110,00", block))).allowances
        assert (found.amount, found.percentage, found.base_amount) == (10, 5, 200)

    def test_are_turned_in_a_credit_note_with_negative_amounts(self) -> None:
        details = totals("-110,00", "-100,00", "-25,50", "-125,50") + entry("DiscountDetails", "-10,00")
        invoice = read(finvoice(details, kind="INV02"))
        assert [one.amount for one in invoice.allowances] == [10]

    def test_in_another_currency_are_kept_as_a_text(self) -> None:
        block = entry("DiscountDetails", "10,00", "<FreeText>Loyal</FreeText>", currency="NOK")
        invoice = read(finvoice(with_sums("100,00", block)))
        assert (invoice.allowances, [note.text for note in invoice.notes]) == ((), ["Loyal 10,00 NOK"])


class TestRowAdjustments:
    """Allowances and charges of a row."""

    def test_are_all_counted(self) -> None:
        several = "".join(
            f"<RowProgressiveDiscountDetails>{amount('RowDiscountAmount', value)}</RowProgressiveDiscountDetails>"
            for value in ("3,00", "4,00")
        )
        row = (
            ROW.replace(">50,00", ">55,00")
            + amount("RowDiscountAmount", "5,00")
            + several
            + entry("RowChargeDetails", "2,00")
        )
        invoice = read(finvoice(None, row))
        (line,) = invoice.lines
        assert ([one.amount for one in line.allowances], [one.amount for one in line.charges]) == ([5, 3, 4], [2])
        assert differences(invoice) == []

    def test_in_another_currency_are_kept_in_the_note(self) -> None:
        invoice = read(finvoice(None, ROW + entry("RowChargeDetails", "2,00", currency="NOK")))
        assert invoice.lines[0].note == "2,00 NOK"
        assert differences(invoice) == []
