"""Number series and the references their numbers make."""

import pytest

from billing.countries.reference_settings import ReferenceKind, ReferenceSettings
from billing.streams.rules import (
    NewSeries,
    NewStream,
    first_stream,
    highest_place,
    misfit,
    printed_number,
    problems_of,
    series_problems,
    used_problems,
)

FI = ReferenceSettings(ReferenceKind.FI)


class TestMisfit:
    """Whether every number of a series makes a reference."""

    @pytest.mark.parametrize(
        ("prefix", "digits", "fits"),
        [("10", 6, True), ("1", 3, True), ("123456789012", 7, True), ("123456789012", 8, False)],
    )
    def test_knows_how_long_a_finnish_reference_may_be(self, prefix: str, digits: int, *, fits: bool) -> None:
        assert (misfit(prefix, digits, "FI", FI) is None) is fits

    def test_keeps_to_the_length_of_a_kid_agreement(self) -> None:
        agreed = ReferenceSettings(ReferenceKind.KID10, length=8)
        assert misfit("10", 5, "NO", agreed) is None
        assert "8 characters" in str(misfit("10", 6, "NO", agreed))

    def test_leaves_fourteen_digits_for_a_danish_card(self) -> None:
        agreed = ReferenceSettings(ReferenceKind.FIK71)
        assert misfit("10", 12, "DK", agreed) is None
        assert misfit("100", 12, "DK", agreed) is not None


class TestProblemsOf:
    """What a new stream must be."""

    @pytest.mark.parametrize(
        ("new", "field"),
        [
            (NewStream("Sales!", "Sales", "10", 6), "code"),
            (NewStream("sales", " ", "10", 6), "name"),
            (NewStream("sales", "Sales", "", 6), "prefix"),
            (NewStream("sales", "Sales", "01", 6), "prefix"),
            (NewStream("sales", "Sales", "A1", 6), "prefix"),
            (NewStream("sales", "Sales", "20", 6), "prefix"),
            (NewStream("sales", "Sales", "201", 6), "prefix"),
            (NewStream("sales", "Sales", "10", 2), "digits"),
        ],
    )
    def test_says_it_at_the_field(self, new: NewStream, field: str) -> None:
        assert [problem.field for problem in problems_of(new, ["20"], "FI", FI)] == [field]

    def test_finds_nothing_wrong_with_another_prefix_of_the_same_length(self) -> None:
        assert problems_of(NewStream("hours", "Hours", "21", 6), ["20"], "FI", FI) == []


class TestFirstStream:
    """What a company begins with."""

    @pytest.mark.parametrize(("length", "digits"), [(None, 6), (9, 6), (7, 4), (3, 3)])
    def test_is_as_wide_as_the_agreement_allows(self, length: int | None, digits: int) -> None:
        settings = ReferenceSettings(ReferenceKind.OCR, length=length)
        assert first_stream("Sales", "SE", settings).digits == digits


class TestSeriesProblems:
    """What a series must be, every width with every length of agreement tried."""

    @pytest.mark.parametrize("yearly", [True, False])
    def test_refuse_exactly_the_widths_that_the_agreement_has_no_room_for(self, *, yearly: bool) -> None:
        for length in range(4, 26):
            agreed = ReferenceSettings(ReferenceKind.KID11, length=length)
            for digits in range(3, 13):
                new = NewSeries("Sales", "100102", digits, yearly)
                fits = len("100102") + 2 * yearly + digits + 1 <= length
                assert [one.field for one in series_problems(new, (), "NO", agreed)] == ([] if fits else ["digits"])

    @pytest.mark.parametrize(("number", "right"), [(0, False), (1, True), (999, True), (1000, False)])
    def test_keep_the_next_number_within_the_width(self, number: int, *, right: bool) -> None:
        found = series_problems(NewSeries("Sales", "10", 3, next_number=number), (), "FI", FI)
        assert (found == []) is right

    def test_let_no_prefix_begin_like_another(self) -> None:
        prefixes = [str(number) for number in range(1, 130)]
        for mine in prefixes:
            for other in prefixes:
                fits = series_problems(NewSeries("Sales", mine, 6), (other,), "FI", FI) == []
                assert fits is not (mine.startswith(other) or other.startswith(mine))

    def test_never_print_one_number_in_two_years(self) -> None:
        printed = [printed_number("10", 3, place, year) for year in range(2026, 2126) for place in (1, 27, 999)]
        assert len(set(printed)) == len(printed)


class TestUsedProblems:
    """Numbers that exist already, such as those of another program."""

    @pytest.mark.parametrize(("number", "right"), [(1, False), (412, False), (413, True)])
    def test_are_never_given_again(self, number: int, *, right: bool) -> None:
        assert (used_problems(NewSeries("Sales", "10", 6, next_number=number), 412) == []) is right

    def test_are_told_from_numbers_of_other_widths_and_years(self) -> None:
        numbers = ["1026000007", "1025000900", "10000050", "10x"]
        assert highest_place(numbers, NewSeries("Sales", "10", 6, yearly=True), 2026) == 7
        assert highest_place(numbers, NewSeries("Sales", "10", 6), 2026) == 50
        assert highest_place([], NewSeries("Sales", "10", 6), 2026) == 0
