"""The next numbers of a series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.countries.reference_settings import ReferenceKind, ReferenceSettings
from billing.countries.register import country_rules
from billing.invoices.rules import Series, block_of

FINNISH = ReferenceSettings(ReferenceKind.FI)


def series(next_number: int = 1, *, prefix: str = "10", digits: int = 4, **changes: object) -> Series:
    usual = {"country": "FI", "settings": FINNISH, **changes}
    return Series(prefix=prefix, digits=digits, next_number=next_number, **usual)  # type: ignore[arg-type]  # of the four


class TestBlockOf:
    """Numbers in order, each with its reference, and never one left out."""

    def test_prints_the_prefix_and_the_place_in_its_width(self) -> None:
        block = block_of(series(7), 2)
        assert [(entry.place, entry.number) for entry in block.numbers] == [(7, "100007"), (8, "100008")]
        assert block.ended is None

    @given(st.integers(1, 9_000), st.integers(0, 50))
    def test_gives_each_number_a_valid_reference_of_its_own(self, first: int, count: int) -> None:
        numbers = block_of(series(first), count).numbers
        assert [entry.place for entry in numbers] == list(range(first, first + count))
        assert len({entry.reference for entry in numbers}) == count
        for entry in numbers:
            country_rules("FI").references.check(entry.reference)

    def test_gives_nothing_when_nothing_is_asked_for(self) -> None:
        assert block_of(series(), 0).numbers == ()

    def test_ends_where_the_width_is_used_up(self) -> None:
        block = block_of(series(9_998), 5)
        assert [entry.place for entry in block.numbers] == [9_998, 9_999]
        assert str(block.ended) == "The number series is full; open a stream with a new one."

    def test_ends_before_a_reference_that_another_invoice_has(self) -> None:
        taken = block_of(series(), 3).numbers[1].reference
        block = block_of(series(), 3, taken={taken})
        assert [entry.place for entry in block.numbers] == [1]
        assert str(block.ended) == f"Another invoice has the payment reference {taken}."

    def test_ends_where_the_bank_agreement_has_no_room(self) -> None:
        settings = ReferenceSettings(ReferenceKind.KID10, length=6)
        block = block_of(series(country="NO", settings=settings), 3)
        assert block.numbers == ()
        assert "doesn't fit" in str(block.ended)

    @pytest.mark.parametrize("country", ["SE", "DK"])
    def test_makes_references_as_the_country_does(self, country: str) -> None:
        kind = {"SE": ReferenceKind.OCR, "DK": ReferenceKind.FIK71}[country]
        (entry,) = block_of(series(country=country, settings=ReferenceSettings(kind)), 1).numbers
        country_rules(country).references.check(entry.reference)  # type: ignore[index]  # of the four
