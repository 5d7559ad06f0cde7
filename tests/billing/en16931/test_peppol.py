"""An invoice in the form that Peppol demands."""

from dataclasses import replace
from decimal import Decimal

from billing.en16931.arithmetic import completed, differences
from billing.en16931.model import (
    Address,
    Adjustment,
    Delivery,
    Identifier,
    Invoice,
    Party,
    PaymentMeans,
    Price,
)
from billing.en16931.peppol import in_peppol_form, lacking
from billing.en16931.ubl import BILLING_PROCESS, BILLING_SPECIFICATION
from tests.factories.invoices import BUYER, plain_invoice, plain_line


def formed(**changes: object) -> Invoice:
    return in_peppol_form(completed(plain_invoice(**changes)))


class TestInPeppolForm:
    """What is said differently, with nothing else said."""

    def test_names_specification_and_process(self) -> None:
        invoice = formed(specification="EN16931")
        assert (invoice.specification, invoice.process) == (BILLING_SPECIFICATION, BILLING_PROCESS)

    def test_turns_a_negative_price_into_a_negative_quantity(self) -> None:
        invoice = formed(lines=(plain_line(net="-50"),))
        assert (invoice.lines[0].quantity, invoice.lines[0].price.net) == (Decimal(-2), Decimal(50))
        assert differences(invoice) == []

    def test_leaves_out_a_percentage_without_its_base(self) -> None:
        allowance = Adjustment(amount=Decimal(1), percentage=Decimal(10), reason="Bulk")
        assert formed(allowances=(allowance,)).allowances == (replace(allowance, percentage=None),)

    def test_leaves_out_a_gross_price_that_does_not_lead_to_the_net_one(self) -> None:
        line = replace(plain_line(), price=Price(net=Decimal(50), gross=Decimal(60), discount=Decimal(5)))
        assert formed(lines=(line,)).lines[0].price == Price(net=Decimal(50))

    def test_says_finland_where_a_finnish_file_says_nothing(self) -> None:
        buyer = replace(BUYER, address=Address(city="Ekenäs"))
        invoice = formed(buyer=buyer, delivery=Delivery(address=Address(city="Hangö")))
        assert invoice.buyer.address == Address(city="Ekenäs", country="FI")
        assert invoice.delivery is not None
        assert invoice.delivery.address == Address(city="Hangö", country="FI")

    def test_makes_up_no_place_of_delivery(self) -> None:
        invoice = formed(delivery=Delivery(name="Store"))
        assert invoice.delivery == Delivery(name="Store")

    def test_keeps_one_identifier_of_the_buyer_and_one_code_to_pay(self) -> None:
        buyer = replace(BUYER, identifiers=(Identifier("1"), Identifier("2")))
        invoice = formed(buyer=buyer, payment_means=(PaymentMeans(code="58", reference="13"), PaymentMeans(code="30")))
        assert invoice.buyer.identifiers == (Identifier("1"),)
        assert [(means.code, means.reference) for means in invoice.payment_means] == [("58", "13"), ("58", "13")]


class TestLacking:
    """What can't be made up."""

    def test_is_nothing_for_a_complete_invoice(self) -> None:
        assert lacking(formed()) == ()

    def test_names_every_field(self) -> None:
        empty = plain_invoice(
            buyer_reference=None, seller=Party(name="Vuori"), buyer=Party(name="Laakso"), lines=(), vat_breakdown=()
        )
        assert [str(reason) for reason in lacking(in_peppol_form(empty))] == [
            "The buyer's reference (BT-10) or the purchase order's number (BT-13) is missing; Peppol needs one.",
            "Vuori has no e-invoice address (BT-34), and no valid Finnish business id to make one of.",
            "The country (BT-40) of Vuori is missing.",
            "Laakso has no e-invoice address (BT-49), and no valid Finnish business id to make one of.",
            "The country (BT-55) of Laakso is missing.",
            "The invoice has no lines (BG-25).",
            "The VAT breakdown (BG-23) is missing.",
        ]

    def test_is_content_with_an_order_reference(self) -> None:
        assert lacking(formed(buyer_reference=None, order_reference="4500")) == ()
