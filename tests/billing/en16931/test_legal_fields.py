"""What the law asks for, wherever a syntax itself doesn't."""

from dataclasses import replace
from decimal import Decimal

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.legal_fields import broken_by_law, lacking_by_law
from billing.en16931.model import Address, Identifier, Invoice, Item, Note, Period, PrecedingInvoice, Price
from tests.factories.invoices import BUYER, SELLER, plain_invoice

INVOICE = completed(plain_invoice())
# Too much for a simplified invoice.
LARGE = completed(replace(INVOICE, lines=(replace(INVOICE.lines[0], quantity=Decimal(1000)),)))
TOTALS = INVOICE.totals


def rules(invoice: Invoice) -> set[str]:
    return {entry.id for entry in broken_by_law(invoice)}


class TestLackingByLaw:
    """What no rule of EN 16931 asks for."""

    def test_is_nothing_of_a_full_invoice(self) -> None:
        assert lacking_by_law(INVOICE) == ()

    def test_is_the_address_of_either_party(self) -> None:
        nowhere = replace(INVOICE, seller=replace(SELLER, address=None), buyer=replace(BUYER, address=None))
        assert [str(one) for one in lacking_by_law(nowhere)] == [
            "The seller's address (BG-5) is missing.",
            "The buyer's address (BG-8) is missing.",
        ]

    def test_is_an_address_that_only_says_the_country(self) -> None:
        assert len(lacking_by_law(replace(LARGE, buyer=replace(BUYER, address=Address(country="FI"))))) == 1

    def test_is_not_the_address_of_a_norwegian_sellers_customer_known_by_number(self) -> None:
        seller = replace(SELLER, address=Address(line1="Kaia 1", city="Bergen", postal_code="5003", country="NO"))
        buyer = replace(BUYER, address=None, legal_registration=Identifier("987654325", "0192"))
        assert lacking_by_law(replace(INVOICE, seller=seller, buyer=buyer)) == ()

    def test_is_not_the_buyers_address_on_an_invoice_that_may_be_simplified(self) -> None:
        nowhere = replace(BUYER, address=None)
        line = replace(INVOICE.lines[0], quantity=Decimal(1), price=Price(net=Decimal(100)))
        small = completed(replace(INVOICE, lines=(line,), buyer=nowhere))
        assert lacking_by_law(small) == ()
        assert [str(one) for one in lacking_by_law(replace(LARGE, buyer=nowhere))] == [
            "The buyer's address (BG-8) is missing."
        ]

    @pytest.mark.parametrize("name", ["", "-", " . "])
    def test_is_what_is_sold(self, name: str) -> None:
        line = replace(INVOICE.lines[0], item=Item(name=name))
        assert [str(one) for one in lacking_by_law(replace(INVOICE, lines=(line,)))] == [
            "Line 1 doesn't say what is sold."
        ]

    def test_is_how_much_is_sold(self) -> None:
        none = replace(INVOICE, lines=(replace(INVOICE.lines[0], quantity=Decimal(0)),))
        assert [str(one) for one in lacking_by_law(none)] == ["Line 1 doesn't say how much is sold."]

    def test_is_what_a_credit_note_corrects(self) -> None:
        credit = completed(plain_invoice(type_code="381", preceding_invoices=(), period=None))
        assert len(lacking_by_law(credit)) == 1
        assert lacking_by_law(replace(credit, preceding_invoices=(PrecedingInvoice("1"),))) == ()
        assert lacking_by_law(replace(credit, period=Period(INVOICE.issued_on, INVOICE.issued_on))) == ()
        assert lacking_by_law(replace(credit, notes=(Note("Hyvitys laskusta 1"),))) == ()


class TestBrokenByLaw:
    """The official rules, so far as they are about the law."""

    def test_are_none_for_an_invoice_in_order(self) -> None:
        assert rules(INVOICE) == set()

    @pytest.mark.parametrize(
        ("wrong", "rule"),
        [
            (replace(INVOICE, vat_breakdown=()), "BR-CO-18"),
            (replace(INVOICE, seller=replace(SELLER, vat_id=None)), "BR-S-02"),
            (replace(INVOICE, totals=replace(TOTALS, gross=TOTALS.gross + 1)), "BR-CO-15"),
            (replace(INVOICE, totals=replace(TOTALS, vat=TOTALS.vat + 1)), "BR-CO-14"),
            (replace(INVOICE, totals=replace(TOTALS, lines=TOTALS.lines + 1)), "BR-CO-10"),
            (replace(INVOICE, type_code="999"), "BR-CL-01"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_are_named(self, wrong: Invoice, rule: str) -> None:
        assert rule in rules(wrong)

    def test_leave_open_what_only_the_standard_wants(self) -> None:
        loose = replace(
            SELLER, electronic_address=Identifier("a@kuusi.example"), address=replace(SELLER.address, country=None)
        )
        line = INVOICE.lines[0]
        numbered = replace(line, item=replace(line.item, standard_id=Identifier("6401")))
        assert rules(replace(INVOICE, seller=loose, lines=(numbered, *INVOICE.lines[1:]))) == set()

    def test_take_the_rows_as_exact_as_they_are(self) -> None:
        whole = replace(INVOICE.lines[0], quantity=Decimal(1), price=Price(net=Decimal(100)))
        summed = completed(replace(INVOICE, lines=(whole,)))
        third = replace(whole, net=Decimal("33.3333"), price=Price(net=Decimal("33.3333")))
        assert rules(replace(summed, lines=tuple(replace(third, id=str(one)) for one in (1, 2, 3)))) == set()
