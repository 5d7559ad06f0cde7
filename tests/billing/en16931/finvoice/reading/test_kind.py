"""Invoices and credit notes, and which way their amounts point."""

from decimal import Decimal

import pytest

from billing.en16931.arithmetic import differences
from billing.en16931.finvoice.refusals import Cancellation, MissingElement, NotAnInvoice
from tests.billing.en16931.finvoice.samples import ROW, VAT, finvoice, read, totals

CREDIT_VAT = VAT.replace("100,00", "-100,00").replace("25,50<", "-25,50<")
CREDIT_TOTALS = totals("-100,00", "-100,00", "-25,50", "-125,50")
CREDIT_ROW = ROW.replace(">2<", ">-2<").replace("100,00", "-100,00")


class TestCreditNote:
    """Whichever way it is negative."""

    @pytest.mark.parametrize("kind", ["INV01", "INV02"])
    @pytest.mark.parametrize(
        "row",
        [
            CREDIT_ROW,
            ROW.replace("100,00", "-100,00"),
            CREDIT_ROW.replace(">-2<", ">2<").replace(">50,00", ">-50,00"),
        ],
        ids=["negative quantity", "negative amount only", "negative price"],
    )
    @pytest.mark.parametrize("payable", ["-125,50", "125,50", "0,00"])
    def test_has_positive_amounts_whichever_way_it_was_negative(self, kind: str, row: str, payable: str) -> None:
        invoice = read(finvoice(CREDIT_TOTALS + CREDIT_VAT, row, kind=kind, payable=payable))
        assert invoice.type_code == "381"
        assert (invoice.totals.gross, invoice.totals.payable) == (Decimal("125.50"), Decimal("125.50"))
        assert (invoice.lines[0].quantity, invoice.lines[0].price.net, invoice.lines[0].net) == (2, 50, 100)
        assert differences(invoice) == []

    def test_that_was_written_in_positive_amounts_stays_so(self) -> None:
        invoice = read(finvoice(kind="INV02"))
        assert (invoice.type_code, invoice.totals.gross) == ("381", Decimal("125.50"))
        assert differences(invoice) == []

    def test_has_no_due_date_of_its_own(self) -> None:
        assert read(finvoice(kind="INV02")).due_on is None

    def test_keeps_a_code_that_says_more(self) -> None:
        details = "<InvoiceTypeCodeUN>261</InvoiceTypeCodeUN>" + CREDIT_TOTALS + CREDIT_VAT
        assert read(finvoice(details, CREDIT_ROW, kind="INV02")).type_code == "261"

    def test_is_what_a_contradicting_code_is_read_as(self) -> None:
        details = "<InvoiceTypeCodeUN>380</InvoiceTypeCodeUN>" + CREDIT_TOTALS + CREDIT_VAT
        assert read(finvoice(details, CREDIT_ROW, kind="INV02")).type_code == "381"


class TestInvoice:
    """What is owed."""

    @pytest.mark.parametrize(("kind", "code"), [("INV01", "380"), ("INV03", "380"), ("INV06", "325"), ("INV07", "389")])
    def test_code_follows_from_the_finnish_kind(self, kind: str, code: str) -> None:
        assert read(finvoice(kind=kind)).type_code == code

    def test_that_corrects_another_may_be_negative(self) -> None:
        details = "<InvoiceTypeCodeUN>384</InvoiceTypeCodeUN>" + CREDIT_TOTALS + CREDIT_VAT
        invoice = read(finvoice(details, CREDIT_ROW, payable="-125,50"))
        assert (invoice.type_code, invoice.totals.gross, invoice.lines[0].quantity) == ("384", Decimal("-125.50"), -2)


class TestRefusals:
    """What is no invoice."""

    @pytest.mark.parametrize("kind", ["QUO01", "ORD01", "DEN01", "TES01", "PRI01"])
    def test_are_given_for_what_is_no_invoice(self, kind: str) -> None:
        with pytest.raises(NotAnInvoice, match=kind):
            read(finvoice(kind=kind))

    def test_are_given_for_a_cancellation(self) -> None:
        with pytest.raises(Cancellation):
            read(finvoice("<OriginCode>Cancel</OriginCode>" + totals()))

    def test_are_given_where_there_is_no_total(self) -> None:
        with pytest.raises(MissingElement, match="InvoiceTotalVatIncludedAmount"):
            read(finvoice("<OriginCode>Original</OriginCode>"))
