"""Who may be billed household work."""

from dataclasses import replace
from decimal import Decimal

from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.model import Adjustment, Invoice
from billing.invoices.rules.household import MARK
from billing.requests.rules.household import household_problems

LINE = plain_line()
BILL = completed(plain_invoice(replace(LINE, item=replace(LINE.item, attributes=(MARK,)))))
FIELD = ["lines.1.household_work"]


def fields(invoice: Invoice = BILL, *, country: str = "FI", kind: str = "consumer") -> list[str]:
    return [problem.field for problem in household_problems(invoice, a_seller(country), a_customer(kind=kind))]


class TestHouseholdProblems:
    """Tuloverolaki 127 a §."""

    def test_are_none_for_a_finnish_consumer(self) -> None:
        assert fields() == []
        assert list(household_problems(BILL, a_seller(), None)) == []

    def test_tell_a_business_and_another_country(self) -> None:
        assert fields(kind="business") == FIELD
        assert fields(country="SE") == FIELD

    def test_tell_a_discount_on_the_whole(self) -> None:
        less = Adjustment(amount=Decimal(1), vat=LINE.vat)
        assert fields(completed(replace(BILL, allowances=(less,)))) == FIELD

    def test_are_none_without_the_mark(self) -> None:
        assert fields(completed(plain_invoice(LINE)), kind="business") == []
