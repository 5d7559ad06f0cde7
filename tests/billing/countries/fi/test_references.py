"""The Finnish viitenumero: vectors validated with a bank's calculator, and what doesn't fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.countries.fi.references import canonical, check, payment_reference, presentation, viitenumero
from billing.countries.reference_settings import (
    NoDigitsInNumber,
    ReferenceKind,
    ReferenceSettings,
    ReferenceTooLong,
    ReferenceTooShort,
    WrongKind,
    WrongReferenceCheck,
    WrongReferenceLength,
)

NATIONAL, RF = ReferenceSettings(ReferenceKind.FI), ReferenceSettings(ReferenceKind.RF)
VECTORS = [
    ("123", "1232"),
    ("132", "1326"),
    ("111", "1119"),
    ("110", "1106"),
    ("126", "1261"),
    ("1234567890123456789", "12345678901234567894"),
    ("123456", "1234561"),
    ("234823", "2348236"),
]


class TestViitenumero:
    """Making national references."""

    @pytest.mark.parametrize(("base", "made"), VECTORS)
    def test_makes_the_validated_ones(self, base: str, made: str) -> None:
        assert viitenumero(base) == made
        check(made)

    def test_drops_leading_zeros_because_they_mean_nothing(self) -> None:
        assert viitenumero("000123") == "1232"

    @given(st.integers(min_value=100, max_value=10**19 - 1))
    def test_is_valid_for_every_base_that_fits(self, base: int) -> None:
        made = viitenumero(str(base))
        check(made)
        assert canonical(f"{made:0>20}") == made
        assert presentation(made).replace(" ", "") == made


class TestPaymentReference:
    """References from an invoice's printed number."""

    def test_takes_the_digits_of_the_number(self) -> None:
        assert payment_reference("100102-0007", NATIONAL) == viitenumero("1001020007")

    def test_puts_the_rf_form_over_the_national_one(self) -> None:
        assert payment_reference("123", RF) == "RF111232"

    def test_refuses_a_number_below_a_hundred(self) -> None:
        with pytest.raises(ReferenceTooShort):
            payment_reference("0042", NATIONAL)

    def test_refuses_more_than_nineteen_digits(self) -> None:
        with pytest.raises(ReferenceTooLong, match="agreed 20 characters"):
            payment_reference("1" * 20, NATIONAL)

    def test_refuses_a_number_without_digits(self) -> None:
        with pytest.raises(NoDigitsInNumber):
            payment_reference("INV", NATIONAL)

    def test_refuses_the_kind_of_another_country(self) -> None:
        with pytest.raises(WrongKind):
            payment_reference("123", ReferenceSettings(ReferenceKind.OCR))


class TestCheck:
    """Checking what a payer wrote."""

    @pytest.mark.parametrize("reference", ["1233", "3088187", "230000094280", "RF101232"])
    def test_refuses_a_wrong_check_digit(self, reference: str) -> None:
        with pytest.raises(WrongReferenceCheck):
            check(reference)

    def test_refuses_three_digits(self) -> None:
        with pytest.raises(WrongReferenceLength):
            check("013")


class TestPresentation:
    """How references are printed."""

    def test_groups_by_five_from_the_right_and_rf_by_four_from_the_left(self) -> None:
        assert presentation("868516259619897") == "86851 62596 19897"
        assert presentation("1234561") == "12 34561"
        assert presentation("RF09868516259619897") == "RF09 8685 1625 9619 897"
