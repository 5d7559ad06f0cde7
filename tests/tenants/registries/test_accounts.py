"""IBAN and BIC."""

import pytest

from tenants.registries.accounts import (
    UnknownIbanCountry,
    WrongBic,
    WrongIban,
    WrongIbanCheck,
    format_iban,
    parse_bic,
    parse_iban,
)
from tenants.registries.refusals import NumberMissing


class TestIban:
    """IBANs, printed and typed."""

    @pytest.mark.parametrize(
        "printed",
        [
            "FI79 4405 2020 0360 82",
            "SE45 5000 0000 0583 9825 7466",
            "NO93 8601 1117 947",
            "DK50 0040 0440 1162 43",
            "DE89 3704 0044 0532 0130 00",
        ],
    )
    def test_comes_back_as_it_was_printed(self, printed: str) -> None:
        assert format_iban(parse_iban(printed.lower())) == printed

    def test_refuses_changed_places(self) -> None:
        with pytest.raises(WrongIbanCheck):
            parse_iban("FI79 4405 2020 0360 28")

    def test_refuses_a_missing_digit(self) -> None:
        with pytest.raises((WrongIban, WrongIbanCheck)):
            parse_iban("FI79 4405 2020 0360 8")

    def test_refuses_an_account_number_without_a_country(self) -> None:
        with pytest.raises(UnknownIbanCountry):
            parse_iban("440520-2036082")

    def test_refuses_nothing_at_all(self) -> None:
        with pytest.raises(NumberMissing):
            parse_iban(" ")


class TestBic:
    """BICs of banks."""

    def test_takes_eight_and_eleven_characters(self) -> None:
        assert parse_bic("OKOYFIHH") == "OKOYFIHH"
        assert parse_bic("nibadk kk xxx") == "NIBADKKKXXX"

    @pytest.mark.parametrize("typed", ["OKOYFIH", "OKOYXXHH", "12345678"])
    def test_refuses_what_no_bank_has(self, typed: str) -> None:
        with pytest.raises(WrongBic):
            parse_bic(typed)

    def test_refuses_nothing_at_all(self) -> None:
        with pytest.raises(NumberMissing):
            parse_bic("")
