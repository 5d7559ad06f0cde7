"""A request that is put right where it stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.invoices import plain_invoice

from billing.en16931.arithmetic import completed
from billing.en16931.model import Adjustment, Invoice, VatTreatment
from billing.requests.rules.fixing import Fixed, field_of, fixed, is_of_sums, mark_of, said
from billing.requests.rules.unsaid import article_field, line_field

D = Decimal


def request(**line: object) -> Invoice:
    """Return a request of one line: two pieces at 10.00 and 25.5 % VAT, with changes to the line."""
    one = plain_invoice()
    usual = replace(one.lines[0], quantity=D(2), price=replace(one.lines[0].price, net=D(10)), allowances=())
    return completed(replace(one, lines=(replace(usual, **line),)))  # type: ignore[arg-type]  # named by each test


def first(found: Fixed) -> tuple[Decimal, Decimal]:
    return found.content.lines[0].net, found.content.totals.net


class TestFixed:
    """What follows from what was typed."""

    def test_takes_only_what_was_typed_differently(self) -> None:
        content = request()
        same = {
            name: text.replace(".", ",") if name.endswith("price") else text for name, text in said(content).items()
        }
        found = fixed(content, {}, same)
        assert (found.content, found.after, found.problems) == (content, {}, ())

    def test_reckons_lines_and_sums_anew(self) -> None:
        found = fixed(
            request(), {}, {"line.1.quantity": "3", "line.1.price": "1 000,5", "line.1.text": " Oak \n board "}
        )
        assert first(found) == (D("3001.50"), D("3001.50"))
        assert found.content.lines[0].item.name == "Oak board"
        assert (found.before["line.1.price"], found.after["line.1.price"]) == ("10", "1000.5")

    def test_keeps_a_discount_in_percent_of_what_the_line_comes_to(self) -> None:
        off = Adjustment(amount=D(2), base_amount=D(20), percentage=D(10))
        found = fixed(request(allowances=(off,)), {}, {"line.1.quantity": "4"})
        assert first(found)[0] == D("36.00")

    def test_bills_a_price_of_its_own_without_the_discount_of_the_card(self) -> None:
        off = Adjustment(amount=D(2), base_amount=D(20), percentage=D(10))
        unsaid = {article_field("1"): "text price discount", line_field("1"): "S"}
        found = fixed(request(allowances=(off,)), unsaid, {"line.1.price": "8"})
        assert first(found)[0] == D("16.00")
        assert found.unsaid == {article_field("1"): "text", line_field("1"): "S"}

    def test_says_itself_what_it_left_to_the_card_once_that_was_typed(self) -> None:
        unsaid = {"currency": "EUR", line_field("1"): "S"}
        found = fixed(request(), unsaid, {"line.1.vat": "S:14", "currency": "sek"})
        assert (found.content.lines[0].vat, found.content.currency) == (VatTreatment("S", D(14)), "SEK")
        assert found.unsaid == {}

    def test_gives_the_reason_for_no_vat_to_the_breakdown(self) -> None:
        found = fixed(request(), {}, {"line.1.vat": "E", "line.1.vat_reason": "AVL 44 §"})
        (entry,) = found.content.vat_breakdown
        assert (entry.treatment.category, entry.tax, entry.exemption_reason) == ("E", D(0), "AVL 44 §")
        (code,) = fixed(request(), {}, {"line.1.vat": "AE"}).content.vat_breakdown
        assert code.exemption_code == "VATEX-EU-AE"

    def test_moves_days_and_drops_terms_in_words_with_the_due_date(self) -> None:
        content = replace(request(), due_on=date(2026, 11, 1), payment_terms="14 pv")
        found = fixed(content, {}, {"due_on": "", "period_end": "2026-11-30", "delivered_on": "2026-11-02"}).content
        assert (found.due_on, found.payment_terms) == (None, None)
        assert found.period is not None
        assert found.delivery is not None
        assert (found.period.end, found.delivery.delivered_on) == (date(2026, 11, 30), date(2026, 11, 2))
        assert fixed(content, {}, {"order_reference": "PO 7"}).content.payment_terms == "14 pv"

    def test_drops_the_amounts_of_a_cash_discount_with_those_they_were_reckoned_of(self) -> None:
        content = replace(request(), payment_terms="14 pv, Kassa-alennus: 2 %; alennus 2,51 EUR")
        kept = fixed(content, {}, {"order_reference": "PO 7"}).content.payment_terms
        assert kept == "14 pv, Kassa-alennus: 2 %; alennus 2,51 EUR"
        assert fixed(content, {}, {"line.1.quantity": "7"}).content.payment_terms == "14 pv, Kassa-alennus: 2 %"

    def test_reckons_stated_sums_anew_only_where_that_is_asked_for(self) -> None:
        content = request()
        wrong = replace(content, totals=replace(content.totals, gross=D(99)))
        assert fixed(wrong, {}, {}).content == wrong
        assert fixed(wrong, {}, {}, reckon=True).content == content

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("line.1.price", "ten"), ("line.1.quantity", "1.250"), ("due_on", "tomorrow"), ("line.1.vat", "%"),
            ("line.1.vat", "S:much"),
        ],
    )  # fmt: skip
    def test_changes_nothing_where_something_cannot_be_read(self, name: str, text: str) -> None:
        found = fixed(request(), {}, {name: text, "order_reference": "PO 7"})
        assert [problem.field for problem in found.problems] == [name]
        assert found.content == request()

    def test_does_not_know_fields_that_it_has_not(self) -> None:
        assert fixed(request(), {}, {"line.9.price": "1", "number": "7", "csrf_token": "x"}).after == {}


class TestFields:
    """From a problem to its field, and the mark of what was shown."""

    def test_leads_to_a_field_of_the_request(self) -> None:
        names = ("lines.1.2.unit", "lines.1.article", "period", "kind", "totals.net")
        assert [*map(field_of, names)] == ["line.1.2.unit", None, "period_end", None, None]
        assert [name for name in (*names, "vat", "lines.1.net") if is_of_sums(name)] == [
            "totals.net",
            "vat",
            "lines.1.net",
        ]

    def test_marks_what_was_shown(self) -> None:
        assert mark_of(request(), {}) == mark_of(request(), {})
        assert len({mark_of(request(), {}), mark_of(request(quantity=D(1)), {}), mark_of(request(), {"a": "b"})}) == 3
