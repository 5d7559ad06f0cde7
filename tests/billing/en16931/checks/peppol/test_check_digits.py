"""Identifiers at the edges where libraries and the Peppol rules differ."""

import pytest

from billing.en16931.checks.peppol import check_digits as digits


class TestIsGln:
    """The function `is_gln`."""

    def test_takes_any_length(self) -> None:
        assert digits.is_gln("0")
        assert digits.is_gln("17")

    @pytest.mark.parametrize("digit", range(10))
    def test_has_one_right_last_digit(self, digit: int) -> None:
        assert digits.is_gln(f"730001000000{digit}") == (digit == 1)


class TestIsNorwegianOrganisation:
    """The function `is_norwegian_organisation`."""

    @pytest.mark.parametrize("number", ["12345678A", "1234567850", "12345678", "NO123456785"])
    def test_refuses_other_forms(self, number: str) -> None:
        assert not digits.is_norwegian_organisation(number)

    def test_refuses_a_number_whose_check_digit_would_be_ten(self) -> None:
        assert not any(digits.is_norwegian_organisation(f"91234567{digit}") for digit in range(10))


class TestIsSwedishOrganisation:
    """The function `is_swedish_organisation`."""

    def test_looks_at_ten_digits_only(self) -> None:
        assert digits.is_swedish_organisation("559999000899") == digits.is_swedish_organisation("5599990008")


class TestIsBelgianEnterprise:
    """The function `is_belgian_enterprise`."""

    def test_wants_97_where_nothing_is_left_over(self) -> None:
        assert digits.is_belgian_enterprise("0000009797")
        assert not digits.is_belgian_enterprise("0000009700")


class TestIsAustralianBusiness:
    """The function `is_australian_business`."""

    def test_refuses_letters(self) -> None:
        assert not digits.is_australian_business("1111111111A")


class TestIsItalianTaxCode:
    """The function `is_italian_tax_code`."""

    def test_refuses_sixteen_characters_in_another_order(self) -> None:
        assert not digits.is_italian_tax_code("85ABCDEFT10A562S")


class TestIsItalianVat:
    """The function `is_italian_vat`."""

    def test_refuses_letters(self) -> None:
        assert not digits.is_italian_vat("IT1234567890A")


class TestIsNorwegianVat:
    """The function `is_norwegian_vat`."""

    @pytest.mark.parametrize("number", ["NO123456785MVA ", "123456785MVA", "NO123456785mva"])
    def test_refuses_other_forms(self, number: str) -> None:
        assert not digits.is_norwegian_vat(number)
