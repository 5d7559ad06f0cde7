"""What a price is, and which one is in force."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from billing.articles.rules.facts import PriceFacts
from billing.articles.rules.pricing import (
    NotAPrice,
    TooFine,
    from_column,
    in_force,
    list_name_problem,
    parse_price,
    to_column,
)
from tenants.kernel.ids import PriceId, PriceListId

FIRST, SECOND = date(2026, 1, 1), date(2026, 7, 1)


def price(since: date, amount: str) -> PriceFacts:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return PriceFacts(
        id=PriceId(UUID(int=1)),
        list_id=PriceListId(UUID(int=2)),
        valid_from=since,
        amount=Decimal(amount),
        written_at=at,
    )


class TestParsePrice:
    """A price as typed."""

    @pytest.mark.parametrize(
        ("typed", "amount"),
        [
            ("12", "12"),
            ("12,50", "12.5"),
            ("0.0525", "0.0525"),
            (" 1 204,50 ", "1204.5"),
            ("0", "0"),
            ("1,20000", "1.2"),
        ],
    )
    def test_reads_comma_and_point(self, typed: str, amount: str) -> None:
        assert parse_price(typed) == Decimal(amount)

    @pytest.mark.parametrize("typed", ["", "-1", "1.234,50", "abc", "1,2,3", "1e5", "٣", "=1"])
    def test_refuses_what_is_none(self, typed: str) -> None:
        with pytest.raises(NotAPrice):
            parse_price(typed)

    def test_refuses_a_fifth_decimal(self) -> None:
        with pytest.raises(TooFine):
            parse_price("0,00001")

    @pytest.mark.parametrize("amount", ["0", "0.0001", "12.50", "999999999999.9999"])
    def test_survives_its_column(self, amount: str) -> None:
        assert from_column(to_column(Decimal(amount))) == Decimal(amount)


class TestInForce:
    """The price of a day."""

    @pytest.mark.parametrize(
        ("on", "amount"),
        [
            (FIRST - timedelta(days=1), None),
            (FIRST, "10"),
            (SECOND - timedelta(days=1), "10"),
            (SECOND, "12"),
            (date(2030, 1, 1), "12"),
        ],
    )
    def test_is_the_newest_that_has_begun(self, on: date, amount: str | None) -> None:
        for prices in ([price(FIRST, "10"), price(SECOND, "12")], [price(SECOND, "12"), price(FIRST, "10")]):
            found = in_force(prices, on)
            assert (found.amount if found else None) == (Decimal(amount) if amount else None)


class TestListNameProblem:
    """The name of a price list."""

    def test_is_needed_and_taken_once_whatever_its_case(self) -> None:
        assert list_name_problem("Normal", []) is None
        assert list_name_problem("", []) is not None
        assert list_name_problem("x" * 81, []) is not None
        assert list_name_problem("normal", ["Normal"]) is not None
