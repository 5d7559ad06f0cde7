"""The split between the buyer and Skatteverket."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line

from billing.corrections.rules import credit_all, credit_lines
from billing.corrections.rules.crediting import NotInParts
from billing.countries.se.household_work import Reduction
from billing.documents.invoice.sums import sums
from billing.en16931.arithmetic import completed, differences
from billing.en16931.conversion import to_finvoice, to_ubl
from billing.en16931.model import Attribute, Invoice, Line, VatTreatment
from billing.invoices.rules.rot_rut import Part, home_of, parts, reduced
from billing.invoices.rules.work_marks import Work, marked, work_of
from billing.ledger.rules import postings_of_issue

ANNA = a_customer(kind="consumer", country="SE", language="sv")
DAY = date(2026, 12, 14)


def work(number: int, net: str, reduction: Reduction = "rot") -> Line:
    line = replace(plain_line(number, net=net, quantity="1"), vat=VatTreatment("S", Decimal(25)))
    kind = "painting" if reduction == "rot" else "cleaning"
    said = Work(reduction=reduction, kind=kind, hours=Decimal(8), person="********-**74", property_name="Eken 1:23")
    return marked(line, said)


def material(number: int, net: str) -> Line:
    return replace(plain_line(number, net=net, quantity="1"), vat=VatTreatment("S", Decimal(25)))


def bill(*lines: Line) -> Invoice:
    return completed(plain_invoice(*lines, notes=(), currency="SEK", due_on=DAY))


class TestParts:
    """Only labour counts, with VAT, in whole kronor."""

    def test_take_the_share_of_the_labour(self) -> None:
        assert parts(bill(work(1, "8000.00"), material(2, "3000.00")), DAY) == (
            Part("rot", Decimal("10000.00"), Decimal(3000)),
        )
        assert parts(bill(work(1, "1000.00", "rut")), DAY) == (Part("rut", Decimal("1250.00"), Decimal(625)),)

    def test_go_by_the_day_of_payment(self) -> None:
        assert parts(bill(work(1, "8000.00")), date(2025, 12, 31))[0].claimed == Decimal(5000)

    def test_are_rounded_down(self) -> None:
        assert parts(bill(work(1, "1001.00", "rut")), DAY)[0].claimed == Decimal(625)

    def test_stop_at_the_most_of_a_year(self) -> None:
        both = parts(bill(work(1, "400000.00"), work(2, "400000.00", "rut")), DAY)
        assert [part.claimed for part in both] == [Decimal(50000), Decimal(25000)]

    def test_are_none_without_marks_and_never_negative(self) -> None:
        assert parts(bill(material(1, "10.00")), DAY) == ()
        minus = work(1, "10.00")
        assert parts(bill(replace(minus, quantity=Decimal(-1))), DAY)[0].claimed == 0


class TestReduced:
    """What the buyer is asked for."""

    def test_leaves_the_price_and_its_vat_and_asks_for_the_rest(self) -> None:
        before = bill(work(1, "8000.00"), material(2, "3000.00"))
        done = reduced(before, ANNA)
        assert (done.totals.net, done.totals.vat, done.totals.gross) == (Decimal(11000), Decimal(2750), Decimal(13750))
        assert (done.totals.paid, done.totals.claimed, done.totals.payable) == (3000, 3000, Decimal("10750.00"))
        assert done.vat_breakdown == before.vat_breakdown
        assert differences(done) == []
        assert completed(done).totals == done.totals

    def test_keeps_an_advance_beside_it(self) -> None:
        before = bill(work(1, "8000.00"))
        before = completed(replace(before, totals=replace(before.totals, paid=Decimal(1000))))
        done = reduced(before, ANNA)
        assert (done.totals.paid, done.totals.claimed, done.totals.payable) == (4000, 3000, Decimal("6000.00"))
        sides = {side.account: side.amount_minor for side in postings_of_issue(done)}
        assert sides == {
            "receivable": 600000, "prepaid": 100000, "tax_agency": 300000, "sales": -800000, "vat": -200000,
        }  # fmt: skip

    def test_says_it_in_the_customers_language_and_keeps_no_mark(self) -> None:
        done = reduced(bill(work(1, "8000.00")), ANNA)
        assert not any(map(work_of, done.lines))
        assert Attribute("ROT", "målning och tapetsering, 8 timmar") in done.lines[0].item.attributes
        said = " ".join(note.text for note in done.notes)
        assert "********-**74" in said
        assert "Eken 1:23" in said

    def test_is_no_advance_on_paper(self) -> None:
        done = reduced(bill(work(1, "8000.00")), ANNA)
        labels = [fact.label for fact in sums(done, "en")]
        assert "Tax reduction, claimed from Skatteverket" in labels
        assert "Paid before" not in labels
        assert "Total with VAT" in labels

    def test_leaves_other_invoices(self) -> None:
        assert reduced(bill(material(1, "10.00")), ANNA) == bill(material(1, "10.00"))

    def test_goes_into_both_syntaxes(self) -> None:
        done = reduced(bill(work(1, "8000.00")), ANNA)
        assert '<cbc:PrepaidAmount currencyID="SEK">3000' in to_ubl(done).decode()
        assert ">3000,00</InvoicePaidAmount>" in to_finvoice(done, message_id="m1").decode("iso-8859-15")


class TestCredit:
    """With Skatteverket's part, or not at all."""

    def test_takes_all_of_it_back(self) -> None:
        note = credit_all(reduced(bill(work(1, "8000.00")), ANNA))
        sides = {side.account: side.amount_minor for side in postings_of_issue(note)}
        assert sides == {"receivable": -700000, "tax_agency": -300000, "sales": 800000, "vat": 200000}

    def test_is_refused_in_parts(self) -> None:
        with pytest.raises(NotInParts):
            credit_lines(reduced(bill(work(1, "8000.00")), ANNA), (), {0: Decimal(10)})


class TestHomeOf:
    """The property, or the apartment."""

    def test_names_it(self) -> None:
        assert home_of(Work(reduction="rot", property_name="Eken 1:23")) == "Eken 1:23"

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [("7696000004", "769600-0004"), ("769600-0004", "769600-0004"), ("769600 0004", "769600-0004"), ("?", "?")],
    )
    def test_writes_the_association_as_its_country_does_however_it_was_typed(self, typed: str, shown: str) -> None:
        assert home_of(Work(reduction="rot", association=typed, apartment="1102")) == f"{shown} / 1102"
