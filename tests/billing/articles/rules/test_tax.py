"""How an article is taxed."""

from datetime import date
from decimal import Decimal

import pytest

from billing.articles.rules.tax import RateGone, Tax, find_treatment, read_tax, treatment_on
from billing.countries.register import country_rules
from billing.countries.since import NoFigure
from billing.en16931.model import VatTreatment
from tenants.kernel.country import COUNTRIES, Country

DAY = date(2026, 11, 23)


class TestTreatmentOn:
    """The rate of a day."""

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_follows_every_use_of_the_countrys_table(self, country: Country) -> None:
        for rate in country_rules(country).vat.rates(DAY):
            tax = read_tax(rate.use.id, country, DAY)
            assert tax is not None
            found = treatment_on(tax, country, DAY)
            assert (found.category, found.rate) == (rate.category, rate.percent)

    @pytest.mark.parametrize(
        ("day", "rate"),
        [(date(2026, 3, 31), 12), (date(2026, 4, 1), 6), (date(2027, 12, 31), 6), (date(2028, 1, 1), 12)],
    )
    def test_changes_with_the_law(self, day: date, rate: int) -> None:
        tax = read_tax("food except mains water, spirits, wine and strong beer", "SE", DAY)
        assert tax is not None
        assert treatment_on(tax, "SE", day).rate == rate

    @pytest.mark.parametrize("category", ["Z", "E", "AE", "K", "G", "O"])
    def test_is_nil_for_what_no_table_decides(self, category: str) -> None:
        found = treatment_on(Tax(category), "FI", DAY)
        assert (found.category, found.rate) == (category, None if category == "O" else Decimal(0))

    def test_refuses_a_day_without_a_rate(self) -> None:
        with pytest.raises(NoFigure):
            treatment_on(Tax("S", "standard rate"), "FI", date(1990, 1, 1))
        with pytest.raises(RateGone):
            treatment_on(Tax("S", "umbrellas"), "FI", DAY)
        assert find_treatment(Tax("S", "umbrellas"), "FI", DAY) is None

    def test_is_nil_by_a_scheme_of_the_country(self) -> None:
        for choice, category in (("scheme:used_goods", "E"), ("scheme:construction", "AE")):
            tax = read_tax(choice, "FI", DAY)
            assert tax == Tax(category, choice)
            assert treatment_on(tax, "FI", DAY) == VatTreatment(category, Decimal(0))
        assert read_tax("scheme:umbrellas", "FI", DAY) is None

    def test_is_none_where_the_law_has_no_such_scheme(self) -> None:
        assert find_treatment(Tax("AE", "scheme:electronics"), "FI", DAY) is None
        assert find_treatment(Tax("AE", "scheme:construction"), "FI", date(1990, 1, 1)) is None
