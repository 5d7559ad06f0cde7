"""Finvoice's way of writing numbers and days."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from billing.en16931.finvoice.notation import (
    read_day,
    read_decimal,
    written_amount,
    written_day,
    written_epi_amount,
    written_percent,
    written_quantity,
)

CENTURY = [date(1999, 12, 1) + timedelta(days=number) for number in range(36_600)]


class TestReadDay:
    """Days, every one of them."""

    def test_reads_every_day_of_a_century_in_both_formats(self) -> None:
        assert all(read_day(written_day(day)) == day == read_day(day.isoformat()) for day in CENTURY)

    def test_reads_exactly_the_days_of_the_calendar_among_all_numbers_of_a_leap_and_a_common_year(self) -> None:
        numbers = [f"{year}{number:04}" for year in (2023, 2024) for number in range(10_000)]
        found = [day for text in numbers if (day := read_day(text))]
        assert found == [date(2023, 1, 1) + timedelta(days=number) for number in range(365 + 366)]

    @pytest.mark.parametrize(
        "text", ["", "2026112", "202611222", "22.11.2026", "2026-1-02", "２０２６１１２２", "20261122 "]
    )
    def test_reads_nothing_else_as_a_day(self, text: str) -> None:
        assert read_day(text) is None


class TestReadDecimal:
    """Numbers of others."""

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("0", "0"), ("100,00", "100.00"), ("-2000,00", "-2000"), ("+5", "5"), ("8.5", "8.5"),
            ("1 116,50", "1116.5"),
            ("1\u00a0116,50", "1116.5"), ("000123,4", "123.4"),
        ],
    )  # fmt: skip
    def test_reads_a_decimal_comma_and_what_others_write(self, text: str, number: str) -> None:
        assert read_decimal(text) == Decimal(number)

    @pytest.mark.parametrize(
        "text", ["", "-", ",5", "5,", "1.234,5", "1,2,3", "1e5", "NaN", "Infinity", "١٢", "9" * 16]
    )
    def test_reads_nothing_doubtful_as_a_number(self, text: str) -> None:
        assert read_decimal(text) is None


class TestWritten:
    """Numbers of ours."""

    def test_gives_back_every_amount_of_cents(self) -> None:
        amounts = [Decimal(cents).scaleb(-2) for cents in range(-10_000, 10_000)]
        assert all(read_decimal(written_amount(amount) or "") == amount for amount in amounts)
        assert all(read_decimal(written_epi_amount(amount) or "") == amount for amount in amounts)

    def test_gives_amounts_two_to_five_decimals(self) -> None:
        texts = [written_amount(Decimal(text)) for text in ("5", "1E+3", "0.5", "1.23456", "1.234560000", "1.234567")]
        assert texts == ["5,00", "1000,00", "0,50", "1,23456", "1,23456", None]

    def test_gives_the_amount_to_pay_two_decimals_and_no_other(self) -> None:
        assert [written_epi_amount(Decimal(text)) for text in ("5", "-0.1", "0.125")] == ["5,00", "-0,10", None]

    def test_writes_no_negative_nil(self) -> None:
        nil = Decimal("-0.00")
        assert (written_amount(nil), written_epi_amount(nil), written_quantity(nil)) == ("0,00", "0,00", "0")

    def test_rounds_percents_half_up_to_three_decimals(self) -> None:
        assert [written_percent(Decimal(text)) for text in ("25.5", "10", "0", "0.0005")] == [
            "25,5",
            "10",
            "0",
            "0,001",
        ]
