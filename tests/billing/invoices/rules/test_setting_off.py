"""Credit notes that come as requests: what they take of their invoices, and what is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from uuid import UUID, uuid4

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, Item, Line, PrecedingInvoice, Price, VatTreatment
from billing.invoices.rules.setting_off import Creditable, SetOff, Taking, is_about, numbers_named, set_off
from tenants.kernel.ids import CustomerId, InvoiceId
from tenants.kernel.refusals import Problem
from tests.factories.invoices import MINOR_DIGITS, STANDARD, plain_invoice, plain_line, random_invoice

D = Decimal
SAVI, OTHER = CustomerId(UUID(int=1)), CustomerId(UUID(int=2))
TEN = VatTreatment("S", D(10))
CURRENCIES = tuple(MINOR_DIGITS)


def known(*invoices: Invoice, **changes: object) -> dict[str, Creditable]:
    return {one.number: creditable(one, **changes) for one in invoices}


def creditable(invoice: Invoice, **changes: object) -> Creditable:
    usual = {"id": InvoiceId(uuid4()), "customer_id": SAVI, "open": invoice.totals.payable, "credits": ()}
    return Creditable(content=invoice, **{**usual, **changes})  # type: ignore[arg-type]  # named by each test


def invoice(number: str = "1001", net: str = "100", **changes: object) -> Invoice:
    return completed(plain_invoice(plain_line(1, net=net, quantity="1"), number=number, **changes))


def note(net: str, *numbers: str, **changes: object) -> Invoice:
    """Return a credit note of so much at 25.5 % that names invoices."""
    named = tuple(PrecedingInvoice(number) for number in numbers or ("1001",))
    line = plain_line(7, net=net, quantity="1", vat=changes.pop("vat", STANDARD))  # type: ignore[arg-type]  # a treatment
    usual = {"number": "K1", "type_code": "381", "preceding_invoices": named}
    return completed(plain_invoice(line, **{**usual, **changes}))


def took(found: SetOff | Problem) -> list[tuple[str, Decimal]]:
    assert isinstance(found, SetOff), found
    return [(one.original.content.number, one.amount) for one in found.takings]


def refusal(found: SetOff | Problem) -> str:
    assert isinstance(found, Problem), found
    return str(found.message)


class TestNumbersNamed:
    def test_names_each_once_and_none_for_an_invoice(self) -> None:
        assert numbers_named(note("1", "B", "A", "B")) == ("B", "A")
        assert numbers_named(invoice(preceding_invoices=(PrecedingInvoice("A"),))) == ()


class TestIsAbout:
    def test_goes_by_the_day_where_one_is_stated(self) -> None:
        original, stated = invoice(), PrecedingInvoice("1001", date(2020, 1, 1))
        assert is_about(note("1"), original)
        assert is_about(note("1", preceding_invoices=(PrecedingInvoice("1001", original.issued_on),)), original)
        assert not is_about(note("1", preceding_invoices=(stated,)), original)
        assert not is_about(note("1", "1002"), original)


class TestSetOff:
    """What is allowed."""

    def test_takes_as_much_of_the_receivable_as_it_comes_to(self) -> None:
        assert took(set_off(note("40"), SAVI, known(invoice()))) == [("1001", D("50.20"))]

    def test_takes_no_more_than_is_open(self) -> None:
        assert took(set_off(note("40"), SAVI, known(invoice(), open=D("10.00")))) == [("1001", D("10.00"))]
        assert took(set_off(note("40"), SAVI, known(invoice(), open=D(-3)))) == [("1001", D(0))]

    def test_leaves_a_credit_note_of_an_unknown_invoice_as_it_is(self) -> None:
        credit = note("9999", "OLD-1", "OLD-2")
        assert set_off(credit, SAVI, known(invoice())) == SetOff(credit)

    def test_leaves_an_invoice_as_it_is(self) -> None:
        corrected = invoice("1002", preceding_invoices=(PrecedingInvoice("1001"),), type_code="384")
        assert set_off(corrected, SAVI, known(invoice())) == SetOff(corrected)

    def test_takes_the_invoice_of_an_earlier_program_for_another_one(self) -> None:
        """The number is one of ours by chance, as customer and day tell."""
        old = note("9999", preceding_invoices=(PrecedingInvoice("1001", date(2020, 1, 1)),))
        assert set_off(old, OTHER, known(invoice())) == SetOff(old)

    def test_shares_one_note_among_the_invoices_that_it_names(self) -> None:
        found = set_off(note("150", "1001", "1002"), SAVI, known(invoice(), invoice("1002")))
        assert took(found) == [("1001", D("125.50")), ("1002", D("62.75"))]

    def test_has_the_rounding_of_what_it_takes_whole(self) -> None:
        original = invoice()
        rounded = replace(original, totals=replace(original.totals, rounding=D("0.50"), payable=D("126.00")))
        parts, left = [], creditable(rounded)
        for net in ("30", "70"):
            found = set_off(note(net), SAVI, {"1001": left})
            assert isinstance(found, SetOff)
            parts, left = [*parts, found.note.totals.payable], found.takings[0].after
        assert (parts, left.open) == ([D("37.65"), D("88.35")], D(0))

    def test_keeps_what_was_paid_off_what_is_to_be_paid_back(self) -> None:
        credit = note("40")
        paid = replace(credit, totals=replace(credit.totals, paid=D("5.20"), payable=D("45.00")))
        found = set_off(paid, SAVI, known(invoice()))
        assert isinstance(found, SetOff)
        assert (found.note.totals, took(found)) == (paid.totals, [("1001", D("45.00"))])


class TestRefusal:
    """What can't be, each with its reason."""

    def test_is_over_what_is_left_at_a_rate(self) -> None:
        said = refusal(set_off(note("100.01"), SAVI, known(invoice())))
        assert said == "Invoice 1001 has 100.00 left to credit at 25.5 % VAT; this is 100.01."

    def test_is_over_what_the_first_of_two_leaves(self) -> None:
        first = set_off(note("60"), SAVI, known(invoice()))
        assert isinstance(first, SetOff)
        now = {"1001": first.takings[0].after}
        assert "40.00" in refusal(set_off(note("40.01"), SAVI, now))
        assert took(set_off(note("40"), SAVI, now)) == [("1001", D("50.20"))]

    def test_is_of_an_invoice_that_was_credited_in_full(self) -> None:
        spent = known(invoice(), credits=(note("100"),))
        assert refusal(set_off(note("1"), SAVI, spent)) == "Invoice 1001 has been credited in full already."

    def test_is_at_a_rate_that_the_invoice_has_not(self) -> None:
        assert "at 10 % VAT" in refusal(set_off(note("1", vat=TEN), SAVI, known(invoice())))
        assert "VAT category O" in refusal(set_off(note("1", vat=VatTreatment("O")), SAVI, known(invoice())))

    def test_is_more_than_all_named_invoices_have(self) -> None:
        both = known(invoice(), invoice("1002"))
        assert "1002" in refusal(set_off(note("200.01", "1001", "1002"), SAVI, both))

    def test_is_a_first_invoice_that_was_credited_in_part(self) -> None:
        both = {**known(invoice(), credits=(note("10"),)), **known(invoice("1002"))}
        assert "1001 has 90.00" in refusal(set_off(note("150", "1001", "1002"), SAVI, both))
        assert took(set_off(note("150", "1002", "1001"), SAVI, both)) == [("1002", D("125.50")), ("1001", D("62.75"))]

    def test_is_of_an_unknown_invoice_beside_a_known_one(self) -> None:
        said = refusal(set_off(note("10", "1001", "OLD-1"), SAVI, known(invoice())))
        assert said == "There is no invoice OLD-1 here. Credit it apart from the others."

    def test_is_of_a_credit_note(self) -> None:
        earlier = replace(note("10"), number="1001")
        assert "a credit note can't be credited" in refusal(set_off(note("10"), SAVI, known(earlier)))

    def test_is_of_another_customers_invoice(self) -> None:
        assert refusal(set_off(note("10"), OTHER, known(invoice()))) == "Invoice 1001 is another customer's."

    def test_say_at_which_field(self) -> None:
        fields = [set_off(note(net), card, known(invoice())) for net, card in (("10", OTHER), ("100.01", SAVI))]
        assert [one.field for one in fields if isinstance(one, Problem)] == ["preceding_invoices", "totals"]

    def test_is_of_another_day_than_the_invoice_has(self) -> None:
        stated = note("10", preceding_invoices=(PrecedingInvoice("1001", date(2026, 3, 3)),))
        assert "dated 2026-03-02" in refusal(set_off(stated, SAVI, known(invoice())))
        right = note("10", preceding_invoices=(PrecedingInvoice("1001", date(2026, 3, 2)),))
        assert took(set_off(right, SAVI, known(invoice()))) == [("1001", D("12.55"))]

    def test_is_in_another_currency(self) -> None:
        assert refusal(set_off(note("10", currency="SEK"), SAVI, known(invoice()))) == "Invoice 1001 is in EUR."

    @pytest.mark.parametrize(("net", "claimed"), [("99", "30"), ("100", "0"), ("100", "29")])
    def test_is_a_part_of_an_invoice_of_which_skatteverket_pays_one(self, net: str, claimed: str) -> None:
        original = invoice()
        split = replace(original, totals=replace(original.totals, paid=D(30), claimed=D(30), payable=D("95.50")))
        assert "Skatteverket" in refusal(set_off(claiming(note(net), claimed), SAVI, known(split)))
        assert took(set_off(claiming(note("100"), "30"), SAVI, known(split))) == [("1001", D("95.50"))]


