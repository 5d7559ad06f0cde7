"""E-invoices of credit notes whose VAT is the one that was charged."""

from dataclasses import replace
from decimal import Decimal

from billing.corrections.rules import credit_lines
from billing.delivery.rendering.einvoices import write_factur_x
from billing.en16931.arithmetic import completed, differences
from billing.en16931.model import Invoice, VatTreatment
from tests.factories.invoices import plain_invoice, plain_line

D = Decimal


def last_of(count: int) -> Invoice:
    """Return the last of so many credit notes of 0.02 each, of an invoice of 0.10 at 25 %."""
    line = plain_line(1, net="0.10", quantity="1", vat=VatTreatment("S", D(25)))
    original, given = completed(plain_invoice(line)), list[Invoice]()
    for _ in range(count):
        given.append(credit_lines(original, given, {0: D("0.02")}))
    return replace(given[-1], number="2026002")


class TestWriteFacturX:
    def test_lets_a_cent_of_vat_pass_as_the_rules_do(self) -> None:
        """BR-CO-17: three cents were charged, so the fourth note has none though a fifth of a cent would round up."""
        note = last_of(4)
        assert [(found.term, found.stated, found.computed) for found in differences(note)] == [
            ("BT-117", D("0.00"), D("0.01"))
        ]
        assert write_factur_x(note)

    def test_lets_no_other_difference_pass(self) -> None:
        right, other = completed(plain_invoice()), completed(plain_invoice(plain_line(1), plain_line(2)))
        assert write_factur_x(right)
        assert write_factur_x(replace(right, totals=other.totals)) is None
