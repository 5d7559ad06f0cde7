"""Whether open receivables can be taken over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.sellers import a_seller

from billing.en16931.model import VatTreatment
from billing.takeover.rules.judging import (
    CustomerTotal,
    Known,
    Total,
    customer_totals,
    difference,
    judge,
    reference_of,
    totals,
)
from billing.takeover.rules.listed import Listed, Part, PastReminder

ON = date(2026, 11, 23)
KNOWN = Known(
    seller=a_seller(),
    on=ON,
    customers={"10001": a_customer()},
    numbers=frozenset({"9"}),
    references=frozenset({"99"}),
    streams=frozenset({"sales"}),
)
PART = Part(Decimal("125.50"), VatTreatment("S", Decimal("25.5")))
RIGHT = Listed(
    line=2,
    number="411",
    customer_number="10001",
    issued_on=date(2026, 9, 1),
    due_on=date(2026, 9, 15),
    currency="EUR",
    open=Decimal("25.50"),
    parts=(PART,),
    reminders=(PastReminder(date(2026, 10, 1), Decimal(5)),),
)


def fields(*rows: Listed) -> list[list[str]]:
    return [[problem.field for problem in each.problems] for each in judge(rows, KNOWN)]


class TestJudge:
    """Everything that is wrong, at its field."""

    def test_finds_nothing_where_nothing_is_wrong(self) -> None:
        (judged,) = judge([RIGHT], KNOWN)
        assert (judged.problems, judged.customer) == ((), KNOWN.customers["10001"])

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"number": ""}, ["number"]),
            ({"number": "9"}, ["number"]),
            ({"reference": "9 9"}, ["reference"]),
            ({"customer_number": "7"}, ["customer_number"]),
            ({"stream": "ads"}, ["stream"]),
            ({"stream": "sales"}, []),
            ({"issued_on": None}, ["issued_on"]),
            ({"issued_on": date(2026, 11, 24), "due_on": date(2026, 11, 24)}, ["issued_on", "reminder_1_on"]),
            ({"due_on": date(2026, 8, 31)}, ["due_on"]),
            ({"reminders": (PastReminder(date(2026, 12, 1)),)}, ["reminder_1_on"]),
            ({"reminders": (PastReminder(date(2026, 10, 1)), PastReminder(date(2026, 9, 20)))}, ["reminder_2_on"]),
            ({"reminders": (PastReminder(date(2026, 10, 1)), PastReminder(date(2026, 10, 1)))}, []),
            ({"reminders": (PastReminder(date(2026, 10, 1), Decimal(-5)),)}, ["reminder_1_fee"]),
            ({"currency": "XXY"}, ["currency"]),
            ({"open": Decimal(0)}, ["open"]),
            ({"open": Decimal("125.51")}, ["open"]),
            ({"open": Decimal(-1)}, ["open"]),
            ({"open": Decimal("1.001")}, ["open"]),
            ({"parts": (replace(PART, treatment=VatTreatment("S", Decimal(24))),)}, ["vat_rate"]),
            ({"parts": (replace(PART, treatment=VatTreatment("E", Decimal(0))),)}, ["vat_reason"]),
        ],
    )
    def test_says_what_is_wrong(self, changes: dict[str, object], expected: list[str]) -> None:
        assert fields(replace(RIGHT, **changes)) == [expected]  # type: ignore[arg-type]  # fields by their names

    def test_takes_no_number_twice(self) -> None:
        assert fields(RIGHT, replace(RIGHT, line=3)) == [["number", "reference"]] * 2
        assert fields(RIGHT, replace(RIGHT, number="412", reference="411")) == [["reference"]] * 2

    def test_takes_the_rate_of_the_day_of_issue(self) -> None:
        old = replace(RIGHT, issued_on=date(2024, 8, 1), due_on=date(2024, 8, 15))
        assert fields(replace(old, parts=(replace(PART, treatment=VatTreatment("S", Decimal(24))),))) == [[]]


class TestTotals:
    """What a list comes to, and what the old ledger has."""

    def test_are_by_currency(self) -> None:
        rows = [RIGHT, replace(RIGHT, open=Decimal(-5)), replace(RIGHT, currency="SEK", open=Decimal(100))]
        assert totals(rows) == (Total("EUR", 2, Decimal("20.50")), Total("SEK", 1, Decimal(100)))

    def test_say_the_difference(self) -> None:
        total = Total("EUR", 2, Decimal("20.50"))
        assert difference(total, Decimal("20.5")) is None
        assert difference(total, None) is not None
        said = difference(total, Decimal(21))
        assert said is not None
        assert "0.50 apart" in str(said)

    def test_take_the_number_for_a_reference_where_there_is_none(self) -> None:
        assert [reference_of(RIGHT), reference_of(replace(RIGHT, reference="rf 12"))] == ["411", "RF12"]


class TestCustomerTotals:
    """What each customer has open, for the old ledger's balances to be held beside."""

    def test_add_up_by_customer_and_currency(self) -> None:
        rows = judge(
            [
                RIGHT,
                replace(RIGHT, number="412", open=Decimal("-5.50")),
                replace(RIGHT, number="413", currency="SEK"),
                replace(RIGHT, number="414", customer_number="7"),
            ],
            KNOWN,
        )
        name = KNOWN.customers["10001"].name
        assert customer_totals(rows) == (
            CustomerTotal("10001", name, "EUR", 2, Decimal("20.00")),
            CustomerTotal("10001", name, "SEK", 1, Decimal("25.50")),
            CustomerTotal("7", "", "EUR", 1, Decimal("25.50")),
        )
