"""Which mark a file writes before decimals."""

from decimal import Decimal

import pytest
from factories.requests import csv_file
from hypothesis import given
from hypothesis import strategies as st

from billing.requests.formats.decimals import decimal_marks, told_apart
from billing.requests.formats.table import read_table
from billing.requests.formats.values import TwoNumbers, number
from tenants.kernel.refusals import Invalid

# How somebody may write: what stands before decimals, and what between thousands.
WAYS = [(",", ""), (",", " "), (",", "."), (".", ""), (".", ","), (".", " "), (".", "'")]
FIGURES = st.lists(st.decimals("-9999999", "9999999", places=4), min_size=1, max_size=6)


def written(amount: Decimal, decimal: str, thousands: str, places: int) -> str:
    """Return a number with so many decimals as somebody of a habit writes it."""
    text = f"{amount.quantize(Decimal(1).scaleb(-places)):,f}"
    return text.translate({ord(","): thousands, ord("."): decimal})


def read(*figures: str) -> list[Decimal | None]:
    rows = read_table(
        csv_file(*figures, header="figure;other"), needed=(), known={"figure", "other"}, figures=["figure"]
    )
    return [number(row, "figure") for row in rows]


class TestDecimalMarks:
    """The file's other numbers tell."""

    @pytest.mark.parametrize(
        ("figures", "mark"),
        [
            (["1,5", "1,250"], ","),
            (["0.125"], "."),
            (["1234,500"], ","),
            (["1 234,500"], ","),
            (["1.2345"], "."),
            (["25,5 %"], ","),
            (["1,250"], ""),
            (["1,5", "1.5"], ""),
            (["1.234,50"], ""),
            (["3.11.2026", "text", "17"], ""),
        ],
    )
    def test_are_told_by_what_has_one_reading(self, figures: list[str], mark: str) -> None:
        assert decimal_marks(figures) == mark


class TestFile:
    """A file as a whole."""

    def test_decides_what_three_digits_are(self) -> None:
        assert read("1,000;", "25,5;") == [Decimal(1), Decimal("25.5")]
        assert read("1.000;", "0.5;") == [Decimal(1), Decimal("0.5")]

    @pytest.mark.parametrize("figures", [("1.000;",), ("1,000;",), ("1.000;", "25,5;"), ("1.000;", "2,5;", "2.5;")])
    def test_refuses_three_digits_that_nothing_decides(self, figures: tuple[str, ...]) -> None:
        with pytest.raises(TwoNumbers, match="Line 2, column figure: "):
            read(*figures)

    def test_asks_only_the_columns_of_figures(self) -> None:
        with pytest.raises(TwoNumbers):
            read("1,000;2,5")

    @given(amounts=FIGURES, way=st.sampled_from(WAYS), places=st.lists(st.integers(0, 4), min_size=6, max_size=6))
    def test_is_read_as_it_was_meant_or_refused(
        self, amounts: list[Decimal], way: tuple[str, str], places: list[int]
    ) -> None:
        texts = [written(amount, *way, place) for amount, place in zip(amounts, places, strict=False)]
        meant = [amount.quantize(Decimal(1).scaleb(-place)) for amount, place in zip(amounts, places, strict=False)]
        try:
            found = read(*(f"{text};" for text in texts))
        except Invalid:
            return
        assert found == meant


class TestToldApart:
    """What we keep and show ourselves."""

    @given(st.decimals("-9999", "9999", places=3), st.sampled_from(".,"))
    def test_can_be_read_in_one_way(self, amount: Decimal, mark: str) -> None:
        assert read(told_apart(f"{amount:f}".replace(".", mark)) + ";") == [amount]
