"""Credit notes of invented invoices, whose parts have to come to the whole, to the cent."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from billing.corrections.rules.crediting import NotCreditable, NothingLeft, credit_all, credit_lines, credit_rest
from billing.en16931.arithmetic import completed, differences
from billing.en16931.model import Adjustment, Invoice, Note, Party, PrecedingInvoice, Totals, VatTreatment
from billing.invoices.rules.left import left_of
from tenants.kernel.refusals import InvalidFields
from tests.factories.invoices import MINOR_DIGITS, STANDARD, plain_invoice, plain_line, random_invoice

D = Decimal
TEN = VatTreatment("S", D(10))
CURRENCIES = tuple(MINOR_DIGITS)
NIL = Totals(lines=D(0), allowances=D(0), charges=D(0), net=D(0), vat=D(0), gross=D(0), payable=D(0))


def invoice() -> Invoice:
    """Return an invoice of 100 at 25.5 % and 30 at 10 %."""
    return completed(plain_invoice(plain_line(1), plain_line(2, net="30", quantity="1", vat=TEN)))


def sums(credits_: list[Invoice]) -> tuple[Fraction, Fraction, Fraction]:
    return (
        sum((Fraction(one.totals.net) for one in credits_), Fraction(0)),
        sum((Fraction(one.totals.vat) for one in credits_), Fraction(0)),
        sum((Fraction(one.totals.gross) for one in credits_), Fraction(0)),
    )


class TestCreditAll:
    def test_takes_back_every_amount_and_names_the_invoice(self) -> None:
        original = invoice()
        note = credit_all(original, reason="Returned")
        assert (note.totals, note.lines, note.vat_breakdown) == (
            original.totals,
            original.lines,
            original.vat_breakdown,
        )
        assert note.preceding_invoices == (PrecedingInvoice(original.number, original.issued_on),)
        assert (note.is_credit_note, note.notes, note.payment_means) == (True, (Note("Returned"),), ())
        assert differences(note) == []

    def test_names_no_finance_company_as_payee(self) -> None:
        sold = replace(invoice(), payee=Party(name="Saatava Rahoitus Oy"))
        assert credit_all(sold).payee is None
        assert credit_lines(sold, (), {0: D("40.00")}).payee is None

    def test_refuses_a_credit_note(self) -> None:
        with pytest.raises(NotCreditable):
            credit_all(credit_all(invoice()))


class TestCreditLines:
    def test_leaves_a_whole_line_as_it_was_and_makes_one_piece_of_a_part(self) -> None:
        note = credit_lines(invoice(), (), {0: D("40.00"), 1: D("30.00")})
        assert [(line.id, line.quantity, line.net) for line in note.lines] == [
            ("1", D(1), D("40.00")),
            ("2", D(1), D("30.00")),
        ]
        assert (note.totals.net, note.totals.vat, note.totals.gross) == (D("70.00"), D("13.20"), D("83.20"))
        assert differences(note) == []

    def test_is_the_whole_where_every_line_is_taken(self) -> None:
        assert credit_lines(invoice(), (), {0: D("100.00"), 1: D("30.00")}) == credit_all(invoice())

    @pytest.mark.parametrize(
        ("amounts", "field"),
        [
            ({0: D("100.01")}, "line-0"),
            ({0: D("-1")}, "line-0"),
            ({1: D("0.001")}, "line-1"),
            ({2: D(1)}, "lines"),
            ({}, "lines"),
            ({0: D(0)}, "lines"),
        ],
    )
    def test_refuses_an_amount_over_what_is_left_at_its_field(self, amounts: dict[int, Decimal], field: str) -> None:
        with pytest.raises(InvalidFields) as refused:
            credit_lines(invoice(), (), amounts)
        assert [problem.field for problem in refused.value.problems] == [field]

    def test_counts_what_was_credited_before(self) -> None:
        first = credit_lines(invoice(), (), {0: D("60.00")})
        with pytest.raises(InvalidFields):
            credit_lines(invoice(), (first,), {0: D("40.01")})
        rest = credit_lines(invoice(), (first,), {0: D("40.00"), 1: D("30.00")})
        with pytest.raises(NothingLeft):
            credit_lines(invoice(), (first, rest), {0: D("0.01")})

    def test_refuses_more_than_a_rate_has_left_below_an_allowance_of_the_whole(self) -> None:
        lowered = completed(
            replace(plain_invoice(), allowances=(Adjustment(amount=D(20), vat=STANDARD, reason="Discount"),))
        )
        with pytest.raises(InvalidFields):
            credit_lines(lowered, (), {0: D("90.00")})
        assert credit_lines(lowered, (), {0: D("80.00")}).totals.gross == lowered.totals.gross

    def test_credits_a_line_of_returned_goods_with_its_sign(self) -> None:
        mixed = completed(plain_invoice(plain_line(1), plain_line(2, net="10", quantity="-1")))
        note = credit_lines(mixed, (), {0: D("50.00"), 1: D("-10.00")})
        assert note.totals.net == D("40.00")

    def test_never_credits_more_vat_than_was_charged(self) -> None:
        quarter = VatTreatment("S", D(25))
        original = completed(plain_invoice(plain_line(1, net="0.10", quantity="1", vat=quarter)))
        given: list[Invoice] = []
        for _ in range(5):
            given.append(credit_lines(original, given, {0: D("0.02")}))
        assert sums(given) == (Fraction(10, 100), Fraction(3, 100), Fraction(13, 100))

    def test_reckons_vat_in_the_other_currency_by_its_share(self) -> None:
        original = invoice()
        stated = replace(original.totals, vat_in_vat_currency=D("285.00"))
        foreign = replace(original, vat_currency="SEK", totals=stated)
        assert original.totals.vat == D("28.50")
        assert credit_lines(foreign, (), {1: D("30.00")}).totals.vat_in_vat_currency == D("30.00")


class TestVatInTheOtherCurrency:
    """The parts come to what the invoice states (BT-111), though each is rounded."""

    def stated(self) -> Invoice:
        original = completed(plain_invoice(plain_line(1, net="30", quantity="1", vat=TEN)))
        return replace(original, vat_currency="NOK", totals=replace(original.totals, vat_in_vat_currency=D("0.65")))

    def parts(self, original: Invoice, count: int, amount: str) -> list[Decimal | None]:
        given: list[Invoice] = []
        for _ in range(count):
            given.append(credit_lines(original, given, {0: D(amount)}))
        return [one.totals.vat_in_vat_currency for one in given]

    def test_ends_with_what_is_left_of_it(self) -> None:
        assert self.parts(self.stated(), 3, "10.00") == [D("0.22"), D("0.22"), D("0.21")]

    def test_is_never_more_than_what_is_left_of_it(self) -> None:
        original = self.stated()
        little = replace(original, totals=replace(original.totals, vat_in_vat_currency=D("0.03")))
        assert self.parts(little, 5, "6.00") == [D("0.01"), D("0.01"), D("0.01"), D(0), D(0)]

    def test_counts_a_credit_note_that_states_none_by_its_share(self) -> None:
        original = self.stated()
        first = credit_lines(original, (), {0: D("10.00")})
        silent = replace(first, vat_currency=None, totals=replace(first.totals, vat_in_vat_currency=None))
        assert credit_rest(original, (silent,), text="Rest").totals.vat_in_vat_currency == D("0.43")


class TestCreditRest:
    def test_is_the_whole_before_the_first_credit_note(self) -> None:
        assert credit_rest(invoice(), (), text="Rest") == credit_all(invoice())

    def test_has_a_line_for_each_rate_that_something_is_left_of(self) -> None:
        first = credit_lines(invoice(), (), {1: D("30.00")})
        rest = credit_rest(invoice(), (first,), text="Rest of 2026001")
        assert [(line.item.name, line.net, line.vat) for line in rest.lines] == [
            ("Rest of 2026001", D("100.00"), STANDARD)
        ]
        assert left_of(invoice(), (first, rest)).is_nothing

    def test_refuses_where_nothing_is_left(self) -> None:
        with pytest.raises(NothingLeft):
            credit_rest(invoice(), (credit_all(invoice()),), text="Rest")


class TestRounding:
    """What was rounded to be paid (BT-114) goes with the credit note that takes the last of the invoice."""

    def rounded(self, rounding: str = "0.50") -> Invoice:
        drawn = plain_invoice(
            plain_line(1, net="900", quantity="1", vat=TEN), plain_line(2, net="237", quantity="1", vat=TEN)
        )
        totals = replace(drawn.totals, rounding=D(rounding))
        return completed(replace(drawn, totals=totals))

    def test_is_credited_with_the_rest(self) -> None:
        original = self.rounded()
        first = credit_lines(original, (), {0: D("900.00")})
        rest = credit_rest(original, (first,), text="Rest")
        assert (first.totals.rounding, rest.totals.rounding) == (D(0), D("0.50"))
        assert first.totals.payable + rest.totals.payable == original.totals.payable
        assert differences(rest) == []

    def test_is_credited_with_the_last_lines(self) -> None:
        original = self.rounded("-0.20")
        first = credit_lines(original, (), {0: D("900.00")})
        rest = credit_lines(original, (first,), {1: D("237.00")})
        assert first.totals.payable + rest.totals.payable == original.totals.payable

    def test_is_less_what_was_credited_of_it_before(self) -> None:
        original = self.rounded()
        first = credit_lines(original, (), {0: D("900.00")})
        totals = replace(first.totals, rounding=D("0.30"), payable=first.totals.gross + D("0.30"))
        rest = credit_rest(original, (replace(first, totals=totals),), text="Rest")
        assert rest.totals.rounding == D("0.20")

    def test_is_credited_where_nothing_else_was_to_be_paid(self) -> None:
        nil = completed(
            replace(plain_invoice(plain_line(1, net="0", quantity="1")), totals=replace(NIL, rounding=D("0.50")))
        )
        assert not left_of(nil, ()).is_nothing
        note = credit_rest(nil, (), text="Rest")
        assert note.totals.rounding == D("0.50")
        assert left_of(nil, (note,)).is_nothing

    def test_is_a_line_of_nil_where_another_program_left_it_out(self) -> None:
        original = self.rounded()
        without = credit_all(original)
        totals = replace(without.totals, rounding=D(0), payable=without.totals.gross)
        rest = credit_rest(original, (replace(without, totals=totals),), text="Rest")
        assert [(line.id, line.net, line.vat) for line in rest.lines] == [("R1-1", D(0), TEN)]
        assert (rest.totals.gross, rest.totals.payable) == (D(0), D("0.50"))
        assert differences(rest) == []


class TestRandomInvoices:
    """Random parts and then the rest come to the whole in exact fractions, whatever the rounding of each."""

    def test_parts_and_the_rest_come_to_the_whole(self) -> None:
        rng = Random(4)  # noqa: S311  reproducible, not secret
        for place in range(150):
            currency = CURRENCIES[place % len(CURRENCIES)]
            assert_credits_come_to_the_whole(random_invoice(rng, currency), rng)


def assert_credits_come_to_the_whole(drawn: Invoice, rng: Random) -> None:
    """Credit random parts of an invoice, then what is left, and compare with the invoice in fractions.

    A soak run calls this with more invoices.
    """
    original, unit = completed(replace(drawn, type_code="380")), D(1).scaleb(-MINOR_DIGITS[drawn.currency])
    given: list[Invoice] = []
    for _ in range(rng.randint(0, 3)):
        left = left_of(original, given)
        wanted = {place: (one.net * rng.randint(0, 100) / 100).quantize(unit) for place, one in enumerate(left.lines)}
        try:
            given.append(credit_lines(original, given, wanted))
        except (InvalidFields, NothingLeft):
            continue
    if not left_of(original, given).is_nothing:
        given.append(credit_rest(original, given, text="Rest"))
    totals = original.totals
    assert sums(given) == (Fraction(totals.net), Fraction(totals.vat), Fraction(totals.gross))
    assert sum((one.totals.rounding for one in given), D(0)) == totals.rounding
    assert left_of(original, given).is_nothing
