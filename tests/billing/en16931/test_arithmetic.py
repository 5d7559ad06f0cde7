"""The arithmetic of EN 16931-1."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from billing.en16931.arithmetic import (
    completed,
    differences,
    line_net,
    percentage_of,
    totals,
    vat_amount,
    vat_breakdown,
)
from billing.en16931.model import Adjustment, Invoice, Price, Totals, VatSubtotal, VatTreatment
from tests.factories.invoices import MINOR_DIGITS, STANDARD, in_fractions, plain_invoice, plain_line, random_invoice

D = Decimal


def assert_agrees_with_fractions(invoice: Invoice) -> None:
    """Compare every amount of a completed invoice with exact fractions; a soak run calls this with more invoices."""
    done, exact = completed(invoice), in_fractions(invoice)
    assert [Fraction(line.net) for line in done.lines] == exact["nets"]
    by_key = {(e.treatment.category, Fraction(e.treatment.rate or 0)): e for e in done.vat_breakdown}
    assert {key: Fraction(entry.taxable) for key, entry in by_key.items()} == exact["taxable"]
    assert {key: Fraction(entry.tax) for key, entry in by_key.items()} == exact["tax"]
    assert Fraction(done.totals.net) == exact["net"]
    assert Fraction(done.totals.gross) == exact["gross"]
    assert Fraction(done.totals.payable) == exact["payable"]
    assert differences(done) == []
    assert completed(done) == done


class TestRandomInvoices:
    """Amounts of random invoices."""

    @pytest.mark.parametrize("currency", MINOR_DIGITS)
    @pytest.mark.parametrize("seed", range(30))
    def test_agree_with_exact_fractions(self, currency: str, seed: int) -> None:
        assert_agrees_with_fractions(random_invoice(Random(seed), currency))  # noqa: S311  reproducible, not secret


class TestLineNet:
    """The net amount of a line."""

    def test_multiplies_quantity_and_price(self) -> None:
        assert line_net(D("2"), Price(net=D("50")), "EUR") == D("100.00")

    def test_divides_by_the_base_quantity(self) -> None:
        assert line_net(D("150"), Price(net=D("12.34"), base_quantity=D("100")), "EUR") == D("18.51")

    def test_takes_a_base_quantity_of_nil_as_one(self) -> None:
        assert line_net(D("3"), Price(net=D("5"), base_quantity=D("0")), "EUR") == D("15.00")

    @pytest.mark.parametrize(("price", "net"), [("1.005", "1.01"), ("-1.005", "-1.01"), ("1.0049", "1.00")])
    def test_rounds_half_away_from_nil(self, price: str, net: str) -> None:
        assert line_net(D("1"), Price(net=D(price)), "EUR") == D(net)

    def test_rounds_once_after_allowances_and_charges(self) -> None:
        less, more = Adjustment(amount=D("0.10")), Adjustment(amount=D("0.05"))
        assert line_net(D("1"), Price(net=D("1.005")), "EUR", allowances=[less], charges=[more]) == D("0.96")

    def test_has_the_decimals_of_the_currency(self) -> None:
        assert str(line_net(D("3"), Price(net=D("33.5")), "JPY")) == "101"

    def test_is_exact_where_a_quotient_never_ends(self) -> None:
        assert line_net(D("1"), Price(net=D("0.015"), base_quantity=D("3")), "EUR") == D("0.01")
        assert line_net(D("2"), Price(net=D("1"), base_quantity=D("3")), "EUR") == D("0.67")


class TestPercentages:
    """Shares of a base."""

    def test_rounds_a_share_half_up(self) -> None:
        assert percentage_of(D("0.50"), D("25"), "EUR") == D("0.13")

    @pytest.mark.parametrize("category", ["Z", "E", "AE", "K", "G", "O"])
    def test_charges_nothing_in_the_categories_without_vat(self, category: str) -> None:
        assert vat_amount(D("100"), VatTreatment(category, D("24")), "EUR") == 0

    @pytest.mark.parametrize("category", ["S", "L", "M", "B"])
    def test_charges_the_rate_in_the_others(self, category: str) -> None:
        assert vat_amount(D("100"), VatTreatment(category, D("24")), "EUR") == D("24.00")


class TestVatBreakdown:
    """VAT by category and rate."""

    def test_rounds_once_a_rate_and_not_once_a_line(self) -> None:
        lines = [replace(plain_line(n), net=D("0.33")) for n in range(3)]
        (entry,) = vat_breakdown(lines, "EUR")
        assert (entry.taxable, entry.tax) == (D("0.99"), D("0.25"))

    def test_keeps_rates_apart_and_writes_one_rate_in_two_ways_together(self) -> None:
        rates = [D("25"), D("25.00"), D("12")]
        lines = [replace(plain_line(n, vat=VatTreatment("S", rate)), net=D("10")) for n, rate in enumerate(rates)]
        assert [entry.taxable for entry in vat_breakdown(lines, "EUR")] == [D("20"), D("10")]

    def test_counts_allowances_and_charges_in_their_rate(self) -> None:
        line = replace(plain_line(), net=D("100"))
        less, more = Adjustment(amount=D("10"), vat=STANDARD), Adjustment(amount=D("4"), vat=STANDARD)
        (entry,) = vat_breakdown([line], "EUR", allowances=[less], charges=[more])
        assert (entry.taxable, entry.tax) == (D("94.00"), D("23.97"))

    def test_carries_exemption_reasons_over(self) -> None:
        exempt = VatTreatment("E", D("0"))
        stated = VatSubtotal(treatment=exempt, exemption_reason="Art. 132", exemption_code="VATEX-EU-132")
        (entry,) = vat_breakdown([replace(plain_line(vat=exempt), net=D("5"))], "EUR", stated=[stated])
        assert (entry.exemption_reason, entry.exemption_code) == ("Art. 132", "VATEX-EU-132")

    def test_knows_no_rate_outside_the_scope_of_vat(self) -> None:
        treatments = [VatTreatment("O"), VatTreatment("O", D("0"))]
        lines = [replace(plain_line(n, vat=vat), net=D("1")) for n, vat in enumerate(treatments)]
        assert [entry.taxable for entry in vat_breakdown(lines, "EUR")] == [D("2.00")]


class TestTotals:
    """The document totals."""

    def test_adds_up_what_is_rounded(self) -> None:
        lines = [replace(plain_line(), net=D("100.00"))]
        breakdown = vat_breakdown(lines, "EUR")
        found = totals(lines, breakdown, paid=D("25.50"), rounding=D("-0.01"))
        assert (found.net, found.vat, found.gross, found.payable) == (D("100.00"), D("25.50"), D("125.50"), D("99.99"))

    def test_is_negative_where_the_lines_are(self) -> None:
        done = completed(plain_invoice(plain_line(quantity="-2")))
        assert done.totals.payable == D("-125.50")


class TestCompleted:
    """An invoice with its amounts computed."""

    def test_keeps_what_was_paid_rounded_and_accounted(self) -> None:
        given = Totals(paid=D("5"), rounding=D("0.5"), vat_in_vat_currency=D("250"), gross=D("9999"))
        done = completed(plain_invoice(totals=given)).totals
        assert (done.paid, done.rounding, done.vat_in_vat_currency) == (D("5"), D("0.5"), D("250"))
        assert done.payable == D("121.00")


class TestDifferences:
    """Stated amounts against computed ones."""

    def test_finds_nothing_in_a_completed_invoice(self) -> None:
        assert differences(completed(plain_invoice())) == []

    def test_names_the_line_once_and_not_again_in_the_totals(self) -> None:
        done = completed(plain_invoice())
        wrong = replace(done, lines=(replace(done.lines[0], price=Price(net=D("51"))),))
        (found,) = differences(wrong)
        assert (found.term, found.where, found.stated, found.computed) == ("BT-131", "1", D("100.00"), D("102.00"))

    @pytest.mark.parametrize(
        ("field", "terms"),
        [
            ("lines", ["BT-106", "BT-109"]),
            ("allowances", ["BT-107", "BT-109"]),
            ("charges", ["BT-108", "BT-109"]),
            ("net", ["BT-109", "BT-112"]),
            ("vat", ["BT-110", "BT-112"]),
            ("gross", ["BT-112", "BT-115"]),
            ("paid", ["BT-115"]),
            ("rounding", ["BT-115"]),
            ("payable", ["BT-115"]),
        ],
    )
    def test_names_the_total_that_is_wrong(self, field: str, terms: list[str]) -> None:
        done = completed(plain_invoice())
        wrong = replace(done.totals, **{field: getattr(done.totals, field) + 1})
        assert [found.term for found in differences(replace(done, totals=wrong))] == terms

    def test_names_a_wrong_tax_and_a_wrong_base(self) -> None:
        done = completed(plain_invoice())
        entry = replace(done.vat_breakdown[0], taxable=D("99.00"))
        terms = [found.term for found in differences(replace(done, vat_breakdown=(entry,)))]
        assert terms == ["BT-116", "BT-117"]

    def test_misses_a_rate_that_the_breakdown_leaves_out(self) -> None:
        done = replace(completed(plain_invoice()), vat_breakdown=())
        assert [(f.term, f.where) for f in differences(done)] == [("BT-116", "S 25.5"), ("BT-110", "")]