class TestParts:
    """Any credit notes that are let through come to the invoice, to the cent, and never to more."""

    def test_come_to_the_whole(self) -> None:
        rng = Random(9)  # noqa: S311  reproducible, not secret
        for place in range(120):
            assert_run_credits_come_to_the_whole(random_invoice(rng, CURRENCIES[place % len(CURRENCIES)]), rng)

    def test_come_to_all_invoices_of_a_note_for_several(self) -> None:
        rng = Random(10)  # noqa: S311  reproducible, not secret
        for _ in range(60):
            assert_shared_credits_come_to_the_whole(rng)


def claiming(credit: Invoice, claimed: str) -> Invoice:
    totals, amount = credit.totals, D(claimed)
    return replace(
        credit, totals=replace(totals, paid=amount, claimed=amount, payable=totals.gross + totals.rounding - amount)
    )


def assert_run_credits_come_to_the_whole(drawn: Invoice, rng: Random) -> None:
    """Credit random parts of an invoice by notes of another program, then the rest, and compare it in fractions.

    A soak run calls this with more invoices.
    """
    original, unit = completed(replace(drawn, type_code="380")), D(1).scaleb(-MINOR_DIGITS[drawn.currency])
    left, given = creditable(original), list[Invoice]()
    for _ in range(rng.randint(1, 4)):
        share = D(rng.randint(0, 130)) / 100
        found = set_off(_parts(original, left, share, unit), SAVI, {original.number: left})
        if isinstance(found, Problem):
            continue
        left, given = found.takings[0].after, [*given, found.note]
        _never_over(original, left, given)
    if not left.left.is_nothing:
        found = set_off(_parts(original, left, D(1), unit), SAVI, {original.number: left})
        assert isinstance(found, SetOff), found
        left, given = found.takings[0].after, [*given, found.note]
    assert left.left.is_nothing
    gross = sum((Fraction(one.totals.gross + one.totals.rounding) for one in given), Fraction(0))
    assert gross == Fraction(original.totals.gross) + Fraction(original.totals.rounding)
    assert sum((Fraction(one.totals.vat) for one in given), Fraction(0)) == Fraction(original.totals.vat)
    # What was paid before was never part of the receivable.
    assert left.open <= max(D(0), original.totals.payable)


