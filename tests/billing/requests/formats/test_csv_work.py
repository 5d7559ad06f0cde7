"""ROT and RUT columns."""

from datetime import date
from decimal import Decimal

import pytest
from factories.requests import csv_file

from billing.en16931.model import Party
from billing.invoices.rules.work_marks import Work, work_of
from billing.requests.formats.csv_requests import read_csv
from billing.requests.formats.values import NotAChoice
from billing.requests.rules.draft import Defaults

DEFAULTS = Defaults(
    seller=Party(name="Eken"), country="SE", language="sv", currency="SEK", on=date(2026, 11, 23)
)  # fmt: skip
HEADER = (
    "request_id;customer_number;text;quantity;unit_price;vat_rate;rot_rut;work_kind;work_hours;"
    "personal_id;property;housing_association;apartment"
)
PAINT = "R-1;1;Painting;8;500;25;rot;painting;8;********-**74;Eken 1:23;;"
PAPER = "R-1;1;Paper;2;100;25;;;;;;;"


def works(*rows: str) -> list[Work | None]:
    (draft,) = read_csv(csv_file(*rows, header=HEADER), DEFAULTS)
    return [work_of(line) for line in draft.content.lines]


class TestWithWork:
    """Lines that say so."""

    def test_marks_the_work_and_leaves_the_material(self) -> None:
        painted = Work(
            reduction="rot", kind="painting", hours=Decimal(8), person="********-**74", property_name="Eken 1:23"
        )  # fmt: skip
        assert works(PAINT, PAPER) == [painted, None]

    def test_takes_the_home_from_any_row_of_the_request(self) -> None:
        first, second = works(
            PAINT.replace("********-**74;Eken 1:23;;", ";;7696000003;1102"), PAINT.replace("Eken 1:23", "")
        )
        assert first is not None
        assert first == second
        assert (first.association, first.apartment, first.person) == ("7696000003", "1102", "********-**74")

    def test_refuses_another_word(self) -> None:
        with pytest.raises(NotAChoice):
            works(PAINT.replace(";rot;", ";root;"))
        with pytest.raises(NotAChoice):
            works(PAINT.replace(";painting;", ";poetry;"))
