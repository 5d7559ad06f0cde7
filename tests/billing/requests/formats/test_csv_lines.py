"""Rows as lines."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.register import country_rules
from billing.invoices.rules.household import is_household_work
from billing.requests.formats.csv_lines import ReasonsClash, SchemeContradicts, read_line, read_reasons, treatment_of
from billing.requests.formats.table import Row
from billing.requests.formats.values import NotAChoice

FINNISH = country_rules("FI").vat.schemes(date(2026, 11, 23))


def a_row(**fields: str) -> Row:
    return Row(2, {"text": "Mug", "quantity": "3", "unit_price": "9.99", "vat_rate": "25.5", **fields})


class TestReadLine:
    """One line."""

    def test_rounds_a_discount_to_the_currency(self) -> None:
        (discount,) = read_line(a_row(discount_percent="12.5"), 1, "EUR").allowances
        assert (discount.base_amount, discount.amount) == (Decimal("29.97"), Decimal("3.75"))

    def test_leaves_an_empty_quantity_at_nil(self) -> None:
        assert read_line(a_row(quantity=""), 1, "EUR").quantity == 0

    def test_takes_a_period_of_its_own(self) -> None:
        line = read_line(a_row(line_period_start="1.12.2025", line_period_end="2025-12-31"), 1, "EUR")
        assert line.period is not None
        assert (line.period.start, line.period.end) == (date(2025, 12, 1), date(2025, 12, 31))
        assert read_line(a_row(), 1, "EUR").period is None

    def test_marks_household_work(self) -> None:
        marked = [is_household_work(read_line(a_row(household_work=said), 1, "EUR")) for said in ("yes", "no", "")]
        assert marked == [True, False, False]


class TestTreatmentOf:
    """How a row is taxed."""

    @pytest.mark.parametrize(("scheme", "category"), [("construction", "AE"), ("used_goods", "E")])
    def test_follows_the_scheme(self, scheme: str, category: str) -> None:
        assert treatment_of(a_row(vat_scheme=scheme, vat_rate=""), FINNISH).category == category

    @pytest.mark.parametrize("said", [{"vat_rate": "25.5"}, {"vat_rate": "0", "vat_category": "K"}])
    def test_refuses_a_row_that_says_something_else_too(self, said: dict[str, str]) -> None:
        with pytest.raises(SchemeContradicts):
            treatment_of(a_row(vat_scheme="construction", **said), FINNISH)

    def test_refuses_a_scheme_that_the_country_has_not(self) -> None:
        with pytest.raises(NotAChoice):
            treatment_of(a_row(vat_scheme="electronics", vat_rate=""), FINNISH)


class TestReadReasons:
    """Why there is no VAT."""

    def test_are_given_by_code_where_the_category_says_it(self) -> None:
        (reason,) = read_reasons([a_row(vat_category="AE", vat_rate="0")] * 2)
        assert reason.exemption_code == "VATEX-EU-AE"

    def test_are_given_in_words_else(self) -> None:
        (reason,) = read_reasons([a_row(vat_category="E", vat_rate="0", vat_reason="AVL 34 §"), a_row()])
        assert reason.exemption_reason == "AVL 34 §"

    def test_name_the_statutes_of_schemes_together(self) -> None:
        rows = [a_row(vat_scheme=scheme, vat_rate="") for scheme in ("construction", "scrap", "construction")]
        (reason,) = read_reasons(rows, FINNISH)
        assert (reason.exemption_code, reason.exemption_reason) == ("VATEX-EU-AE", "AVL 8 c §, AVL 8 d §")

    def test_give_no_two_codes_for_one_category(self) -> None:
        margin = a_row(vat_scheme="used_goods", vat_rate="")
        with pytest.raises(ReasonsClash):
            read_reasons([margin, a_row(vat_category="E", vat_rate="0", vat_reason="AVL 34 §")], FINNISH)
