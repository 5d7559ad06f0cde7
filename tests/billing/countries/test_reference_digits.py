"""The steps that references share."""

import pytest

from billing.countries.reference_digits import (
    canonical_digits,
    digits_of,
    filled,
    require_length,
    require_luhn,
    require_plain_digits,
    with_luhn,
)
from billing.countries.reference_settings import (
    NoDigitsInNumber,
    ReferenceHasOtherSigns,
    ReferenceTooLong,
    WrongReferenceCheck,
    WrongReferenceLength,
)


class TestReferenceDigits:
    """Taking, filling and checking digits."""

    def test_takes_the_digits_of_a_printed_number_in_order(self) -> None:
        assert digits_of("AB-2026/00412") == "202600412"

    def test_refuses_a_number_without_digits(self) -> None:
        with pytest.raises(NoDigitsInNumber, match="ABC"):
            digits_of("ABC")

    def test_refuses_digits_of_other_scripts(self) -> None:
        with pytest.raises(ReferenceHasOtherSigns):
            require_plain_digits("١٢٣٤")

    def test_fills_up_to_the_agreed_length_and_no_further(self) -> None:
        assert filled("42", 4, 24) == "0042"
        assert filled("42", None, 24) == "42"
        with pytest.raises(ReferenceTooLong, match="agreed 4 characters"):
            filled("12345", 3, 24)

    @pytest.mark.parametrize(("base", "digit"), [("12345678", "2"), ("00000000000001", "8"), ("00000000000002", "6")])
    def test_adds_the_published_luhn_digits(self, base: str, digit: str) -> None:
        assert with_luhn(base) == base + digit
        require_luhn(base + digit, WrongReferenceCheck)

    def test_says_an_exact_length_as_one_number(self) -> None:
        with pytest.raises(WrongReferenceLength, match="it has 2 characters, not 15"):
            require_length("18", 15, 15)

    def test_ignores_zeros_and_spaces_when_matching(self) -> None:
        assert canonical_digits(" 000 12 34") == "1234"
