"""Keeping rates."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from factories.cast import Cast

from billing.exchange.actions import keep_rates
from billing.exchange.queries import last_kept_at, rates_until
from billing.exchange.rules import NO_RATES, Rate

NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
DAY = date(2026, 11, 20)
SEK = Rate("SEK", DAY, Decimal("11.00000000"), "ECB")


class TestKeepRates:
    """For everybody, once."""

    def test_keeps_a_rate_as_it_was_first_published(self, cast: Cast) -> None:
        with cast.bob.acting():
            assert last_kept_at() is None
            assert keep_rates([SEK], now=NOW) == 1
            corrected = Rate("SEK", DAY, Decimal(12), "ECB")
            assert keep_rates([corrected], now=NOW + timedelta(days=1)) == 0
            assert rates_until({"SEK"}, DAY).latest("SEK", DAY) == SEK
            assert last_kept_at() == NOW

    def test_is_read_by_whoever_bills(self, cast: Cast) -> None:
        with cast.bob.acting():
            keep_rates([SEK], now=NOW)
        with cast.charlie.acting():
            assert rates_until({"SEK"}, DAY + timedelta(days=3)).latest("SEK", DAY) == SEK

    def test_knows_nothing_of_days_to_come(self, cast: Cast) -> None:
        with cast.bob.acting():
            keep_rates([SEK], now=NOW)
            assert rates_until({"SEK"}, DAY - timedelta(days=1)).latest("SEK", DAY) is None
            assert rates_until((), DAY) is NO_RATES
