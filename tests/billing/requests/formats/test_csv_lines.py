"""Rows as lines."""

from decimal import Decimal

from billing.requests.formats.csv_lines import read_line, read_reasons
from billing.requests.formats.table import Row


def a_row(**fields: str) -> Row:
    return Row(2, {"text": "Mug", "quantity": "3", "unit_price": "9.99", "vat_rate": "25.5", **fields})


class TestReadLine:
    """One line."""

    def test_rounds_a_discount_to_the_currency(self) -> None:
        (discount,) = read_line(a_row(discount_percent="12.5"), 1, "EUR").allowances
        assert (discount.base_amount, discount.amount) == (Decimal("29.97"), Decimal("3.75"))

    def test_leaves_an_empty_quantity_at_nil(self) -> None:
        assert read_line(a_row(quantity=""), 1, "EUR").quantity == 0


class TestReadReasons:
    """Why there is no VAT."""

    def test_are_given_by_code_where_the_category_says_it(self) -> None:
        (reason,) = read_reasons([a_row(vat_category="AE", vat_rate="0")] * 2)
        assert reason.exemption_code == "VATEX-EU-AE"

    def test_are_given_in_words_else(self) -> None:
        (reason,) = read_reasons([a_row(vat_category="E", vat_rate="0", vat_reason="AVL 34 §"), a_row()])
        assert reason.exemption_reason == "AVL 34 §"
