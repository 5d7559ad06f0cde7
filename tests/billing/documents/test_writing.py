"""Figures, dates and texts on paper."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.documents.writing import (
    LONGEST_NAME,
    LONGEST_PROSE,
    amount,
    country_name,
    day,
    percent,
    plain,
    prose,
    quantity,
    unit_price,
)
from tenants.kernel.language import LANGUAGES, Language

NARROW = "\u00a0"


class TestAmount:
    """Money in five languages."""

    @pytest.mark.parametrize(
        ("language", "written"),
        [
            ("fi", "1 234 567,80"),
            ("sv", "1 234 567,80"),
            ("nb", "1 234 567,80"),
            ("da", "1.234.567,80"),
            ("en", "1,234,567.80"),
        ],
    )
    def test_is_grouped_as_the_language_groups(self, language: Language, written: str) -> None:
        assert amount(Decimal("1234567.8"), "EUR", language).replace(NARROW, " ").replace("\u202f", " ") == written

    def test_has_the_decimals_of_its_currency(self) -> None:
        assert amount(Decimal(1200), "ISK", "en") == "1,200"

    def test_is_rounded_half_up_like_all_money(self) -> None:
        assert amount(Decimal("0.125"), "EUR", "en") == "0.13"


class TestDay:
    """Days in five languages."""

    def test_is_what_babel_and_the_trade_agree_on(self) -> None:
        written = [day(date(2026, 1, 5), language) for language in LANGUAGES]

        assert written == ["5.1.2026", "2026-01-05", "05.01.2026", "05.01.2026", "5 Jan 2026"]


class TestFigures:
    """Prices, quantities, rates and countries."""

    def test_keep_the_decimals_a_price_has(self) -> None:
        assert [unit_price(Decimal(price), "en") for price in ("12", "12.5", "0.12345")] == [
            "12.00",
            "12.50",
            "0.12345",
        ]

    def test_show_no_decimals_that_a_quantity_hasnt(self) -> None:
        assert [quantity(Decimal(each), "da") for each in ("2", "2.50", "-0.125")] == ["2", "2,5", "-0,125"]

    def test_put_a_blank_before_percent_where_the_language_does(self) -> None:
        assert percent(Decimal("13.5"), "sv") == "13,5\u00a0%"

    def test_name_a_country_in_the_readers_language(self) -> None:
        assert [country_name("DE", language) for language in LANGUAGES] == [
            "Saksa",
            "Tyskland",
            "Tyskland",
            "Tyskland",
            "Germany",
        ]
        assert country_name("XQ", "fi") == "XQ"


class TestPlain:
    """Free text without what can't be printed."""

    @pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\x07", "\u202e", "\u2066", "\ufeff", "\ud800"])
    def test_drops_what_cant_be_seen(self, hidden: str) -> None:
        assert plain(f"Puu{hidden} Oy") == "Puu Oy"

    def test_composes_letters(self) -> None:
        assert plain("A\u030akesson") == "Åkesson"

    def test_has_an_end(self) -> None:
        assert len(plain("x" * 10_000)) == LONGEST_NAME + 1
        assert len(prose("x" * 10_000)) == LONGEST_PROSE + 1

    def test_says_nothing_for_nothing(self) -> None:
        assert plain(None) == prose(None) == ""

    def test_keeps_a_name_on_one_line_and_the_lines_of_prose(self) -> None:
        assert (plain("a\nb"), prose("a\nb")) == ("a b", "a\nb")

    @given(st.text())
    def test_can_always_be_written_as_utf8_without_controls(self, text: str) -> None:
        written = plain(text)

        assert not any(ord(char) < 32 and char != "\n" for char in written)
        written.encode()
