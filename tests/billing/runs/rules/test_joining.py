"""Several requests as the content of one invoice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from factories.invoices import plain_invoice, plain_line

from billing.en16931.arithmetic import completed, differences
from billing.en16931.model import (
    Adjustment,
    Delivery,
    Identifier,
    Invoice,
    Line,
    Note,
    Period,
    Totals,
    VatSubtotal,
    VatTreatment,
)
from billing.runs.rules.joining import contradict, join

TODAY, THEN, LAST = date(2026, 3, 2), date(2026, 2, 10), date(2026, 2, 28)
EXEMPT = VatTreatment("E", Decimal(0))


def content(number: str, *lines: Line, **changes: object) -> Invoice:
    return completed(plain_invoice(*(lines or (plain_line(),)), number=number, **changes))


def joined(*contents: Invoice) -> Invoice:
    return join(contents, issued_on=TODAY, language="en")


class TestJoin:
    """`join`."""

    def test_keeps_every_line_under_an_id_of_its_own_with_the_request_it_came_from(self) -> None:
        found = joined(content("A-1", plain_line(1), plain_line(2)), content("B-2"))
        assert [(line.id, line.object_id) for line in found.lines] == [
            ("1", Identifier("A-1")),
            ("2", Identifier("A-1")),
            ("3", Identifier("B-2")),
        ]

    def test_says_the_request_at_its_first_line(self) -> None:
        first = replace(plain_line(1), note="Blue")
        found = joined(content("A-1", first, plain_line(2)), content("contract:7:2026-03-01"))
        assert [line.note for line in found.lines] == ["Request A-1. Blue", None, None]

    def test_keeps_an_object_that_a_line_names_itself(self) -> None:
        meter = Identifier("643007", "MG")
        found = joined(content("A-1", replace(plain_line(), object_id=meter)), content("B-2"))
        assert found.lines[0].object_id == meter

    def test_reckons_vat_once_over_all_lines(self) -> None:
        cent = plain_line(net="0.50", quantity="1")  # 25.5 % of it is 12.75 cent
        found = joined(*(content(str(number), cent) for number in range(4)))
        assert (found.totals.net, found.totals.vat, found.totals.gross) == (
            Decimal("2.00"),
            Decimal("0.51"),
            Decimal("2.51"),
        )
        assert differences(found) == []

    def test_keeps_allowances_charges_and_what_is_paid_of_each(self) -> None:
        less = Adjustment(amount=Decimal(10), vat=VatTreatment("S", Decimal("25.5")))
        one = content("A", allowances=(less,), totals=Totals(paid=Decimal(5)))
        other = content("B", charges=(less,), totals=Totals(paid=Decimal(7)))
        totals = joined(one, other).totals
        assert (totals.lines, totals.allowances, totals.charges, totals.paid) == (200, 10, 10, 12)

    def test_leaves_at_the_head_what_all_say(self) -> None:
        found = joined(*(content(number, order_reference="4711", notes=(Note("Thanks"),)) for number in "AB"))
        assert (found.order_reference, found.notes) == ("4711", (Note("Thanks"),))
        assert [line.note for line in found.lines] == ["Request A", "Request B"]

    def test_says_at_the_lines_what_only_one_says(self) -> None:
        one = content("A", order_reference="4711", despatch_advice="D9", notes=(Note("Left side"),))
        found = joined(one, content("B"))
        assert (found.order_reference, found.despatch_advice, found.notes) == (None, None, ())
        assert found.lines[0].note == "Request A, Order number 4711, Despatch advice D9, Left side"

    def test_puts_cost_centres_on_the_lines_where_they_differ(self) -> None:
        found = joined(content("A", buyer_accounting="100"), content("B", buyer_accounting="200"))
        assert (found.buyer_accounting, [line.accounting for line in found.lines]) == (None, ["100", "200"])

    def test_gives_each_line_the_reason_without_vat_once(self) -> None:
        why = (VatSubtotal(treatment=EXEMPT, exemption_reason="Health care"),)
        found = joined(*(content(number, plain_line(vat=EXEMPT), vat_breakdown=why) for number in "AB"))
        assert [(entry.taxable, entry.exemption_reason) for entry in found.vat_breakdown] == [(200, "Health care")]


class TestDaysOfSupply:
    """The days by which VAT goes, one place at the head, or the lines'."""

    def test_stay_at_the_head_where_they_agree(self) -> None:
        found = joined(*(content(number, delivery=Delivery(delivered_on=THEN)) for number in "AB"))
        assert (found.delivery, found.period) == (Delivery(delivered_on=THEN), None)
        assert {line.period for line in found.lines} == {None}

    def test_go_to_the_lines_where_they_differ_and_the_head_spans_them(self) -> None:
        month = Period(date(2026, 2, 1), LAST)
        found = joined(content("A", delivery=Delivery(delivered_on=THEN)), content("B", period=month), content("C"))
        assert [line.period for line in found.lines] == [Period(THEN, THEN), month, Period(TODAY, TODAY)]
        assert (found.delivery, found.period) == (None, Period(date(2026, 2, 1), TODAY))

    def test_leave_a_line_its_own_and_close_an_open_end(self) -> None:
        own, open_ = Period(date(2026, 1, 1), date(2026, 1, 31)), Period(date(2026, 2, 20), None)
        lines = (replace(plain_line(1), period=own), replace(plain_line(2), period=open_))
        found = joined(content("A", *lines, delivery=Delivery(delivered_on=THEN)), content("B"))
        assert [line.period for line in found.lines[:2]] == [own, Period(date(2026, 2, 20), date(2026, 2, 20))]
        assert found.period == Period(date(2026, 1, 1), TODAY)

    def test_keep_the_beginning_of_a_period_without_an_end(self) -> None:
        found = joined(content("A", period=Period(THEN, None)), content("B"))
        assert found.lines[0].period == Period(THEN, TODAY)


class TestContradict:
    """`contradict`."""

    def test_finds_two_reasons_for_one_rate(self) -> None:
        one, other = (
            content("A", plain_line(vat=EXEMPT), vat_breakdown=(VatSubtotal(treatment=EXEMPT, exemption_reason=why),))
            for why in ("Health care", "Second-hand goods")
        )
        assert contradict(one, other)
        assert not contradict(one, one)
        assert not contradict(one, content("B"))
