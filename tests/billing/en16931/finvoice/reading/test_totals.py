"""Totals as stated, and as they follow."""

from decimal import Decimal

import pytest

from billing.en16931.arithmetic import differences
from tests.billing.en16931.finvoice.samples import VAT, amount, finvoice, read, totals


class TestReadTotals:
    """What the file states and leaves out."""

    @pytest.mark.parametrize("missing", ["rows", "net", "vat"])
    def test_gives_what_is_missing_from_the_rest(self, missing: str) -> None:
        invoice = read(finvoice(totals(**{missing: ""}) + VAT))
        assert differences(invoice) == []

    def test_keeps_what_is_stated_wrongly(self) -> None:
        invoice = read(finvoice(totals(gross="125,49") + VAT))
        assert invoice.totals.gross == Decimal("125.49")
        assert {found.term for found in differences(invoice)} == {"BT-112", "BT-115"}

    def test_has_prepaid_and_rounding(self) -> None:
        more = amount("InvoiceTotalRoundoffAmount", "-0,50") + amount("InvoicePaidAmount", "25,00")
        invoice = read(finvoice(totals() + more + VAT, payable="100,00"))
        assert (invoice.totals.paid, invoice.totals.rounding, invoice.totals.payable) == (25, Decimal("-0.5"), 100)
        assert differences(invoice) == []

    def test_has_the_vat_of_another_currency_for_accounting(self) -> None:
        invoice = read(finvoice(totals() + amount("InvoiceTotalVatAccountingAmount", "290,00", "SEK") + VAT))
        assert (invoice.vat_currency, invoice.totals.vat_in_vat_currency) == ("SEK", 290)

    def test_has_no_other_vat_in_the_invoices_own_currency(self) -> None:
        invoice = read(finvoice(totals() + amount("InvoiceTotalVatAccountingAmount", "25,50") + VAT))
        assert (invoice.vat_currency, invoice.totals.vat_in_vat_currency) == (None, None)
