"""How an article is taxed."""

from datetime import date
from decimal import Decimal

import pytest

from billing.articles.rules.tax import RateGone, StatedTax, Tax, find_treatment, read_tax, tax_stated, treatment_on
from billing.countries.register import country_rules
from billing.countries.since import NoFigure
from tenants.kernel.country import COUNTRIES, Country
from tenants.kernel.refusals import Problem

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


class TestTaxStated:
    """The VAT of a file."""

    @pytest.mark.parametrize(
        ("country", "stated", "choice"),
        [
            ("FI", StatedTax(Decimal("25.5")), "standard rate"),
            ("FI", StatedTax(Decimal(10)), "newspapers and periodicals"),
            ("FI", StatedTax(Decimal("13.5"), use="Food, restaurants, feed"), "food, restaurants, feed"),
            ("FI", StatedTax(None, use="food, restaurants, feed"), "food, restaurants, feed"),
            ("FI", StatedTax(Decimal(0)), "Z"),
            ("NO", StatedTax(Decimal(0)), "zero-rated"),
            ("DK", StatedTax(None, "Z"), "newspapers"),
            ("FI", StatedTax(None, "z"), "Z"),
            ("FI", StatedTax(Decimal(0), "AE"), "AE"),
            ("FI", StatedTax(None, "E"), "E"),
        ],
    )
    def test_means_one_choice(self, country: Country, stated: StatedTax, choice: str) -> None:
        assert tax_stated(stated, country, DAY) == choice

    @pytest.mark.parametrize(
        ("stated", "field"),
        [
            (StatedTax(Decimal(24)), "vat_rate"),
            (StatedTax(None), "vat_rate"),
            (StatedTax(Decimal(10), "AE"), "vat_rate"),
            (StatedTax(None, "L"), "vat_category"),
            (StatedTax(Decimal("13.5")), "vat_use"),
            (StatedTax(Decimal("13.5"), use="umbrellas"), "vat_use"),
            (StatedTax(Decimal(10), use="food, restaurants, feed"), "vat_rate"),
        ],
    )
    def test_tells_what_is_wrong_at_its_column(self, stated: StatedTax, field: str) -> None:
        found = tax_stated(stated, "FI", DAY)
        assert isinstance(found, Problem)
        assert found.field == field

    def test_knows_a_use_by_its_name_in_any_language(self) -> None:
        found = tax_stated(StatedTax(None, use="yleinen verokanta"), "FI", DAY)
        assert found == "standard rate"
