"""What issuing posts."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.model import Totals
from billing.ledger.rules import postings_of_issue
from tests.factories.invoices import plain_invoice, random_invoice


def sides(invoice: object) -> dict[str, int]:
    return {side.account: side.amount_minor for side in postings_of_issue(invoice)}  # type: ignore[arg-type]  # an invoice


class TestPostingsOfIssue:
    """Debits equal credits, and the receivable is what is to be paid."""

    def test_debits_the_receivable_and_credits_sales_and_vat(self) -> None:
        assert sides(completed(plain_invoice())) == {"receivable": 12550, "sales": -10000, "vat": -2550}

    def test_turns_a_credit_note_round(self) -> None:
        note = completed(plain_invoice(type_code="381"))
        assert sides(note) == {"receivable": -12550, "sales": 10000, "vat": 2550}

    def test_settles_what_was_paid_before(self) -> None:
        part = completed(plain_invoice(totals=Totals(paid=Decimal("25.50"))))
        assert sides(part) == {"receivable": 10000, "prepaid": 2550, "sales": -10000, "vat": -2550}

    def test_takes_a_rounding_as_income(self) -> None:
        rounded = completed(plain_invoice(totals=Totals(rounding=Decimal("0.50"))))
        assert sides(rounded) == {"receivable": 12600, "sales": -10050, "vat": -2550}

    def test_parts_sales_by_the_accounts_of_the_articles(self) -> None:
        one = plain_invoice().lines[0]
        lines = tuple(
            replace(one, id=str(place), item=replace(one.item, seller_id=code))
            for place, code in enumerate(("MUG", "CUP", "MUG", None), 1)
        )
        bill = completed(plain_invoice(lines=lines, totals=Totals(rounding=Decimal("-0.20"))))
        posted = postings_of_issue(bill, {"MUG": "3000", "CUP": "3010"})
        sales = [(side.sales_account, side.amount_minor) for side in posted if side.account == "sales"]
        assert sales == [("", -9980), ("3000", -20000), ("3010", -10000)]
        assert sum(side.amount_minor for side in posted) == 0
        rest = postings_of_issue(bill, {"MUG": "3000", "CUP": "3010", "": "3010"})
        sales = [(side.sales_account, side.amount_minor) for side in rest if side.account == "sales"]
        assert sales == [("3000", -20000), ("3010", -19980)]

    def test_leaves_out_sides_of_nil(self) -> None:
        assert postings_of_issue(replace(completed(plain_invoice()), totals=Totals())) == ()

    @pytest.mark.parametrize("seed", range(200))
    def test_sums_to_zero(self, seed: int) -> None:
        invoice = completed(random_invoice(Random(seed)))  # noqa: S311  reproducible, not secret
        assert sum(sides(invoice).values()) == 0
        sign = -1 if invoice.is_credit_note else 1
        assert sides(invoice).get("receivable", 0) == sign * int(invoice.totals.payable * 100)
