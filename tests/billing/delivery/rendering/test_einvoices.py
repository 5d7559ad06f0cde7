"""E-invoices of credit notes whose VAT is the one that was charged."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from billing.corrections.rules import credit_lines
from billing.countries.register import country_rules
from billing.delivery.rendering.einvoices import Ends, write_factur_x, write_syntax
from billing.en16931.arithmetic import completed, differences
from billing.en16931.model import Invoice, VatSubtotal, VatTreatment
from billing.invoices.rules import Given, compose
from tests.factories.customers import a_customer
from tests.factories.invoices import plain_invoice, plain_line
from tests.factories.sellers import a_seller

D = Decimal


def last_of(count: int) -> Invoice:
    """Return the last of so many credit notes of 0.02 each, of an invoice of 0.10 at 25 %."""
    line = plain_line(1, net="0.10", quantity="1", vat=VatTreatment("S", D(25)))
    original, given = completed(plain_invoice(line)), list[Invoice]()
    for _ in range(count):
        given.append(credit_lines(original, given, {0: D("0.02")}))
    return replace(given[-1], number="2026002")


GIVEN = Given(number="10000001", reference="1232", issued_on=date(2026, 11, 23), due_on=date(2026, 12, 7))
AT_HOME = {
    "FI": {"business_id": "26222226", "einvoice_scheme": "0216", "einvoice_address": "003726222226"},
    "SE": {"business_id": "5562222223", "einvoice_scheme": "0007", "einvoice_address": "5562222223"},
    "NO": {"business_id": "910000004", "einvoice_scheme": "0192", "einvoice_address": "910000004"},
    "DK": {"business_id": "12345674", "einvoice_scheme": "0184", "einvoice_address": "12345674"},
}


class TestAtHome:
    """What a customer's card and the company's settings make, sent within a country."""

    @pytest.mark.parametrize("country", ["FI", "SE", "NO", "DK"])
    def test_leaves_by_peppol(self, country: str) -> None:
        seller = a_seller(country)
        rate = VatTreatment("S", country_rules(seller.country).vat.standard_rate(GIVEN.issued_on))
        reference = country_rules(seller.country).references.payment_reference("10000001", seller.reference_settings)
        card = a_customer(country=country, buyer_reference="R1", **AT_HOME[country])
        content = replace(completed(plain_invoice(plain_line(vat=rate))), currency=seller.currency)
        assert write_syntax(compose(content, seller, card, replace(GIVEN, reference=reference)), "ubl", Ends("1"))


class TestOutsideTheScopeOfVat:
    """BR-O-02 to BR-O-04: no VAT numbers, though the seller has one."""

    @pytest.mark.parametrize("country", ["FI", "SE", "NO", "DK"])
    def test_leaves_as_an_e_invoice_without_vat_numbers(self, country: str) -> None:
        content = completed(plain_invoice(plain_line(vat=VatTreatment("O"))))
        reason = VatSubtotal(treatment=VatTreatment("O"), exemption_reason="Fees", exemption_code="VATEX-EU-O")
        card, seller = a_customer(vat_id="FI26222226", **AT_HOME["FI"]), a_seller(country)
        invoice = compose(replace(content, vat_breakdown=(reason,)), seller, card, GIVEN)
        assert invoice.seller.vat_id == seller.vat_id
        assert seller.vat_id
        cii = write_factur_x(invoice)
        assert cii
        for xml in (write_syntax(invoice, "ubl", Ends("1")), cii):
            assert seller.vat_id.encode() not in xml
            assert seller.business_id.encode() in xml


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
