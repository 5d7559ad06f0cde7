"""What a written invoice means, and what is told where it can't be understood."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.sellers import a_seller

from billing.desk.rules.content import Ground, meaning_of
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.streams.rules import StreamTerms

ON = date(2026, 11, 20)
LINE = TypedLine(text="Kiln", quantity="2", price="1 250,50")


def ground(**customer: object) -> Ground:
    return Ground(a_seller(), a_customer(**customer), ON)


def written(*lines: TypedLine, **head: str) -> TypedInvoice:
    return TypedInvoice(customer_id="c", lines=lines or (LINE,), **head)


class TestMeaning:
    def test_reckons_lines_and_vat_by_the_standard_rate_of_the_day(self) -> None:
        meaning = meaning_of(written(), ground())
        assert meaning.problems == ()
        assert (meaning.content.totals.net, meaning.content.totals.gross) == (Decimal("2501.00"), Decimal("3138.76"))

    def test_takes_the_rate_of_the_day_of_delivery(self) -> None:
        food = replace(LINE, vat="food, restaurants, feed")
        before = meaning_of(written(food, delivered_on="31.12.2025"), ground())
        after = meaning_of(written(food, delivered_on="2026-01-01"), ground())
        assert [each.content.lines[0].vat.rate for each in (before, after)] == [Decimal(14), Decimal("13.5")]

    @pytest.mark.parametrize(("vat", "day"), [("no such use", "2026-01-01"), ("food, restaurants, feed", "1990-01-01")])
    def test_takes_no_other_rate_where_the_law_has_none_such(self, vat: str, day: str) -> None:
        meaning = meaning_of(written(replace(LINE, vat=vat), delivered_on=day), ground())
        assert [problem.field for problem in meaning.problems] == ["lines.1.vat"]

    def test_says_that_no_rates_are_known_of_a_day_long_ago(self) -> None:
        (problem,) = meaning_of(written(delivered_on="1.1.2000"), ground()).problems
        assert problem.field == "lines.1.vat"
        assert "2000-01-01" in str(problem.message)

    def test_takes_a_discount_off_the_line(self) -> None:
        meaning = meaning_of(written(replace(LINE, discount="10 %")), ground())
        assert meaning.content.totals.net == Decimal("2250.90")

    def test_taxes_as_the_card_says_where_the_line_is_silent(self) -> None:
        meaning = meaning_of(written(), ground(vat_category="AE", vat_id="SE556111111101", country="SE"))
        assert meaning.content.lines[0].vat.category == "AE"
        assert meaning.content.vat_breakdown[0].exemption_code == "VATEX-EU-AE"

    def test_taxes_as_is_usual_in_the_stream_where_line_and_card_are_silent(self) -> None:
        usual = replace(ground(), asked=StreamTerms(vat="food, restaurants, feed"))
        abroad = replace(
            ground(vat_category="AE", vat_id="SE556111111101", country="SE"), asked=StreamTerms(vat="standard rate")
        )
        own = written(replace(LINE, vat="standard rate"), LINE)
        assert [line.vat.rate for line in meaning_of(own, usual).content.lines] == [Decimal("25.5"), Decimal("13.5")]
        assert meaning_of(written(), abroad).content.lines[0].vat.category == "AE"

    def test_charges_no_vat_for_a_seller_outside_the_register(self) -> None:
        food, reversed_ = StreamTerms(vat="food, restaurants, feed"), {"vat_category": "AE", "vat_id": "SE556222222301"}
        for card, asked in (({}, food), (reversed_, StreamTerms())):
            small = Ground(a_seller(vat_id=None), a_customer(**card), ON, asked)
            meaning = meaning_of(written(), small)
            assert meaning.problems == ()
            assert [line.vat.category for line in meaning.content.lines] == ["O"]
            assert meaning.content.totals.vat == 0
        wrong = meaning_of(written(replace(LINE, vat="standard rate")), small)
        assert [problem.field for problem in wrong.problems] == ["lines.1.vat"]

    def test_takes_the_reason_for_no_vat_from_the_form(self) -> None:
        meaning = meaning_of(written(replace(LINE, vat="E"), vat_reason="AVL 34 §"), ground())
        assert meaning.problems == ()
        assert meaning.content.vat_breakdown[0].exemption_reason == "AVL 34 §"

    def test_carries_references_period_message_and_article(self) -> None:
        typed = written(
            replace(LINE, article="A-1"),
            order_reference="O-1",
            message="Thanks",
            period_start="1.11.2026",
            period_end="30.11.2026",
        )
        content = meaning_of(typed, ground()).content
        assert (content.order_reference, content.notes[0].text, content.lines[0].item.seller_id) == (
            "O-1",
            "Thanks",
            "A-1",
        )
        assert content.period is not None
        assert content.period.end == date(2026, 11, 30)


class TestProblems:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"quantity": "two"}, "lines.1.quantity"),
            ({"quantity": "0"}, "lines.1.quantity"),
            ({"price": ""}, "lines.1.price"),
            ({"price": "-5"}, "lines.1.price"),
            ({"price": "1,23456"}, "lines.1.price"),
            ({"discount": "150"}, "lines.1.discount"),
            ({"text": ""}, "lines.1.text"),
            ({"unit": "ZZZ"}, "lines.1.unit"),
            ({"vat": "E"}, "vat_reason"),
        ],
    )
    def test_stand_once_at_the_field_of_a_line(self, changes: dict[str, str], field: str) -> None:
        meaning = meaning_of(written(replace(LINE, **changes)), ground())  # type: ignore[arg-type]  # texts
        assert [problem.field for problem in meaning.problems] == [field]

    def test_name_a_day_that_is_none_and_a_period_that_ends_before_it_begins(self) -> None:
        assert fields_of(written(delivered_on="soon")) == ["delivered_on"]
        assert fields_of(written(period_start="2026-11-30", period_end="2026-11-01")) == ["period_end"]

    def test_ask_for_a_customer_first(self) -> None:
        problems = meaning_of(written(replace(LINE, price="")), replace(ground(), customer=None)).problems
        assert [problem.field for problem in problems] == ["customer_id", "lines.1.price"]

    def test_lead_to_the_card_where_that_lacks_something(self) -> None:
        found = meaning_of(written(), ground(postal_code="")).problems
        assert [problem.field for problem in found] == ["customer.postal_code"]

    def test_say_that_there_is_nothing_to_bill(self) -> None:
        assert fields_of(written(TypedLine())) == ["lines"]


def fields_of(typed: TypedInvoice) -> list[str]:
    return [problem.field for problem in meaning_of(typed, ground()).problems]
