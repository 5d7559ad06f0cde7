"""Kept exchange rates on screen."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from factories.cast import Cast, House, Member

from billing.exchange.actions import keep_rates
from billing.exchange.rules import Rate
from portal.edge.clock import real_clock
from tenants.kernel.country import local_day

KEPT = datetime(2026, 11, 20, 16, tzinfo=UTC)


@pytest.fixture
def today() -> date:
    return local_day(real_clock(), "FI")


@pytest.fixture
def kept(cast: Cast, today: date) -> Cast:
    """Return the cast with the rates of yesterday and the day before."""
    rates = [
        Rate(code, today - timedelta(days=ago), Decimal(value), "ECB")
        for code, ago, value in (("SEK", 1, "11.5"), ("SEK", 2, "11.25"), ("USD", 1, "1.15"), ("GBP", 9, "0.8"))
    ]
    with cast.bob.acting():
        keep_rates(rates, now=KEPT)
    return cast


def table(member: Member, house: House, rest: str = "") -> str:
    answer = member.browser().get(f"/w/{house.workspace_id}/rates{rest}")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True).partition("<main")[2]
    return re.sub(r"[\s|]*\|[\s|]*", "|", re.sub(r"<[^>]*>", "|", page))


class TestRates:
    """What a currency is worth in the company's own."""

    def test_are_none_in_the_beginning(self, cast: Cast) -> None:
        assert "No exchange rates yet" in table(cast.alice, cast.kuusi)

    def test_are_told_in_euro_to_a_finnish_company(self, kept: Cast) -> None:
        shown = table(kept.alice, kept.kuusi)
        assert "|SEK|0.086957|11.5|" in shown
        assert "|USD|0.869565|1.15|" in shown
        assert "|EUR|" not in shown

    def test_are_told_in_krona_to_a_swedish_one(self, kept: Cast) -> None:
        shown = table(kept.dora, kept.ek)
        assert "|EUR|11.5|11.5|" in shown
        assert "|USD|10|1.15|" in shown
        assert "|SEK|" not in shown

    def test_say_which_is_too_old_to_be_used(self, kept: Cast) -> None:
        _before, pound, rest = table(kept.alice, kept.kuusi).partition("|GBP|")
        assert pound
        assert "Too old to be used" in rest.partition("|SEK|")[0]
        assert "Too old to be used" not in rest.partition("|SEK|")[2]

    def test_are_listed_by_day_for_the_currency_that_is_chosen(self, kept: Cast) -> None:
        shown = table(kept.alice, kept.kuusi, "?currency=SEK")
        days = shown.partition("SEK in the last 90 days")[2].partition("All currencies")[0]
        assert days.index("11.5|") < days.index("11.25|")
        assert "USD" not in days

    def test_take_no_notice_of_a_currency_that_isnt_kept(self, kept: Cast) -> None:
        for other in ("XYZ", "<b>", "EUR"):
            assert "in the last 90 days" not in table(kept.alice, kept.kuusi, f"?currency={other}")

    def test_lead_from_the_settings(self, kept: Cast) -> None:
        settings = kept.alice.browser().get(f"/w/{kept.kuusi.workspace_id}/settings").get_data(as_text=True)
        assert f"/w/{kept.kuusi.workspace_id}/rates" in settings

    def test_are_shown_in_the_own_books_only(self, kept: Cast) -> None:
        assert kept.charlie.browser().get(f"/w/{kept.kuusi.workspace_id}/rates").status_code == 404
