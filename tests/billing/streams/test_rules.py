"""Number series and the references their numbers make."""

import pytest

from billing.countries.reference_settings import ReferenceKind, ReferenceSettings
from billing.streams.rules import NewStream, first_stream, misfit, problems_of

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
            (NewStream("sales", "Sales", "100", 6), "prefix"),
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
