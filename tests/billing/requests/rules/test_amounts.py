"""What a request comes to."""

from dataclasses import replace
from decimal import Decimal

from factories.invoices import plain_invoice

from billing.en16931.arithmetic import completed
from billing.en16931.model import Totals
from billing.requests.rules.amounts import Sums, amount_problems, sums_of


class TestSumsOf:
    """Minor units for the columns."""

    def test_are_what_the_file_states(self) -> None:
        assert sums_of(completed(plain_invoice())) == Sums(10000, 2550, 12550)

    def test_are_negative_for_a_credit_note(self) -> None:
        assert sums_of(completed(plain_invoice(type_code="381"))) == Sums(-10000, -2550, -12550)

    def test_are_unknown_where_they_fit_no_column(self) -> None:
        whole = plain_invoice()
        for totals in (Totals(gross=Decimal("0.001")), Totals(gross=Decimal("1e20"))):
            assert sums_of(replace(whole, totals=totals)) is None
        assert sums_of(replace(whole, currency="XXQ")) is None


class TestAmountProblems:
    """Where stated amounts don't add up."""

    def test_are_none_for_what_was_reckoned(self) -> None:
        assert list(amount_problems(completed(plain_invoice()))) == []
