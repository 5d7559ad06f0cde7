"""Swedish VAT by day of supply."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.se.vat import FOOD, printed_business_id, rates, seller_statements, standard_rate, wording
from billing.countries.since import NoFigure
from billing.countries.vat_wording import SellerStanding, Special

ON = date(2026, 11, 23)


def food_rate(day: date) -> Decimal:
    """Return the one rate of food on a day."""
    (rate,) = [rate.percent for rate in rates(day) if rate.use == FOOD]
    return rate


class TestRates:
    """Rates a supply may carry."""

    @pytest.mark.parametrize(
        ("day", "percent"),
        [(date(2026, 3, 31), 12), (date(2026, 4, 1), 6), (date(2027, 12, 31), 6), (date(2028, 1, 1), 12)],
    )
    def test_lower_food_for_the_time_the_law_says(self, day: date, percent: int) -> None:
        assert food_rate(day) == percent

    def test_keep_restaurants_at_twelve_meanwhile(self) -> None:
        by_use = {str(rate.use): rate.percent for rate in rates(date(2026, 11, 23))}
        assert by_use["restaurants, hotels, repairs"] == 12
        assert standard_rate(date(2026, 11, 23)) == 25

    def test_are_refused_before_the_act(self) -> None:
        with pytest.raises(NoFigure):
            standard_rate(date(2023, 6, 30))


class TestPrintedWords:
    """What a Swedish invoice says."""

    def test_says_approved_for_f_tax_only_if_it_is_so(self) -> None:
        assert seller_statements(SellerStanding(vat_registered=True, f_tax=True)) == ("Godkänd för F-skatt",)
        assert seller_statements(SellerStanding(vat_registered=True)) == ()

    def test_names_the_section_that_exempts_a_small_business(self) -> None:
        assert "18 kap. 4 §" in wording(Special.SMALL_BUSINESS, "sv", ON).text

    def test_prints_the_organisation_number_with_its_dash(self) -> None:
        assert printed_business_id("5560160680", SellerStanding(vat_registered=False)) == "556016-0680"
