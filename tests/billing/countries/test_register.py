"""The countries as values: each answers everything, and each table is in order."""

from datetime import date

import pytest

from billing.countries.reference_settings import USUAL_KIND, ReferenceSettings
from billing.countries.register import RULES, country_rules
from billing.countries.since import Since
from tenants.kernel.country import COUNTRIES, Country


class TestCountryRules:
    """One country's rules."""

    def test_are_there_for_every_country(self) -> None:
        assert set(RULES) == set(COUNTRIES)

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_make_a_reference_that_they_accept_and_find_again(self, country: Country) -> None:
        references = country_rules(country).references
        made = references.payment_reference("100102-0412", ReferenceSettings(USUAL_KIND[country]))
        references.check(made)
        assert references.canonical(references.presentation(made)) == references.canonical(f"00{made}")

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_have_one_standard_rate_on_a_day(self, country: Country) -> None:
        standard = [
            rate for rate in country_rules(country).vat.rates(date(2026, 11, 23)) if str(rate.use) == "standard rate"
        ]
        assert len(standard) == 1

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_never_remind_without_a_source(self, country: Country) -> None:
        for business in (True, False):
            rules = country_rules(country).late_payment.reminder_rules(date(2026, 11, 23), business=business)
            assert rules.source
            assert rules.fee > 0

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_keep_their_tables_newest_first_each_day_once(self, country: Country) -> None:
        tables = [
            [row.from_day for row in table]
            for table in vars(country_rules(country).late_payment).values()
            if isinstance(table, tuple) and table and isinstance(table[0], Since)
        ]
        assert tables
        for days in tables:
            assert days == sorted(set(days), reverse=True)
