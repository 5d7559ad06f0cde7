"""Bankgiro, plusgiro, Norwegian accounts, Danish creditor numbers."""

import pytest

from tenants.registries.domestic_accounts import (
    format_bankgiro,
    format_norwegian_account,
    format_plusgiro,
    parse_bankgiro,
    parse_fik_creditor,
    parse_norwegian_account,
    parse_plusgiro,
)
from tenants.registries.refusals import NotGivenOut, WrongCheckDigit, WrongLength


class TestBankgiro:
    """Swedish bankgiro numbers."""

    @pytest.mark.parametrize("printed", ["991-2346", "5050-1055", "902-0033"])
    def test_comes_back_as_it_was_printed(self, printed: str) -> None:
        assert format_bankgiro(parse_bankgiro(printed)) == printed

    def test_refuses_a_wrong_check_digit(self) -> None:
        with pytest.raises(WrongCheckDigit):
            parse_bankgiro("991-2347")

    def test_refuses_six_digits(self) -> None:
        with pytest.raises(WrongLength):
            parse_bankgiro("99-1234")


class TestPlusgiro:
    """Swedish plusgiro numbers."""

    @pytest.mark.parametrize("printed", ["43 38 77-8", "90 20 03-3", "1-8", "1 23-0"])
    def test_comes_back_as_it_was_printed(self, printed: str) -> None:
        assert format_plusgiro(parse_plusgiro(printed)) == printed

    def test_refuses_a_wrong_check_digit(self) -> None:
        with pytest.raises(WrongCheckDigit):
            parse_plusgiro("433-8779")


class TestNorwegianAccount:
    """Norwegian account numbers."""

    def test_comes_back_as_it_was_printed(self) -> None:
        assert format_norwegian_account(parse_norwegian_account("8601 11 17947")) == "8601.11.17947"

    def test_refuses_a_wrong_check_digit(self) -> None:
        with pytest.raises(WrongCheckDigit):
            parse_norwegian_account("86011117948")


class TestFikCreditor:
    """Danish creditor numbers."""

    def test_starts_with_eight(self) -> None:
        assert parse_fik_creditor("8012 3456") == "80123456"
        with pytest.raises(NotGivenOut):
            parse_fik_creditor("12345678")
