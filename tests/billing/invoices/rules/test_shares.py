"""How much of a credit note of several invoices is of each."""

from dataclasses import replace
from decimal import Decimal

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, VatTreatment
from billing.invoices.rules.shares import shares_of
from tests.factories.invoices import STANDARD, plain_invoice, plain_line

D = Decimal
TEN = VatTreatment("S", D(10))


def of(standard: str = "0", ten: str = "0", *, type_code: str = "380", rounding: str = "0") -> Invoice:
    """Return an invoice of so much without VAT at 25.5 % and at 10 %."""
    sold = ((standard, STANDARD), (ten, TEN))
    lines = [
        plain_line(place, net=net.removeprefix("-"), quantity="-1" if net.startswith("-") else "1", vat=vat)
        for place, (net, vat) in enumerate(sold, 1)
        if net != "0"
    ]
    made = completed(plain_invoice(*lines, type_code=type_code))
    totals = replace(made.totals, rounding=D(rounding), payable=made.totals.payable + D(rounding))
    return replace(made, totals=totals)


def note(standard: str = "0", ten: str = "0", *, rounding: str = "0") -> Invoice:
    return of(standard, ten, type_code="381", rounding=rounding)


def taken(share: Invoice) -> dict[Decimal | None, tuple[Decimal, Decimal]]:
    return {entry.treatment.rate: (entry.taxable, entry.tax) for entry in share.vat_breakdown}


class TestSharesOf:
    def test_is_the_credit_note_itself_where_it_names_one_invoice(self) -> None:
        credit = note("500")
        assert shares_of(credit, [of("100")]) == (credit,)

    def test_takes_each_invoice_whole_before_the_next(self) -> None:
        first, second, third = shares_of(note("250"), [of("100"), of("100"), of("100")])
        assert [taken(one) for one in (first, second, third)] == [
            {D("25.5"): (D("100.00"), D("25.50"))},
            {D("25.5"): (D("100.00"), D("25.50"))},
            {D("25.5"): (D("50.00"), D("12.75"))},
        ]

    def test_goes_by_each_vat_rate_apart(self) -> None:
        first, second = shares_of(note("100", "30"), [of("100"), of("50", "30")])
        assert (taken(first), taken(second)) == (
            {D("25.5"): (D("100.00"), D("25.50"))},
            {D(10): (D("30.00"), D("3.00"))},
        )

    def test_leaves_what_is_too_much_to_the_last(self) -> None:
        _first, second = shares_of(note("250"), [of("100"), of("100")])
        assert second.totals.net == D("150.00")

    def test_leaves_a_rate_that_no_invoice_has_to_the_last(self) -> None:
        first, second = shares_of(note("0", "5"), [of("100"), of("100")])
        assert (taken(first), taken(second)) == ({}, {D(10): (D("5.00"), D("0.50"))})

    def test_takes_nothing_of_the_other_sign(self) -> None:
        first, second = shares_of(note("-20"), [of("100"), of("-20")])
        assert (first.totals.net, second.totals.net) == (D(0), D("-20.00"))

    def test_gives_an_invoice_that_is_taken_whole_its_rounding(self) -> None:
        first, second = shares_of(note("150", rounding="0.30"), [of("100", rounding="0.50"), of("100")])
        assert (first.totals.payable, second.totals.payable) == (D("126.00"), D("62.55"))

    @pytest.mark.parametrize("amounts", [("250", "0"), ("120", "55.55"), ("0.01", "99.99"), ("300", "100")])
    def test_comes_to_the_credit_note_to_the_cent(self, amounts: tuple[str, str]) -> None:
        credit = note(*amounts)
        shares = shares_of(credit, [of("100", "33.33"), of("66.67"), of("0.05", "10")])
        assert sum((one.totals.net for one in shares), D(0)) == credit.totals.net
        assert sum((one.totals.vat for one in shares), D(0)) == credit.totals.vat
        assert sum((one.totals.payable for one in shares), D(0)) == credit.totals.payable

    def test_has_no_lines_for_they_may_be_of_any_of_them(self) -> None:
        assert {one.lines for one in shares_of(note("150"), [of("100"), of("100")])} == {()}
