"""RF references: published vectors, and every single mistyped digit."""

import pytest

from billing.countries.creditor_reference import canonical, check_rf, in_fours, is_rf, rf_reference
from billing.countries.reference_settings import ReferenceHasOtherSigns, ReferenceTooLong, WrongReferenceCheck

VECTORS = [
    ("1232", "RF111232"),
    ("1326", "RF921326"),
    ("1290", "RF941290"),
    ("1119", "RF551119"),
    ("1261", "RF041261"),
    ("12345678901234567894", "RF0912345678901234567894"),
    ("2348231", "RF712348231"),
    ("539007547034", "RF18539007547034"),
    ("868516259619897", "RF09868516259619897"),
]


class TestRfReference:
    """Making RF references."""

    @pytest.mark.parametrize(("base", "made"), VECTORS)
    def test_makes_the_published_ones(self, base: str, made: str) -> None:
        assert rf_reference(base) == made
        check_rf(made)

    def test_takes_letters(self) -> None:
        assert is_rf(rf_reference("inv2026x"))

    def test_refuses_more_than_twenty_one_characters(self) -> None:
        with pytest.raises(ReferenceTooLong):
            rf_reference("1" * 22)

    def test_refuses_other_signs(self) -> None:
        with pytest.raises(ReferenceHasOtherSigns):
            rf_reference("12-3")


class TestCheckRf:
    """Checking RF references."""

    def test_finds_every_single_mistyped_digit(self) -> None:
        valid = "RF09868516259619897"
        for place in range(2, len(valid)):
            for digit in set("0123456789") - {valid[place]}:
                with pytest.raises(WrongReferenceCheck):
                    check_rf(valid[:place] + digit + valid[place + 1 :])

    @pytest.mark.parametrize("text", ["", "RF", "RF11", "XX111232", "RFAA1232"])
    def test_refuses_another_shape(self, text: str) -> None:
        with pytest.raises(ReferenceHasOtherSigns):
            check_rf(text)


class TestCanonical:
    """The key under which payment and invoice meet."""

    def test_is_one_key_for_all_ways_of_writing(self) -> None:
        written = ("RF09 8685 1625 9619 897", "868516259619897", "00000868516259619897", "86851 62596 19897")
        assert {canonical(text) for text in written} == {"868516259619897"}

    def test_leaves_an_invalid_rf_as_it_is(self) -> None:
        assert canonical("RF10868516259619897") == "RF10868516259619897"

    def test_prints_in_fours(self) -> None:
        assert in_fours("RF111232") == "RF11 1232"
