"""Who is in the Union's VAT, by day."""

from datetime import date

import pytest

from billing.countries.union import MEMBERS, country_of_vat_id, in_union

TODAY = date(2026, 11, 23)


class TestInUnion:
    """Members by day."""

    def test_has_twenty_seven_members_and_monaco(self) -> None:
        assert sum(in_union(country, TODAY) for country in MEMBERS) == 28

    @pytest.mark.parametrize("country", ["NO", "IS", "CH", "GB", "XI", "US", ""])
    def test_has_none_of_the_neighbours(self, country: str) -> None:
        assert not in_union(country, TODAY)

    def test_begins_and_ends_on_a_day(self) -> None:
        assert [in_union("HR", day) for day in (date(2013, 6, 30), date(2013, 7, 1))] == [False, True]
        assert [in_union("GB", day) for day in (date(2020, 12, 31), date(2021, 1, 1))] == [True, False]


class TestCountryOfVatId:
    """Whose number it is."""

    @pytest.mark.parametrize(("vat_id", "country"), [("EL094259216", "GR"), ("XI123456782", "GB"), ("FI1", "FI")])
    def test_knows_the_two_that_write_other_letters(self, vat_id: str, country: str) -> None:
        assert country_of_vat_id(vat_id) == country
