"""What is left of an invoice after credit notes of ours and of others."""

from dataclasses import replace
from decimal import Decimal

from billing.corrections.rules.crediting import credit_all, credit_lines
from billing.en16931.arithmetic import completed
from billing.en16931.model import Item
from billing.invoices.rules.left import left_of
from tests.factories.invoices import plain_invoice, plain_line

D = Decimal
ORIGINAL = completed(plain_invoice(plain_line(1), plain_line(2, net="30", quantity="1")))


class TestLeft:
    def test_is_everything_at_first(self) -> None:
        left = left_of(ORIGINAL, ())
        assert [one.net for one in left.lines] == [D("100.00"), D("30.00")]
        assert (left.net, left.vat, left.gross) == (D("130.00"), D("33.15"), D("163.15"))

    def test_is_less_by_what_a_line_was_credited(self) -> None:
        left = left_of(ORIGINAL, (credit_lines(ORIGINAL, (), {0: D("40.00")}),))
        assert [one.net for one in left.lines] == [D("60.00"), D("30.00")]
        assert left.gross == D("112.95")

    def test_is_nothing_after_a_full_credit(self) -> None:
        assert left_of(ORIGINAL, (credit_all(ORIGINAL),)).is_nothing

    def test_counts_a_credit_note_of_another_program_by_its_rate(self) -> None:
        foreign = completed(plain_invoice(plain_line(77, net="130", quantity="1"), type_code="381"))
        left = left_of(ORIGINAL, (foreign,))
        assert left.is_nothing
        assert [one.net for one in left.lines] == [D("100.00"), D("30.00")]

    def test_takes_a_line_of_another_program_for_none_of_ours_though_it_has_its_id(self) -> None:
        other = replace(plain_line(1, net="20", quantity="1"), item=Item(name="Something else"))
        foreign = completed(plain_invoice(other, type_code="381"))
        left = left_of(ORIGINAL, (foreign,))
        assert [one.net for one in left.lines] == [D("100.00"), D("30.00")]
        assert left.net == D("110.00")

    def test_takes_no_notice_of_another_currency(self) -> None:
        assert left_of(ORIGINAL, (replace(credit_all(ORIGINAL), currency="SEK"),)) == left_of(ORIGINAL, ())

    def test_shares_what_was_credited_among_lines_of_one_id(self) -> None:
        twins = completed(plain_invoice(plain_line(1), plain_line(1, net="30", quantity="1")))
        note = credit_lines(twins, (), {0: D("100.00"), 1: D("10.00")})
        assert [one.net for one in left_of(twins, (note,)).lines] == [D("0.00"), D("20.00")]
