"""Which VAT a plan carries between the four countries."""

from datetime import date
from decimal import Decimal

import pytest
from factories.sellers import a_seller

from billing.plan_charges.rules.vat import plan_vat
from tenants.kernel.country import Country

ON = date(2027, 3, 1)


class TestPlanVat:
    @pytest.mark.parametrize(("country", "rate"), [("FI", "25.5"), ("SE", "25"), ("NO", "25"), ("DK", "25")])
    def test_at_home_is_the_standard_rate(self, country: Country, rate: str) -> None:
        treatment, reason = plan_vat(a_seller(country), country, on=ON)
        assert (treatment.category, treatment.rate, reason) == ("S", Decimal(rate), None)

    @pytest.mark.parametrize(("seller", "buyer"), [("FI", "SE"), ("SE", "DK"), ("DK", "FI")])
    def test_between_member_states_is_the_buyers_to_account_for(self, seller: Country, buyer: Country) -> None:
        treatment, reason = plan_vat(a_seller(seller), buyer, on=ON)
        assert (treatment.category, treatment.rate) == ("AE", Decimal(0))
        assert reason is not None
        assert reason.exemption_code == "VATEX-EU-AE"

    @pytest.mark.parametrize(("seller", "buyer"), [("FI", "NO"), ("NO", "SE")])
    def test_over_the_unions_border_isnt_charged(self, seller: Country, buyer: Country) -> None:
        assert plan_vat(a_seller(seller), buyer, on=ON)[0].category == "G"

    def test_isnt_charged_by_who_isnt_registered(self) -> None:
        treatment, reason = plan_vat(a_seller("SE", vat_id=None), "SE", on=ON)
        assert (treatment.category, treatment.rate) == ("O", None)
        assert reason is not None
        assert reason.exemption_code == "VATEX-EU-O"
