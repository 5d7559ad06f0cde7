"""What a change in mid-period costs, to the cent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tenants.agreements.rules.periods import Period
from tenants.agreements.rules.proration import Charged, Quote, quote_of_new_period, quote_of_rest, share

YEAR = Period(date(2027, 3, 1), date(2028, 2, 29))
QUARTER = Period(date(2026, 1, 31), date(2026, 4, 29))


class TestShare:
    def test_of_all_days_is_everything(self) -> None:
        assert share(Decimal("290.00"), YEAR, YEAR, "EUR") == Decimal("290.00")

    def test_is_rounded_half_up(self) -> None:
        days = Period(date(2026, 1, 1), date(2026, 1, 8))
        assert share(Decimal("1.00"), Period(date(2026, 1, 1), date(2026, 1, 1)), days, "EUR") == Decimal("0.13")

    def test_counts_the_leap_day(self) -> None:
        assert share(Decimal("366.00"), Period(date(2028, 2, 29), date(2028, 2, 29)), YEAR, "EUR") == Decimal("1.00")

    @pytest.mark.parametrize("currency", ["EUR", "SEK", "NOK", "DKK"])
    def test_never_is_more_than_the_whole_nor_less_than_nil(self, currency: str) -> None:
        for number in range(YEAR.days):
            part = Period(YEAR.first_on + timedelta(days=number), YEAR.last_on)
            assert 0 < share(Decimal(3190), part, YEAR, currency) <= Decimal(3190)


class TestQuoteOfRest:
    def quote(self, on: date, price: str = "490.00", paid: str = "290.00") -> Quote:
        return quote_of_rest(Charged(YEAR, Decimal(paid)), YEAR, Decimal(price), "EUR", on=on)

    def test_gives_back_unused_days_and_charges_them_anew(self) -> None:
        quote = self.quote(date(2027, 9, 1))
        assert quote.unused == quote.charged == Period(date(2027, 9, 1), date(2028, 2, 29))
        assert quote.credit == Decimal("144.21")  # 290 x 182 / 366
        assert quote.charge == Decimal("243.66")  # 490 x 182 / 366
        assert quote.difference == Decimal("99.45")

    def test_leaves_the_renewal_where_it_is(self) -> None:
        assert self.quote(date(2027, 9, 1)).renews_on == date(2028, 3, 1)

    def test_on_the_first_day_is_the_whole_period(self) -> None:
        quote = self.quote(YEAR.first_on)
        assert (quote.credit, quote.charge) == (Decimal("290.00"), Decimal("490.00"))

    def test_on_the_last_day_is_one_day(self) -> None:
        assert self.quote(YEAR.last_on).charge == Decimal("1.34")

    def test_of_the_same_price_costs_nothing_on_any_day(self) -> None:
        for number in range(YEAR.days):
            assert self.quote(YEAR.first_on + timedelta(days=number), price="290.00").difference == 0

    def test_of_a_downgrade_gives_back_more_than_it_charges(self) -> None:
        assert self.quote(date(2027, 9, 1), price="90.00").difference == Decimal("-99.46")

    def test_reckons_with_what_was_charged_last(self) -> None:
        rest = Period(date(2027, 9, 1), date(2028, 2, 29))
        quote = quote_of_rest(Charged(rest, Decimal("243.66")), YEAR, Decimal("290.00"), "EUR", on=date(2027, 9, 1))
        assert quote.credit == Decimal("243.66")
        assert quote.charge == Decimal("144.21")


class TestQuoteOfNewPeriod:
    def quote(self) -> Quote:
        charged = Charged(QUARTER, Decimal("87.00"))
        return quote_of_new_period(charged, 12, Decimal("290.00"), "EUR", on=date(2026, 4, 1))

    def test_begins_a_whole_period_on_the_day(self) -> None:
        quote = self.quote()
        assert quote.charged == Period(date(2026, 4, 1), date(2027, 3, 31))
        assert quote.charge == Decimal("290.00")
        assert quote.renews_on == date(2027, 4, 1)

    def test_gives_back_what_is_unused_of_the_old_one(self) -> None:
        quote = self.quote()
        assert quote.unused == Period(date(2026, 4, 1), date(2026, 4, 29))
        assert quote.credit == Decimal("28.35")  # 87 x 29 / 89
