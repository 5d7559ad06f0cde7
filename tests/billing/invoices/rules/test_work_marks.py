"""Marks of ROT and RUT work on lines."""

from decimal import Decimal

from factories.invoices import plain_line

from billing.en16931.model import Attribute
from billing.invoices.rules.work_marks import Work, marked, unmarked, work_of

WORK = Work(
    reduction="rot",
    kind="painting",
    hours=Decimal("7.5"),
    person="********-**74",
    association="7696000003",
    apartment="1102",
)


class TestMarked:
    """A line and back."""

    def test_says_all_that_was_stated(self) -> None:
        assert work_of(marked(plain_line(), WORK)) == WORK
        assert work_of(marked(plain_line(), Work(reduction="rut"))) == Work(reduction="rut")

    def test_is_nothing_on_another_line(self) -> None:
        assert work_of(plain_line()) is None

    def test_can_be_taken_off(self) -> None:
        assert Attribute("rot_rut", "rot") in marked(plain_line(), WORK).item.attributes
        assert unmarked(marked(plain_line(), WORK)) == plain_line().item.attributes
