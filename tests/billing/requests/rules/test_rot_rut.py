"""Who may be billed ROT and RUT work, and what has to be known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.model import Adjustment, Invoice
from billing.invoices.rules.work_marks import PERSON_INVALID, Work, marked
from billing.requests.rules.rot_rut import work_problems

ON = date(2026, 11, 23)
WORK = Work(
    reduction="rot", kind="painting", hours=Decimal(8), person="********-**74", property_name="Eken 1:23"
)  # fmt: skip


def bill(work: Work = WORK, currency: str = "SEK") -> Invoice:
    return completed(plain_invoice(marked(plain_line(), work), currency=currency))


def fields(invoice: Invoice, *, kind: str = "consumer", on: date = ON, **seller: object) -> set[str]:
    found = work_problems(invoice, a_seller(**{"country": "SE", **seller}), a_customer(kind=kind), on)  # type: ignore[arg-type]  # of the factory
    return {problem.field.removeprefix("lines.1.") for problem in found}


class TestWorkProblems:
    """Each at its field."""

    def test_are_none_where_all_is_known(self) -> None:
        assert fields(bill()) == set()
        assert fields(bill(replace(WORK, property_name="", association="556222-2223", apartment="1102"))) == set()
        assert fields(completed(plain_invoice(plain_line())), kind="business", country="FI") == set()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"kind": ""}, "work_kind"),
            ({"kind": "cleaning"}, "work_kind"),
            ({"hours": None}, "work_hours"),
            ({"hours": Decimal(0)}, "work_hours"),
            ({"person": ""}, "personal_id"),
            ({"person": PERSON_INVALID}, "personal_id"),
            ({"property_name": ""}, "property"),
            ({"property_name": "", "apartment": "1102"}, "property"),
            ({"association": "5562222224", "apartment": "1102"}, "housing_association"),
            ({"association": "5562222223"}, "apartment"),
        ],
    )
    def test_tell_what_is_missing(self, changes: dict[str, object], field: str) -> None:
        assert fields(bill(replace(WORK, **changes))) == {field}  # type: ignore[arg-type]  # fields of the class

    def test_ask_rut_for_no_home_and_a_laundry_for_no_hours(self) -> None:
        assert fields(bill(Work(reduction="rut", kind="laundry", person="********-**74"))) == set()

    def test_tell_who_cant(self) -> None:
        assert fields(bill(), kind="business") == {"rot_rut"}
        assert fields(bill(), country="FI") == {"rot_rut"}
        assert fields(bill(), f_tax=False) == {"seller"}
        assert fields(bill(currency="EUR")) == {"currency"}

    def test_tell_a_discount_on_the_whole_and_a_day_without_figures(self) -> None:
        less = Adjustment(amount=Decimal(1), vat=plain_line().vat)
        assert fields(completed(replace(bill(), allowances=(less,)))) == {"rot_rut"}
        assert fields(replace(bill(), due_on=None), on=date(2024, 9, 1)) == {"rot_rut"}
