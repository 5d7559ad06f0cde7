"""Norwegian VAT by day of supply."""

from datetime import date

import pytest

from billing.countries.no.vat import WATER, printed_business_id, rates, seller_statements, standard_rate, wording
from billing.countries.since import NoFigure
from billing.countries.vat_wording import NoWording, SellerStanding, Special

ON = date(2026, 11, 23)


class TestRates:
    """Rates a supply may carry."""

    @pytest.mark.parametrize(("day", "percent"), [(date(2025, 6, 30), 25), (date(2025, 7, 1), 15)])
    def test_lower_water_in_july_2025(self, day: date, percent: int) -> None:
        assert [rate.percent for rate in rates(day) if rate.use == WATER] == [percent]

    def test_have_a_zero_rate_with_its_own_category(self) -> None:
        assert [rate.category for rate in rates(date(2026, 11, 23)) if not rate.percent] == ["Z"]

    def test_are_refused_before_what_is_vouched_for(self) -> None:
        with pytest.raises(NoFigure):
            standard_rate(date(2023, 12, 31))


class TestPrintedWords:
    """What a Norwegian invoice says."""

    def test_puts_mva_after_the_number_of_a_registered_seller_only(self) -> None:
        assert printed_business_id("923609016", SellerStanding(vat_registered=True)) == "923 609 016 MVA"
        assert printed_business_id("923609016", SellerStanding(vat_registered=False)) == "923 609 016"

    def test_names_the_register_of_business_enterprises(self) -> None:
        assert seller_statements(SellerStanding(vat_registered=True, foretaksregisteret=True)) == (
            "Foretaksregisteret",
        )

    def test_has_no_words_for_self_billing(self) -> None:
        with pytest.raises(NoWording):
            wording(Special.SELF_BILLING, "nb", ON)
