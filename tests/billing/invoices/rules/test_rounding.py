"""The amount to pay, rounded."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed, differences
from billing.en16931.model import Invoice, VatTreatment
from billing.invoices.rules.rounding import rounded_to_pay
from billing.ledger.rules import postings_of_issue

ROUNDING = a_seller("SE", rounds_to_pay=True)


def bill(net: str, currency: str = "SEK", **changes: object) -> Invoice:
    line = plain_line(net=net, quantity="1", vat=VatTreatment("S", Decimal(25)))
    return completed(plain_invoice(line, currency=currency, **changes))


class TestRoundedToPay:
    """BT-114 and BT-115."""

    @pytest.mark.parametrize(
        ("net", "rounding", "payable"), [("99.99", "0.01", "125"), ("99.10", "0.12", "124"), ("99.60", "0.50", "125")]
    )
    def test_rounds_what_is_to_be_paid_and_nothing_else(self, net: str, rounding: str, payable: str) -> None:
        before = bill(net)
        after = rounded_to_pay(before, ROUNDING)
        assert (after.totals.rounding, after.totals.payable) == (Decimal(rounding), Decimal(payable))
        assert replace(after.totals, rounding=Decimal(0), payable=before.totals.payable) == before.totals
        assert differences(after) == []

    def test_rounds_down_too(self) -> None:
        assert rounded_to_pay(bill("100.20"), ROUNDING).totals.rounding == Decimal("-0.25")

    def test_leaves_currencies_without_coins_of_that_kind(self) -> None:
        euro = bill("99.99", "EUR")
        assert rounded_to_pay(euro, ROUNDING) == euro

    def test_rounds_only_where_the_seller_wants_it(self) -> None:
        assert rounded_to_pay(bill("99.99"), a_seller("SE")) == bill("99.99")

    def test_keeps_the_ledger_in_balance(self) -> None:
        postings = postings_of_issue(rounded_to_pay(bill("99.10"), ROUNDING))
        assert sum(side.amount_minor for side in postings) == 0
        assert next(side.amount_minor for side in postings if side.account == "receivable") == 12400

    def test_rounds_a_credit_note_as_its_invoice(self) -> None:
        credit = rounded_to_pay(bill("99.10", type_code="381"), ROUNDING)
        assert credit.totals.payable == Decimal(124)
