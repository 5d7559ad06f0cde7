"""Household work told apart."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line

from billing.en16931.arithmetic import completed
from billing.en16931.conversion import to_finvoice, to_ubl
from billing.en16931.model import Attribute, Invoice, Line
from billing.invoices.rules.household import MARK, is_household_work, itemised, work_with_vat

CONSUMER = a_customer(kind="consumer")


def work(number: int, net: str) -> Line:
    line = plain_line(number, net=net, quantity="1")
    return replace(line, item=replace(line.item, attributes=(Attribute("Colour", "red"), MARK)))


def bill(*lines: Line) -> Invoice:
    return completed(plain_invoice(*lines, notes=()))


class TestItemised:
    """What the invoice says."""

    def test_names_work_and_the_rest_with_vat(self) -> None:
        done = itemised(bill(work(1, "800.00"), plain_line(2, net="200.00", quantity="1")), CONSUMER)
        (note,) = done.notes
        assert note.text == (
            "Kotitalousvähennykseen oikeuttava työn osuus, sis. ALV: 1\N{NO-BREAK SPACE}004,00 EUR. "
            "Tarvikkeet ja muut kulut: 251,00 EUR."
        )
        assert done.lines[0].item.attributes == (Attribute("Colour", "red"), Attribute("Kotitalousvähennys", "työtä"))
        assert done.lines[1] == bill(work(1, "800.00"), plain_line(2, net="200.00", quantity="1")).lines[1]

    @pytest.mark.parametrize(("language", "words"), [("sv", "hushållsavdrag"), ("en", "household deduction")])
    def test_speaks_the_customers_language(self, language: str, words: str) -> None:
        done = itemised(bill(work(1, "10")), replace(CONSUMER, language=language))  # type: ignore[arg-type]  # ours
        assert words in done.notes[0].text

    def test_leaves_other_invoices_and_all_amounts(self) -> None:
        plain = bill(plain_line())
        assert itemised(plain, CONSUMER) == plain
        before = bill(work(1, "33.33"))
        assert itemised(before, CONSUMER).totals == before.totals

    def test_is_no_request_any_more(self) -> None:
        done = itemised(bill(work(1, "10")), CONSUMER)
        assert not any(map(is_household_work, done.lines))

    def test_goes_into_both_syntaxes(self) -> None:
        done = itemised(bill(work(1, "800.00")), CONSUMER)
        for xml in (to_ubl(done).decode(), to_finvoice(done, message_id="m1").decode("iso-8859-15")):
            assert "oikeuttava" in xml


class TestWorkWithVat:
    """Rounded once for each rate."""

    def test_rounds_as_the_breakdown_does(self) -> None:
        lines = [work(number, "0.33") for number in range(1, 8)]
        assert work_with_vat(bill(*lines)) == bill(*lines).totals.gross == Decimal("2.90")

    def test_is_none_without_work(self) -> None:
        assert work_with_vat(bill(plain_line())) is None
