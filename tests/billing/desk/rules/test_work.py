"""ROT and RUT work as it is said in the form, with what is wrong at the fields that the form has."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from factories.customers import a_customer
from factories.sellers import a_seller

from billing.desk.rules.content import Ground, meaning_of
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.desk.rules.work import work_said
from billing.invoices.rules.work_marks import Work, work_of

ON = date(2026, 11, 23)
PAINT = TypedLine(text="Painting", quantity="8", price="500", work_kind="painting", work_hours="7,5")
WHOLE = TypedInvoice(
    customer_id="c", personal_id="********-**74", association="556222-2223", apartment="1101", lines=(PAINT,)
)


def ground(kind: str = "consumer", country: str = "SE") -> Ground:
    currency = "SEK" if country == "SE" else "EUR"
    card: dict[str, Any] = {"kind": kind, "country": country, "currency": currency}
    return Ground(a_seller(country), a_customer(**card), ON)


def fields(typed: TypedInvoice, found: Ground | None = None) -> set[str]:
    problems = meaning_of(typed, found or ground()).problems
    return {each.field for each in problems if not each.field.startswith(("customer.", "seller"))}


class TestWork:
    def test_is_a_mark_of_the_line_with_the_buyer_and_the_home(self) -> None:
        content = meaning_of(WHOLE, ground()).content
        assert work_of(content.lines[0]) == Work(
            reduction="rot",
            kind="painting",
            hours=Decimal("7.5"),
            person="********-**74",
            association="556222-2223",
            apartment="1101",
        )
        assert fields(WHOLE) == set()

    def test_has_the_reduction_of_its_kind(self) -> None:
        cleaning, unknown = replace(PAINT, work_kind="cleaning"), replace(PAINT, work_kind="baking")
        found = [work_said(each, WHOLE, None) for each in (cleaning, unknown)]
        assert [each and each.reduction for each in found] == ["rut", None]

    @pytest.mark.parametrize(
        ("line", "head", "field"),
        [
            ({"work_kind": ""}, {}, "lines.1.work_kind"),
            ({"work_kind": "baking"}, {}, "lines.1.work_kind"),
            ({"work_hours": ""}, {}, "lines.1.work_hours"),
            ({"work_hours": "many"}, {}, "lines.1.work_hours"),
            ({"quantity": "-1"}, {}, "lines.1.work_kind"),
            ({}, {"personal_id": ""}, "personal_id"),
            ({}, {"personal_id": "invalid"}, "personal_id"),
            ({}, {"association": "", "apartment": ""}, "property_name"),
            ({}, {"association": "556222-2224"}, "association"),
            ({}, {"apartment": ""}, "apartment"),
        ],
    )
    def test_is_refused_at_the_field_of_the_form(self, line: dict[str, str], head: dict[str, str], field: str) -> None:
        typed = replace(WHOLE, lines=(replace(PAINT, **line),), **head)  # type: ignore[arg-type]  # texts
        assert field in fields(typed)

    def test_is_refused_at_its_kind_for_a_business_and_elsewhere(self) -> None:
        assert fields(WHOLE, ground("business")) == {"lines.1.work_kind"}
        assert "lines.1.work_kind" in fields(WHOLE, ground(country="FI"))

    def test_is_told_once_for_all_lines(self) -> None:
        typed = replace(WHOLE, personal_id="invalid", lines=(PAINT, replace(PAINT, work_kind="electricity")))
        found = [each for each in meaning_of(typed, ground()).problems if each.field == "personal_id"]
        assert [str(each.message.id) for each in found] == [
            "The personal identity number wasn't valid, so it isn't kept. Type it again."
        ]
