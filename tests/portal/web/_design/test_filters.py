"""Amounts, days and moments in the five languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask, g

from portal.web._design import filters


@pytest.fixture
def reader(gallery: Flask) -> Iterator[None]:
    with gallery.test_request_context():
        yield


def plain(text: str) -> str:
    """Return text with every kind of blank as a space and the minus as a hyphen."""
    return (
        text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    )


@pytest.mark.usefixtures("reader")
class TestMoney:
    """Amounts."""

    @pytest.mark.parametrize(
        ("language", "written"),
        [
            ("en", "-1,204.50 EUR"),
            ("fi", "-1 204,50 EUR"),
            ("sv", "-1 204,50 EUR"),
            ("nb", "-1 204,50 EUR"),
            ("da", "-1.204,50 EUR"),
        ],
    )
    def test_is_written_as_the_reader_writes_it(self, language: str, written: str) -> None:
        g.language = language
        assert plain(filters.money(Decimal("-1204.5"), "EUR")) == written

    def test_has_the_decimals_of_its_currency(self) -> None:
        assert filters.amount(Decimal(5), "JPY") == "5"
        assert filters.amount(Decimal(5), "SEK") == "5.00"

    def test_shows_a_dash_where_there_is_none(self) -> None:
        assert filters.money(None, "EUR") == "–"
        assert filters.amount(None) == "–"

    def test_keeps_the_decimals_of_a_quantity(self) -> None:
        assert filters.number(Decimal("1234.125")) == "1,234.125"
        assert filters.number(1204) == "1,204"

    def test_says_a_rate_in_percent(self) -> None:
        g.language = "fi"
        assert plain(filters.percent(Decimal("25.5"))) == "25,5 %"


@pytest.mark.usefixtures("reader")
class TestDay:
    """Days and moments."""

    @pytest.mark.parametrize(
        ("language", "written"),
        [
            ("en", "7 Dec 2026"),
            ("fi", "7.12.2026"),
            ("sv", "7 dec. 2026"),
            ("nb", "7. des. 2026"),
            ("da", "7. dec. 2026"),
        ],
    )
    def test_is_written_as_the_reader_writes_it(self, language: str, written: str) -> None:
        g.language = language
        assert plain(filters.day(date(2026, 12, 7))) == written

    def test_carries_the_weekday_of_a_promise(self) -> None:
        assert filters.weekday(date(2026, 12, 7)) == "Mon 7 Dec"
        assert filters.short_day(date(2026, 12, 7)) == "7 Dec"

    def test_is_the_day_it_is_where_the_reader_is(self) -> None:
        late = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
        assert filters.day(late) == "23 Nov 2026"
        assert filters.moment(late) == "23 Nov 2026 00:30"
        g.country = "DK"
        assert filters.moment(late) == "22 Nov 2026 23:30"

    def test_shows_a_dash_where_there_is_none(self) -> None:
        assert {filters.day(None), filters.short_day(None), filters.weekday(None)} == {"–"}
        assert {filters.moment(None), filters.clock(None), filters.percent(None), filters.number(None)} == {"–"}
