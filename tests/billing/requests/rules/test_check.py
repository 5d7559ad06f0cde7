"""What keeps a request from being invoiced."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.model import Delivery, Identifier, Invoice, Party, Period, Price, VatSubtotal, VatTreatment
from billing.requests.rules.check import check_request
from billing.seller.rules import seller_party
from tenants.kernel.refusals import Problem

ON = date(2026, 11, 23)
SELLER = a_seller()


def content(*lines: object, **changes: object) -> Invoice:
    return completed(plain_invoice(*lines, seller=seller_party(SELLER), **changes))


def fields(invoice: Invoice, **others: object) -> list[str]:
    return [problem.field for problem in problems(invoice, **others)]


def problems(invoice: Invoice, *, seller: object = SELLER, customer: object = "usual") -> tuple[Problem, ...]:
    who = a_customer() if customer == "usual" else customer
    return check_request(invoice, seller, who, ON)


class TestParties:
    """Who sells and who buys."""

    def test_finds_nothing_wrong_with_a_whole_request(self) -> None:
        assert problems(content()) == ()

    @pytest.mark.parametrize(
        "stated",
        [
            Party(name="Other Oy", legal_registration=Identifier("9123456-5")),
            Party(name="Other Oy", vat_id="FI91234565"),
            Party(name="Kuusi Keramiikka Oy", legal_registration=Identifier("nonsense")),
            Party(name="Other Oy"),
        ],
    )
    def test_takes_no_other_seller(self, stated: Party) -> None:
        assert fields(replace(content(), seller=stated)) == ["seller"]

    @pytest.mark.parametrize(
        "stated",
        [
            Party(name="K", legal_registration=Identifier("2622222-6")),
            Party(name="K", vat_id="FI 2622222-6"),
            Party(name="kuusi keramiikka oy"),
        ],
    )
    def test_knows_the_company_by_id_vat_id_or_name(self, stated: Party) -> None:
        assert fields(replace(content(), seller=stated)) == []

    def test_names_an_unknown_customer(self) -> None:
        buyer = Party(name="", identifiers=(Identifier("777"),))
        (problem,) = problems(content(buyer=buyer), customer=None)
        assert (problem.field, str(problem.message)) == ("customer_number", "There is no customer with the number 777.")

    @pytest.mark.parametrize(
        ("gap", "field"),
        [
            ({"postal_code": ""}, "customer.postal_code"),
            ({"email": ""}, "customer.email"),
            ({"delivery": "einvoice"}, "customer.einvoice_address"),
            ({"business_id": "12345678"}, "customer.business_id"),
        ],
    )
    def test_tells_the_gaps_of_the_card(self, gap: dict[str, str], field: str) -> None:
        assert fields(content(), customer=a_customer(**gap)) == [field]

    def test_tells_a_language_that_the_sellers_law_does_not_take(self) -> None:
        norwegian = a_seller("NO")
        invoice = replace(
            content(plain_line(vat=VatTreatment("S", Decimal(25))), currency="NOK"), seller=seller_party(norwegian)
        )
        assert fields(invoice, seller=norwegian) == ["customer.language"]
        assert fields(invoice, seller=norwegian, customer=a_customer(language="en")) == []

    def test_lets_the_request_bring_a_public_bodys_reference(self) -> None:
        body = a_customer(kind="public", delivery="einvoice", einvoice_scheme="0216", einvoice_address="003712345671")
        assert fields(content(buyer_reference=None), customer=body) == ["customer.buyer_reference"]
        assert fields(content(buyer_reference=None, order_reference="PO-1"), customer=body) == []


class TestLines:
    """What is billed."""

    def test_needs_lines(self) -> None:
        assert fields(completed(replace(content(), lines=()))) == ["lines"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"quantity": Decimal(0)}, "lines.1.quantity"),
            ({"price": Price(net=Decimal(-1))}, "lines.1.price"),
            ({"unit": "MUG"}, "lines.1.unit"),
            ({"item": replace(plain_line().item, name=" ")}, "lines.1.text"),
        ],
    )
    def test_tells_what_a_line_lacks(self, changes: dict[str, object], field: str) -> None:
        assert field in fields(content(replace(plain_line(), **changes)))

    def test_takes_a_negative_quantity_but_not_a_negative_total(self) -> None:
        back = plain_line(2, quantity="-1")
        assert fields(content(plain_line(1, quantity="2"), back)) == []
        assert fields(content(back)) == ["totals.gross"]


class TestVat:
    """Categories and rates."""

    @pytest.mark.parametrize(
        ("rate", "day", "fine"),
        [
            ("25.5", date(2024, 9, 1), True),
            ("24", date(2024, 8, 31), True),
            ("24", date(2024, 9, 1), False),
            ("14", date(2025, 12, 31), True),
            ("14", date(2026, 1, 1), False),
            ("25.5", date(2012, 12, 31), False),
        ],
    )
    def test_goes_by_the_day_of_supply(self, rate: str, day: date, *, fine: bool) -> None:
        line = plain_line(vat=VatTreatment("S", Decimal(rate)))
        found = fields(content(line, delivery=Delivery(delivered_on=day)))
        assert found == ([] if fine else ["lines.1.vat"])

    def test_says_so_where_the_table_does_not_reach(self) -> None:
        (problem,) = problems(content(delivery=Delivery(delivered_on=date(1999, 1, 1))))
        assert "1999-01-01" in str(problem.message)

    @pytest.mark.parametrize(
        ("treatment", "fine"),
        [
            (VatTreatment("Z", Decimal(0)), True),
            (VatTreatment("Z", Decimal(10)), False),
            (VatTreatment("S", None), False),
            (VatTreatment("S", Decimal(0)), False),
            (VatTreatment("L", Decimal(0)), False),
            (VatTreatment("", Decimal(0)), False),
        ],
    )
    def test_holds_category_and_rate_together(self, treatment: VatTreatment, *, fine: bool) -> None:
        assert fields(content(plain_line(vat=treatment))) == ([] if fine else ["lines.1.vat"])

    def test_charges_none_where_the_company_is_not_registered(self) -> None:
        assert fields(content(), seller=a_seller(vat_id=None)) == ["lines.1.vat"]

    @pytest.mark.parametrize("category", ["AE", "K"])
    def test_needs_both_vat_ids_across_a_border(self, category: str) -> None:
        vat = VatTreatment(category, Decimal(0))
        said = (VatSubtotal(treatment=vat, exemption_code="VATEX-EU-AE"),)
        abroad = a_customer(country="SE", postal_code="114 55")
        invoice = content(plain_line(vat=vat), vat_breakdown=said)
        assert fields(invoice, customer=abroad) == ["customer.vat_id"]
        known = replace(abroad, vat_id="SE556016068001")
        assert fields(invoice, customer=known) == []
        assert fields(invoice, customer=known, seller=a_seller(vat_id=None)) == ["seller.vat_id"]

    def test_goes_by_each_lines_own_period_across_a_change_of_law(self) -> None:
        """FI food: 14 % until 2025-12-31, 13.5 % from 2026-01-01, both on one invoice."""
        old, new = (VatTreatment("S", Decimal(rate)) for rate in ("14", "13.5"))
        december = Period(date(2025, 12, 1), date(2025, 12, 31))
        january = Period(date(2026, 1, 1), date(2026, 1, 31))
        lines = replace(plain_line(1, vat=old), period=december), replace(plain_line(2, vat=new), period=january)
        assert fields(content(*lines)) == []
        swapped = replace(lines[0], period=january), replace(lines[1], period=december)
        assert fields(content(*swapped)) == ["lines.1.vat", "lines.2.vat"]

    def test_keeps_what_is_outside_the_scope_apart(self) -> None:
        outside = VatTreatment("O")
        said = (VatSubtotal(treatment=outside, exemption_code="VATEX-EU-O"),)
        assert fields(content(plain_line(vat=outside), vat_breakdown=said)) == []
        assert fields(content(plain_line(vat=outside), plain_line(2), vat_breakdown=said)) == ["vat"]

    def test_asks_why_a_line_is_exempt(self) -> None:
        vat = VatTreatment("E", Decimal(0))
        assert fields(content(plain_line(vat=vat))) == ["lines.1.vat_reason"]
        said = (VatSubtotal(treatment=vat, exemption_reason="AVL 34 §"),)
        assert fields(content(plain_line(vat=vat), vat_breakdown=said)) == []


class TestMoneyAndDays:
    """Sums, currencies, dates, kinds."""

    def test_says_both_amounts_where_they_differ_by_a_cent(self) -> None:
        whole = content()
        totals = replace(whole.totals, vat=whole.totals.vat + Decimal("0.01"))
        found = problems(replace(whole, totals=totals))
        assert [problem.field for problem in found] == ["totals.vat", "totals.gross"]
        assert str(found[0].message) == "The VAT says 25.51 EUR, but it comes to 25.50 EUR."

    def test_places_a_wrong_line_and_a_wrong_breakdown(self) -> None:
        whole = content()
        line = replace(whole.lines[0], net=Decimal("99.00"))
        assert fields(replace(whole, lines=(line,)))[0] == "lines.1.net"
        subtotal = replace(whole.vat_breakdown[0], tax=Decimal("1.00"))
        assert fields(replace(whole, vat_breakdown=(subtotal,)))[0] == "vat"

    def test_knows_the_currencies(self) -> None:
        assert fields(replace(content(), currency="XXQ")) == ["currency"]

    def test_refuses_a_due_date_before_the_invoice_date(self) -> None:
        assert fields(content(due_on=date(2026, 3, 1))) == ["due_on"]

    def test_refuses_a_period_that_ends_before_it_begins(self) -> None:
        assert fields(content(period=Period(date(2026, 3, 1), date(2026, 2, 1)))) == ["period"]

    @pytest.mark.parametrize(("code", "fine"), [("380", True), ("381", True), ("325", False), ("389", False)])
    def test_bills_invoices_and_credit_notes_only(self, code: str, *, fine: bool) -> None:
        assert fields(content(type_code=code)) == ([] if fine else ["kind"])
