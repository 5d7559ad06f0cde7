"""Finnish VAT by day of supply."""

from datetime import date

import pytest

from billing.countries.fi.vat import printed_business_id, rates, seller_statements, standard_rate, wording
from billing.countries.since import NoFigure
from billing.countries.vat_wording import SellerStanding, Special

ON = date(2026, 11, 23)
REGISTERED = SellerStanding(vat_registered=True)


class TestRates:
    """Rates a supply may carry."""

    @pytest.mark.parametrize(
        ("day", "percents"),
        [
            (date(2024, 8, 31), {"24", "14", "10"}),
            (date(2024, 9, 1), {"25.5", "14", "10"}),
            (date(2025, 12, 31), {"25.5", "14", "10"}),
            (date(2026, 1, 1), {"25.5", "13.5", "10"}),
        ],
    )
    def test_are_those_of_the_day(self, day: date, percents: set[str]) -> None:
        assert {str(rate.percent) for rate in rates(day)} == percents
        assert rates(day)[0].percent == standard_rate(day)

    def test_moved_travel_and_culture_to_fourteen_in_2025(self) -> None:
        by_use = {str(rate.use): rate.percent for rate in rates(date(2025, 1, 1))}
        assert by_use["passenger transport, hotels, medicine, culture, sport, books"] == 14
        assert by_use["newspapers and periodicals"] == 10

    def test_are_refused_before_the_table(self) -> None:
        with pytest.raises(NoFigure):
            standard_rate(date(2012, 12, 31))

    @pytest.mark.parametrize("day", [date(2024, 1, 1), date(2025, 1, 1), date(2026, 11, 23)])
    def test_are_all_confirmed(self, day: date) -> None:
        assert all(rate.confirmed for rate in rates(day))


class TestPrintedWords:
    """What a Finnish invoice says."""

    def test_prints_the_business_id_with_its_dash_and_no_statement(self) -> None:
        assert printed_business_id("23456780", REGISTERED) == "2345678-0"
        assert seller_statements(REGISTERED) == ()

    def test_says_reverse_charge_in_finnish(self) -> None:
        assert wording(Special.REVERSE_CHARGE, "fi", ON).text == "Käännetty verovelvollisuus"