def assert_shared_credits_come_to_the_whole(rng: Random) -> None:
    """Credit random sums of three invoices by notes that name all of them, and see that no cent is lost or doubled."""
    originals = [invoice(str(1001 + place), net=str(D(rng.randint(1, 9999)) / 100)) for place in range(3)]
    now = {one.number: creditable(one) for one in originals}
    total = sum((one.totals.net for one in originals), D(0))
    for net in (D(rng.randint(1, int(total * 100))) / 100, total):
        names = list(now)
        found = set_off(note(str(net), *names), SAVI, now)
        if isinstance(found, Problem):
            assert net == total
            continue
        assert _sum(found.takings) == Fraction(found.note.totals.gross)
        now |= {one.original.content.number: one.after for one in found.takings}
    rests = [
        set_off(note(str(one.left.net), number), SAVI, now) for number, one in now.items() if not one.left.is_nothing
    ]
    for rest in rests:
        assert isinstance(rest, SetOff), rest
        now |= {one.original.content.number: one.after for one in rest.takings}
    assert all(one.left.is_nothing and one.open == 0 for one in now.values())


def _sum(takings: tuple[Taking, ...]) -> Fraction:
    return sum((Fraction(one.amount) for one in takings), Fraction(0))


def _never_over(original: Invoice, left: Creditable, given: list[Invoice]) -> None:
    assert left.open <= original.totals.payable
    for group in left.left.groups:
        whole = next(one for one in original.vat_breakdown if one.treatment == group.treatment)
        assert abs(Fraction(group.taxable)) <= abs(Fraction(whole.taxable)), given
        assert abs(Fraction(group.tax)) <= abs(Fraction(whole.tax)), given


def _parts(original: Invoice, left: Creditable, share: Decimal, unit: Decimal) -> Invoice:
    """Return a note as another program writes it: a line for each VAT rate, at a share of what is left of it."""
    lines = tuple(
        Line(
            id=str(place),
            quantity=D(1).copy_sign(group.taxable),
            price=Price(net=abs((group.taxable * share).quantize(unit))),
            item=Item(name="Credited"),
            vat=group.treatment,
        )
        for place, group in enumerate(left.left.groups, 1)
    )
    named = (PrecedingInvoice(original.number),)
    return completed(
        plain_invoice(*lines, number="K", type_code="381", currency=original.currency, preceding_invoices=named)
    )
