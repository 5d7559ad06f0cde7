"""Kinds of sale with VAT of their own."""

from datetime import date

import pytest

from billing.countries.register import RULES, country_rules
from billing.countries.vat_schemes import UNWORDED, Scheme, VatScheme, schemes_on

ON = date(2026, 11, 23)


class TestSchemes:
    """What each country has."""

    @pytest.mark.parametrize(
        ("country", "scheme", "statute"),
        [
            ("FI", "construction", "AVL 8 c §"),
            ("FI", "scrap", "AVL 8 d §"),
            ("SE", "construction", "16 kap. ML (2023:200)"),
            ("DK", "scrap", "momslovens § 46, stk. 1, nr. 7"),
            ("NO", "emissions", "mval. § 11-1 (2)"),
        ],
    )
    def test_names_the_statute_of_a_reverse_charge(self, country: str, scheme: str, statute: str) -> None:
        found = country_rules(country).vat.schemes(ON)[scheme]
        assert (found.category, found.code, found.reason) == ("AE", "VATEX-EU-AE", statute)

    def test_reckons_on_the_margin_without_naming_more_than_the_words(self) -> None:
        found = country_rules("SE").vat.schemes(ON)["used_goods"]
        assert (found.category, found.code, found.reason) == ("E", "VATEX-EU-F", None)

    @pytest.mark.parametrize(("country", "scheme"), [("DK", "construction"), ("NO", "construction"), ("NO", "travel")])
    def test_has_none_where_the_law_has_none(self, country: str, scheme: str) -> None:
        assert scheme not in country_rules(country).vat.schemes(ON)

    def test_offers_none_whose_words_are_not_confirmed(self) -> None:
        offered = {country: country_rules(country).vat.schemes(ON) for country in UNWORDED}
        assert UNWORDED
        assert [name for country, names in UNWORDED.items() for name in names if name in offered[country]] == []

    def test_holds_from_a_day(self) -> None:
        finnish = country_rules("FI").vat.schemes
        assert ["scrap" in finnish(day) for day in (date(2014, 12, 31), date(2015, 1, 1))] == [False, True]

    def test_ends_on_a_day(self) -> None:
        over = (VatScheme(Scheme.GOLD, "§ 1", date(2020, 1, 1), date(2020, 12, 31)),)
        assert [len(schemes_on(over, date(year, 12, 31))) for year in (2019, 2020, 2021)] == [0, 1, 0]

    def test_names_a_statute_everywhere(self) -> None:
        assert all(each.statute for rules in RULES.values() for each in rules.vat.schemes(ON).values())
